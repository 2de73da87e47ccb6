import { systemIo } from './io.ts'

/** The warnings of Node.js that concern packages in our bundle, and that a user can do nothing about: url.parse(). */
const HUSHED = new Set(['DEP0169'])

/**
 * Runs the command that a process was started with.
 * @returns the exit code
 */
export async function main(process: NodeJS.Process): Promise<number> {
  const warn = process.emitWarning.bind(process) as (...args: unknown[]) => void
  process.emitWarning = (...args: unknown[]) => {
    if (!HUSHED.has(String(args[2]))) warn(...args)
  }
  // The SDK packages would print every header of a request under DEBUG, signatures and session tokens among them.
  delete process.env['DEBUG']
  // The signals are listened to before all else is loaded.
  const io = systemIo(process)
  return (await import('./program.ts')).runProgram(io)
}
