import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

function newest(folder: string): number {
  return Math.max(0, ...readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).map((entry) => statSync(`${entry.parentPath}/${entry.name}`).mtimeMs))
}

/** Journeys run the built command: it is built anew when a source is younger. */
export default function setup(): void {
  const built = `${root}/dist/main.cjs`
  if (existsSync(built) && statSync(built).mtimeMs > Math.max(newest(`${root}/src`), newest(`${root}/.build`))) return
  execFileSync(process.execPath, [`${root}/.build/bundle.mjs`], { stdio: 'inherit' })
}
