import { readFileSync, statSync } from 'node:fs'
import { ConfigError } from '../core/errors.ts'
import { text as messages } from '../messages/whole.ts'
import { pipeOf } from './pipe.ts'

/** No config that a person writes comes near this; what is larger is refused before it is looked at. */
export const MOST_BYTES = 1_000_000

/** The name by which messages call standard input. */
export const STDIN = '<stdin>'

type Chunks = AsyncIterable<Uint8Array | string>

/**
 * Reads a config's text from a file, or from standard input where the path is `-`. Never reads much more than MOST_BYTES.
 * @param readStdin gives standard input; asked only where the path is `-`
 * @param signal ends the wait for somebody who writes into a pipe, with an AbortError
 * @returns the text without a byte order mark, and the name that messages call it by
 * @throws ConfigError for what cannot be read, is too large, or is no UTF-8 text
 */
export async function readSource(path: string, readStdin: () => Chunks, signal?: AbortSignal): Promise<{ name: string; text: string }> {
  const name = path === '-' ? STDIN : path
  const bytes = path === '-' ? await readChunks(name, readStdin()) : await readFile(path, signal)
  return { name, text: decode(name, bytes) }
}

async function readChunks(name: string, chunks: Chunks): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    const part = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    length += part.length
    if (length > MOST_BYTES) throw tooLarge(name)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

async function readFile(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  try {
    const found = statSync(path)
    if (found.isFile()) {
      if (found.size > MOST_BYTES) throw tooLarge(path)
      return readFileSync(path)
    }
    if (found.isFIFO()) return await readChunks(path, await pipeOf(path, signal))
    const { open } = await import('node:fs/promises')
    const file = await open(path, 'r')
    try {
      // In bounded pieces, whatever size is stated: pipes and devices state none.
      return await readChunks(path, file.createReadStream({ autoClose: false }))
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof ConfigError || signal?.aborted === true) throw error
    throw explainSystemError(path, error)
  }
}

function explainSystemError(path: string, error: unknown): ConfigError {
  const code = (error as NodeJS.ErrnoException).code
  const shown = JSON.stringify(path).slice(1, -1)
  const name = shown.length > 200 ? `${shown.slice(0, 200)}…` : shown
  if (code === 'ENOENT') {
    return unreadable(
      name,
      messages.config.noFile(name),
      messages.config.noFileHint,
    )
  }
  if (code === 'EACCES' || code === 'EPERM')
    return unreadable(name, messages.config.forbidden(name), messages.config.forbiddenHint)
  if (code === 'EISDIR') return unreadable(name, messages.config.directory(name), messages.config.directoryHint)
  return unreadable(name, messages.config.unreadable(name, code ?? messages.config.unknownError), messages.config.unreadableHint)
}

function decode(name: string, bytes: Uint8Array): string {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (utf16) throw at(name, bytes, 0, messages.config.utf16)
  const nul = bytes.indexOf(0)
  if (nul >= 0) throw at(name, bytes, nul, messages.config.nul)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw at(name, bytes, firstWrongByte(bytes), messages.config.notUtf8)
  }
}

/** Where the valid UTF-8 ends: the longest prefix that decodes, found by halving. */
function firstWrongByte(bytes: Uint8Array): number {
  let good = 0
  let bad = bytes.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true })
      good = middle
    } catch {
      bad = middle
    }
  }
  // A character that was only begun counts as wrong from its first byte.
  return Buffer.byteLength(new TextDecoder('utf-8').decode(bytes.subarray(0, good), { stream: true }))
}

function at(name: string, bytes: Uint8Array, offset: number, what: string): ConfigError {
  const before = Buffer.from(bytes.subarray(0, offset)).toString('utf8')
  const line = before.split('\n').length
  const column = before.length - before.lastIndexOf('\n')
  const issue = { path: name, line, column, message: what }
  return new ConfigError(`${name}:${line}:${column}: ${what}`, [issue])
}

const unreadable = (name: string, message: string, hint: string): ConfigError =>
  new ConfigError(message, [{ path: name, line: 1, column: 1, message }], hint)

const tooLarge = (name: string): ConfigError =>
  unreadable(
    name,
    messages.config.large(name, MOST_BYTES / 1_000_000),
    messages.config.largeHint,
  )
