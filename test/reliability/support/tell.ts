import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const file = fileURLToPath(new URL('../../../coverage/reliability.txt', import.meta.url))

/** Prints a count as the tests find it, past the runner's own capture; coverage/reliability.txt keeps what was printed. */
export function tell(line: string): void {
  process.stdout.write(`${line}\n`)
  mkdirSync(dirname(file), { recursive: true })
  appendFileSync(file, `${line}\n`)
}
