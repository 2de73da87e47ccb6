import { constants, openSync } from 'node:fs'
import { addAbortSignal, type Readable } from 'node:stream'

/**
 * Opens a pipe that has a name. It is not read by a thread of Node.js: whoever waits for a writer there can neither be called back nor
 * end with the process.
 * @param signal ends the wait for a writer, with an AbortError
 * @throws the system's error where it cannot be opened
 */
export async function pipeOf(path: string, signal?: AbortSignal): Promise<Readable> {
  const { Socket } = await import('node:net')
  const pipe = new Socket({ fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK), writable: false })
  return signal === undefined ? pipe : addAbortSignal(signal, pipe)
}
