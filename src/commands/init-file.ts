import { constants } from 'node:fs'
import { access, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { EXIT, RunError, UsageError } from '../core/errors.ts'
import type { Asker } from '../init/asker.ts'
import { text } from '../messages/whole.ts'

/** Where the config goes. */
export interface Place { path: string; /** Without it, a file that came up meanwhile is left as it is. */ overwrite: boolean }

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error)

/** Why a file cannot be written, in words where the system's code is one that people meet. */
function notWritable(file: string, code: string): string {
  const reasons: Readonly<Record<string, string>> = text.init.unwritable
  return text.init.notWritable(file, reasons[code] ?? code)
}

/** Whether a file is there. Throws a UsageError where it could not be written: no file, or a folder that is missing or shut. */
export async function isThere(file: string): Promise<boolean> {
  const refused = (code: string): UsageError => new UsageError(notWritable(file, code), text.init.notWritableHint)
  try {
    const found = await stat(file)
    if (!found.isFile()) throw refused(found.isDirectory() ? 'EISDIR' : 'special')
    await access(file, constants.W_OK)
    return true
  } catch (error) {
    if (error instanceof RunError) throw error
    if (codeOf(error) !== 'ENOENT') throw refused(codeOf(error))
  }
  try {
    await access(dirname(file), constants.W_OK)
    return false
  } catch (error) {
    throw refused(codeOf(error))
  }
}

/** Where a file is there already: over it, or into another. */
export async function askOverwrite(asker: Asker, path: string): Promise<Place> {
  return (await asker.agree(text.init.overwrite(path))) ? { path, overwrite: true } : askOther(asker)
}

/** Another file, until it is one that can be written. */
async function askOther(asker: Asker): Promise<Place> {
  const path = await asker.text({ message: text.init.anotherFile, suggested: '', check: (value) => (value === '' ? text.init.emptyFile : undefined) })
  try {
    return (await isThere(path)) ? await askOverwrite(asker, path) : { path, overwrite: false }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    asker.note(error.message)
    return askOther(asker)
  }
}

/**
 * Writes a file at once.
 * @param content what is written into a file of that path
 * @param asker asks for another where it cannot be written, so that no answer is lost for that; nobody is asked without
 * @returns the file that was written
 * @throws UsageError where it is there, RunError with exit 1 where it cannot be written
 */
export async function writeNew({ path, overwrite }: Place, content: (path: string) => string, asker?: Asker): Promise<string> {
  try {
    await writeFile(path, content(path), { flag: overwrite ? 'w' : 'wx' })
    return path
  } catch (error) {
    const there = codeOf(error) === 'EEXIST'
    const message = there ? text.init.exists(path) : notWritable(path, codeOf(error))
    if (asker === undefined) throw there ? new UsageError(message, text.init.existsHint) : new RunError(message, { code: 'NotWritten', exit: EXIT.failed })
    asker.note(message)
    return writeNew(await askOther(asker), content, asker)
  }
}
