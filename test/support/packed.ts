import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)

/** One file of the package, with its path from the top. */
export interface PackedFile { path: string; size: number }

/**
 * Packs the repository as `npm publish` would, with what is built.
 * @param args `--dry-run`, or where the tarball goes
 */
export async function packed(...args: string[]): Promise<{ filename: string; files: PackedFile[] }> {
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', ...args], { cwd: root, shell: process.platform === 'win32' })
  return (JSON.parse(stdout) as [{ filename: string; files: PackedFile[] }])[0]
}
