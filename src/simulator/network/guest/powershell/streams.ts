import { NetException } from './errors.ts'
import { NetObject, numberOf, textOf, type Value } from './values.ts'

/** Bytes of a value: a byte array, an array of numbers, or a text as UTF-8. */
export function bytesOf(value: Value | undefined): Buffer {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  if (Array.isArray(value)) return Buffer.from(value.map((one) => numberOf(one) & 255))
  return Buffer.from(textOf(value))
}

class Bytes {
  data: Buffer = Buffer.alloc(0)
  at = 0
}
const contents = new WeakMap<NetObject, Bytes>()

/**
 * A stream that can be read, and written where it is a memory stream. `ends` is thrown after the last byte, of a lost connection.
 */
export function stream(type: string, data: Buffer, ends?: () => NetException): NetObject {
  const bytes = new Bytes()
  bytes.data = data
  const made = new NetObject(type, ['System.IO.Stream'])
  contents.set(made, bytes)
  const take = (count: number): Buffer => {
    const piece = bytes.data.subarray(bytes.at, bytes.at + count)
    if (piece.length === 0 && count > 0 && ends) throw ends()
    bytes.at += piece.length
    return piece
  }
  return made.field('ReadTimeout', 300_000).field('WriteTimeout', 300_000).field('CanRead', true)
    .property('Length', () => bytes.data.length).property('Position', () => bytes.at,
      (value) => void (bytes.at = numberOf(value)))
    .method('Read', ([buffer = null, offset = 0, count = 0]) => {
      const piece = take(numberOf(count))
      if (buffer instanceof Uint8Array) buffer.set(piece.subarray(0, buffer.length - numberOf(offset)), numberOf(offset))
      else if (Array.isArray(buffer)) piece.forEach((byte, i) => (buffer[numberOf(offset) + i] = byte))
      return piece.length
    })
    .method('ReadByte', () => take(1)[0] ?? -1)
    .method('Write', ([buffer = null, offset = 0, count = null]) => {
      const given = bytesOf(buffer)
      const piece = given.subarray(numberOf(offset), count === null ? undefined : numberOf(offset) + numberOf(count))
      bytes.data = Buffer.concat([bytes.data, piece])
      bytes.at = bytes.data.length
      return null
    })
    .method('WriteByte', ([byte = 0]) => {
      bytes.data = Buffer.concat([bytes.data, Buffer.from([numberOf(byte) & 255])])
      bytes.at = bytes.data.length
      return null
    })
    .method('CopyTo', async ([target = null]) => {
      const piece = take(bytes.data.length - bytes.at)
      if (target instanceof NetObject) await target.methods.get('write')?.([new Uint8Array(piece), 0, piece.length])
      if (ends) throw ends()
      return null
    })
    .method('Seek', ([offset = 0, origin = null]) =>
      (bytes.at = numberOf(offset) + (textOf(origin) === 'End' ? bytes.data.length : textOf(origin) === 'Current' ? bytes.at
      : 0)))
    .method('ToArray', () => new Uint8Array(bytes.data)).method('GetBuffer', () => new Uint8Array(bytes.data))
    .method('Flush', () => null).method('Close', () => null).method('Dispose', () => null)
    .method('readall', () => new Uint8Array(take(bytes.data.length - bytes.at + (ends ? 1 : 0))))
    .method('failing', () => {
      if (ends) throw ends()
      return null
    })
}

/** A reader of text over a stream. */
export async function streamReader(source: Value | undefined, coding: Value | undefined): Promise<NetObject> {
  if (!(source instanceof NetObject)) throw new NetException('System.ArgumentNullException',
    'Value cannot be null. Parameter name: stream')
  const latin = coding instanceof NetObject && /ascii|latin|8859/i.test(coding.type + textOf(coding.get('WebName')))
  let text: string | undefined
  let at = 0
  const load = async (): Promise<string> => {
    if (text === undefined) {
      const data = bytesOf(await source.methods.get('readall')?.([]))
      text = data.toString(latin ? 'latin1' : 'utf8').replace(/^\ufeff/, '')
    }
    return text
  }
  return new NetObject('System.IO.StreamReader', ['System.IO.TextReader'])
    .method('ReadToEnd', async () => {
      const rest = (await load()).slice(at)
      at += rest.length
      await source.methods.get('failing')?.([])
      return rest
    })
    .method('ReadLine', async () => {
      const rest = (await load()).slice(at)
      if (rest === '') return null
      const [whole = '', line = ''] = /^([^\r\n]*)(?:\r\n|\r|\n|$)/.exec(rest) ?? []
      at += whole.length
      return line
    })
    .method('Read', async () => {
      const code = (await load()).charCodeAt(at++)
      return Number.isNaN(code) ? -1 : code
    })
    .method('Peek', async () => {
      const code = (await load()).charCodeAt(at)
      return Number.isNaN(code) ? -1 : code
    })
    .method('Close', () => null).method('Dispose', () => null)
}

/** An encoding of text. */
export function encoding(name: string): NetObject {
  const kind: BufferEncoding & ('utf8' | 'utf16le' | 'latin1') = /utf-?8/i.test(name) ? 'utf8' : /unicode|utf-?16/i.test(name)
    ? 'utf16le' : 'latin1'
  const type = { utf8: 'System.Text.UTF8Encoding', utf16le: 'System.Text.UnicodeEncoding',
    latin1: /ascii/i.test(name) ? 'System.Text.ASCIIEncoding' : 'System.Text.Latin1Encoding' }[kind]
  const web = { utf8: 'utf-8', utf16le: 'utf-16', latin1: /ascii/i.test(name) ? 'us-ascii' : 'iso-8859-1' }[kind]
  return new NetObject(type, ['System.Text.Encoding']).property('WebName', () => web).property('BodyName', () => web)
    .property('EncodingName', () => web)
    .method('GetBytes', ([text = null]) => new Uint8Array(Buffer.from(textOf(text), kind)))
    .method('GetByteCount', ([text = null]) => Buffer.byteLength(textOf(text), kind))
    .method('GetString', ([data = null, from = 0, count = null]) => {
      const given = bytesOf(data)
      return given.subarray(numberOf(from), count === null ? undefined : numberOf(from) + numberOf(count))
        .toString(kind)
    })
}

/** A builder of text. */
export function stringBuilder(first: Value | undefined): NetObject {
  let text = typeof first === 'string' ? first : ''
  const made = new NetObject('System.Text.StringBuilder')
  made.text = () => text
  const append = (more: string): NetObject => {
    if (text.length + more.length > 4_000_000) throw new NetException('System.OutOfMemoryException',
      'Insufficient memory to continue the execution of the program.')
    text += more
    return made
  }
  return made.property('Length', () => text.length).method('Append', ([value = null]) => append(textOf(value)))
    .method('AppendLine', ([value = null]) => append(`${textOf(value)}\r\n`)).method('ToString', () => text)
      .method('Clear', () => {
      text = ''
      return made
    })
}
