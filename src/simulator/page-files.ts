import { readFile } from 'node:fs/promises'

/** The files of the page, beside this one in the sources as in the bundle. */
const FILES: Record<string, { file: string; type: string }> = {
  '': { file: 'index.html', type: 'text/html;charset=utf-8' },
  'page.js': { file: 'page.js', type: 'text/javascript;charset=utf-8' },
  'page.css': { file: 'page.css', type: 'text/css;charset=utf-8' },
  'icon.svg': { file: 'icon.svg', type: 'image/svg+xml' },
}

/**
 * What the page may do: load its own files, ask the server that it came from, and nothing else. No text becomes markup
 * (trusted types), and no other page may frame it, since its buttons move the clock.
 */
const HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'",
    "frame-ancestors 'none'", "require-trusted-types-for 'script'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff', 'X-Frame-Options': 'DENY', 'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Resource-Policy': 'same-origin', 'Cache-Control': 'no-store',
}

export interface PageAnswer { status: number; headers: Record<string, string>; body: Buffer }

/**
 * The page and its files, open to all: they hold nothing of the world.
 * @param path of the request, `/_sim/…`
 * @returns undefined where there is no such file
 */
export async function pageFile(path: string): Promise<PageAnswer | undefined> {
  if (path === '/_sim') return { status: 308, headers: { ...HEADERS, Location: '/_sim/' }, body: Buffer.alloc(0) }
  const name = path.slice('/_sim/'.length)
  const found = Object.hasOwn(FILES, name) ? FILES[name] : undefined
  if (!found) return undefined
  const body = await readFile(new URL(`./page/${found.file}`, import.meta.url))
  return { status: 200, headers: { ...HEADERS, 'Content-Type': found.type }, body }
}
