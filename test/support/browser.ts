import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const FOUND = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))

/** Said in the name of what is left out where it is not installed; CI installs it. */
export const noBrowser = FOUND === undefined
export const named = (name: string): string => (noBrowser ? `${name} (left out: no Chromium is installed)` : name)

/** Starts the installed Chromium: no window, a profile of its own, and nothing unasked on the network. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(FOUND === undefined ? {} : { executablePath: FOUND }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}
