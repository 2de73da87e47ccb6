import { NetException } from './errors.ts'
import { formatted } from './format.ts'
import { char, NetObject, numberOf, textOf, typeOf, type Value } from './values.ts'

type Methods<T> = Record<string, (self: T, args: Value[]) => Value>

const STRING: Methods<string> = {
  tostring: (self) => self,
  trim: (self, args) => trimmed(self, args, true, true),
  trimstart: (self, args) => trimmed(self, args, true, false),
  trimend: (self, args) => trimmed(self, args, false, true),
  toupper: (self) => self.toUpperCase(),
  tolower: (self) => self.toLowerCase(),
  toupperinvariant: (self) => self.toUpperCase(),
  tolowerinvariant: (self) => self.toLowerCase(),
  startswith: (self, [text = null]) => self.startsWith(textOf(text)),
  endswith: (self, [text = null]) => self.endsWith(textOf(text)),
  contains: (self, [text = null]) => self.includes(textOf(text)),
  indexof: (self, [text = null, from = 0]) => self.indexOf(textOf(text), numberOf(from)),
  lastindexof: (self, [text = null]) => self.lastIndexOf(textOf(text)),
  replace: (self, [from = null, to = null]) => (textOf(from) === '' ? self : self.replaceAll(textOf(from), () => textOf(to))),
  substring(self, [from = 0, count = null]) {
    const start = numberOf(from)
    const length = count === null ? self.length - start : numberOf(count)
    if (start < 0 || length < 0 || start + length > self.length) {
      throw new NetException('System.ArgumentOutOfRangeException', start > self.length
        ? 'startIndex cannot be larger than length of string.\r\nParameter name: startIndex'
        : 'Index and length must refer to a location within the string.\r\nParameter name: length')
    }
    return self.slice(start, start + length)
  },
  remove: (self, [from = 0, count = null]) => self.slice(0, numberOf(from))
    + (count === null ? '' : self.slice(numberOf(from) + numberOf(count))),
  insert: (self, [at = 0, text = null]) => self.slice(0, numberOf(at)) + textOf(text) + self.slice(numberOf(at)),
  padleft: (self, [width = 0, fill = ' ']) => self.padStart(Math.min(10_000, numberOf(width)), textOf(fill)),
  padright: (self, [width = 0, fill = ' ']) => self.padEnd(Math.min(10_000, numberOf(width)), textOf(fill)),
  split(self, [separators = null, option = null]) {
    const marks = Array.isArray(separators) ? separators.map((one) => textOf(one)) : textOf(separators).split('')
    const found: string[] = []
    let piece = ''
    for (const one of self) {
      if (marks.length === 0 ? /\s/.test(one) : marks.includes(one)) {
        found.push(piece)
        piece = ''
      } else piece += one
    }
    found.push(piece)
    return option !== null && /RemoveEmpty/i.test(textOf(option)) ? found.filter((one) => one !== '') : found
  },
  tochararray: (self) => Array.from({ length: self.length }, (_, i) => char(self.charCodeAt(i))),
  equals: (self, [text = null]) => self === textOf(text),
  compareto: (self, [text = null]) => Math.sign(self.localeCompare(textOf(text))),
  get_chars: (self, [at = 0]) => char(self.charCodeAt(numberOf(at))),
  gethashcode: (self) => self.length,
}

const ARRAY: Methods<Value[]> = {
  contains: (self, [value = null]) => self.some((one) => one === value || textOf(one) === textOf(value)),
  indexof: (self, [value = null]) => self.findIndex((one) => one === value),
  getvalue: (self, [at = 0]) => self[numberOf(at)] ?? null,
  getlength: (self) => self.length,
  clone: (self) => [...self],
  tostring: () => 'System.Object[]',
  add() {
    throw new NetException('System.NotSupportedException', 'Collection was of a fixed size.')
  },
}

const NUMBER: Methods<number | boolean> = {
  tostring: (self, [code = null]) => (code === null || typeof self === 'boolean' ? textOf(self) : formatted(self, textOf(code))),
  equals: (self, [other = null]) => self === other,
  compareto: (self, [other = null]) => Math.sign(Number(self) - numberOf(other)),
}

function trimmed(self: string, args: Value[], start: boolean, end: boolean): string {
  const marks = args.flatMap((arg) => (Array.isArray(arg) ? arg : [arg])).map((one) => textOf(one)).join('')
  const drop = (one: string): boolean => (marks === '' ? /[\s\ufeff]/.test(one) : marks.includes(one))
  let [from, to] = [0, self.length]
  if (start) while (from < to && drop(self[from] as string)) from++
  if (end) while (to > from && drop(self[to - 1] as string)) to--
  return self.slice(from, to)
}

/** A method of a value, ready to be called; undefined where it has none of that name. */
export function methodOf(value: Value, name: string): ((args: Value[]) => Value | Promise<Value>) | undefined {
  const key = name.toLowerCase()
  if (key === 'gettype') return () => typeObject(typeOf(value))
  if (typeof value === 'string') return bound(STRING, value, key)
  if (typeof value === 'number' || typeof value === 'boolean') return bound(NUMBER, value, key)
  if (Array.isArray(value)) return bound(ARRAY, value, key)
  if (value instanceof Uint8Array) return key === 'clone' ? () => new Uint8Array(value) : key === 'tostring'
    ? () => 'System.Byte[]' : undefined
  if (!(value instanceof NetObject)) return undefined
  const own = value.methods.get(key)
  if (own) return own
  if (key === 'tostring') return () => value.text()
  return key === 'equals' ? ([other = null]) => other === value : undefined
}

function bound<T>(methods: Methods<T>, self: T, key: string): ((args: Value[]) => Value) | undefined {
  const found = Object.hasOwn(methods, key) ? methods[key] : undefined
  return found && ((args) => found(self, args))
}

/** A property of a value; null where there is none. Arrays give those of their elements. */
export function propertyOf(value: Value, name: string): Value {
  const key = name.toLowerCase()
  const size = key === 'length' || key === 'count'
  if (value === null) return key === 'count' ? 0 : null
  if (typeof value === 'string') return key === 'length' ? value.length : key === 'count' ? 1 : null
  if (Array.isArray(value)) {
    if (size || key === 'longlength') return value.length
    if (key === 'rank') return 1
    const found = value.flatMap((one) => propertyOf(one, name) ?? [])
    return found.length === 0 ? null : found.length === 1 ? (found[0] as Value) : found
  }
  if (value instanceof Uint8Array) return size ? value.length : null
  if (!(value instanceof NetObject)) return size ? 1 : null
  if (value.entries?.has(key)) return value.entries.get(key)?.[1] ?? null
  return value.members.has(key) ? value.get(key) : key === 'count' ? 1 : null
}

/** A type as an object. */
export function typeObject(name: string): NetObject {
  const made = new NetObject('System.RuntimeType', ['System.Type'])
  made.text = () => name
  return made.property('Name', () => name.split('.').pop() ?? name).property('FullName', () => name)
    .property('Namespace', () => name.split('.').slice(0, -1).join('.'))
      .property('BaseType', () => (name === 'System.Object' ? null : typeObject('System.Object')))
    .property('IsArray', () => name.endsWith('[]')).method('ToString', () => name)
}
