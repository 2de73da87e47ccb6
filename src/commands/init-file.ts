import { constants } from 'node:fs'
import { access, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { EXIT, RunError, UsageError } from '../core/errors.ts'
import { text } from '../messages/whole.ts'

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error)

/** Whether a file is there. Throws a UsageError where it could not be written: a folder, or a folder that is missing or shut. */
export async function isThere(file: string): Promise<boolean> {
  try {
    const found = await stat(file)
    if (!found.isFile()) throw new UsageError(text.init.notWritable(file, 'EISDIR'))
    await access(file, constants.W_OK)
    return true
  } catch (error) {
    if (error instanceof RunError) throw error
    if (codeOf(error) !== 'ENOENT') throw new UsageError(text.init.notWritable(file, codeOf(error)))
  }
  try {
    await access(dirname(file), constants.W_OK)
    return false
  } catch (error) {
    throw new UsageError(text.init.notWritable(file, codeOf(error)))
  }
}

/**
 * Writes a file at once.
 * @param overwrite without it, one that came up meanwhile is left as it is
 * @throws UsageError where it is there, RunError with exit 1 where it cannot be written
 */
export async function writeNew(file: string, content: string, overwrite: boolean): Promise<void> {
  try {
    await writeFile(file, content, { flag: overwrite ? 'w' : 'wx' })
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new UsageError(text.init.exists(file), text.init.existsHint)
    throw new RunError(text.init.notWritable(file, codeOf(error)), { code: 'NotWritten', exit: EXIT.failed })
  }
}
