import { addAbortSignal, type Readable } from 'node:stream'
import type { Io } from '../io.ts'

/** Standard input for whoever reads a file's content from it; where a signal is given, it ends the wait for more. */
export function stdinOf({ stdin }: Pick<Io, 'stdin'>, signal?: AbortSignal): Readable {
  return signal === undefined ? (stdin as Readable) : addAbortSignal(signal, stdin as Readable)
}
