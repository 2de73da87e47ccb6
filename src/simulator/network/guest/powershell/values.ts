import { NetException } from './errors.ts'

/** A value of PowerShell. Strings, numbers, booleans, null and arrays are JavaScript's own; byte arrays are Uint8Array. */
export type Value = string | number | boolean | null | Value[] | Uint8Array | NetObject

/** An object of .NET: typed members, looked up without regard to case. */
export class NetObject {
  readonly type: string
  readonly bases: readonly string[]
  readonly members = new Map<string, { name: string; get: () => Value; set?: (value: Value) => void }>()
  readonly methods = new Map<string, Method>()
  /** What it is as text. */
  text: () => string
  /** Numeric value, of enums and characters. */
  number: number | undefined
  /** Keys and values, of dictionaries. */
  entries: Map<string, [Value, Value]> | undefined
  /** The members that Format-List and ConvertTo-Json show, of custom objects. */
  custom = false

  constructor(type: string, bases: readonly string[] = []) {
    this.type = type
    this.bases = bases
    this.text = () => type
  }

  /** A member with a value of its own. */
  field(name: string, value: Value): this {
    let held = value
    this.members.set(name.toLowerCase(), { name, get: () => held, set: (next) => void (held = next) })
    return this
  }

  property(name: string, get: () => Value, set?: (value: Value) => void): this {
    this.members.set(name.toLowerCase(), { name, get, ...(set ? { set } : {}) })
    return this
  }

  method(name: string, run: Method): this {
    this.methods.set(name.toLowerCase(), run)
    return this
  }

  get(name: string): Value {
    return this.members.get(name.toLowerCase())?.get() ?? null
  }
}
export type Method = (args: Value[]) => Value | Promise<Value>

/** A member of an enumeration. */
export function enumValue(type: string, name: string, number: number): NetObject {
  const found = new NetObject(type, ['System.Enum', 'System.ValueType'])
  found.number = number
  found.text = () => name
  found.property('value__', () => number).method('ToString', () => name).method('GetHashCode', () => number)
  return found
}

export function char(code: number): NetObject {
  const found = new NetObject('System.Char', ['System.ValueType'])
  found.number = code
  found.text = () => String.fromCharCode(code)
  return found
}

/** A dictionary; `@{ }` is one whose keys ignore case. */
export function hashtable(pairs: Iterable<[Value, Value]> = [], ordered = false): NetObject {
  const type = ordered ? 'System.Collections.Specialized.OrderedDictionary' : 'System.Collections.Hashtable'
  const found = new NetObject(type, ['System.Collections.IDictionary'])
  const entries = new Map<string, [Value, Value]>()
  found.entries = entries
  const put = (key: Value, value: Value): null => {
    entries.set(textOf(key).toLowerCase(), [key, value])
    return null
  }
  for (const [key, value] of pairs) put(key, value)
  found.property('Count', () => entries.size).property('Keys', () => [...entries.values()].map(([key]) => key))
    .property('Values', () => [...entries.values()].map(([, value]) => value))
    .method('Add', ([key = null, value = null]) => {
      if (entries.has(textOf(key).toLowerCase())) throw new NetException('System.ArgumentException',
        `Item has already been added. Key in dictionary: '${textOf(key)}'  Key being added: '${textOf(key)}'`)
      return put(key, value)
    })
    .method('Set_Item', ([key = null, value = null]) => put(key, value))
    .method('ContainsKey', ([key = null]) => entries.has(textOf(key).toLowerCase()))
      .method('Contains', ([key = null]) => entries.has(textOf(key).toLowerCase()))
    .method('Remove', ([key = null]) => (entries.delete(textOf(key).toLowerCase()), null))
      .method('Clear', () => (entries.clear(), null))
    .method('GetEnumerator', () => entriesOf(found))
  return found
}

/** The entries of a dictionary, as GetEnumerator gives them. */
export function entriesOf(table: NetObject): Value[] {
  return [...(table.entries?.values() ?? [])].map(([key, value]) =>
    new NetObject('System.Collections.DictionaryEntry').field('Key', key).field('Name', key).field('Value', value))
}

/** An object made of properties alone. */
export function custom(pairs: Iterable<[string, Value]>): NetObject {
  const found = new NetObject('System.Management.Automation.PSCustomObject')
  found.custom = true
  for (const [name, value] of pairs) found.field(name, value)
  found.text = () => `@{${[...found.members.values()].map((one) => `${one.name}=${textOf(one.get())}`).join('; ')}}`
  return found
}

/** A value as text, as in a string or `[string]`. */
export function textOf(value: Value | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number') return numberText(value)
  if (Array.isArray(value)) return value.map((one) => textOf(one)).join(' ')
  if (value instanceof Uint8Array) return [...value].join(' ')
  return value.text()
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity'
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value)
  return String(Number(value.toPrecision(15))).replace(/e([-+])(\d)$/, 'E$10$2').replace('e', 'E')
}

/** A value as a condition. */
export function truth(value: Value): boolean {
  if (Array.isArray(value)) return value.length === 1 ? truth(value[0] as Value) : value.length > 0
  if (value instanceof Uint8Array) return value.length > 1 || (value.length === 1 && value[0] !== 0)
  if (value instanceof NetObject) return value.number === undefined || value.number !== 0
  return value !== null && value !== false && value !== 0 && value !== ''
}

/** A value as a number; throws the exception of a failed conversion. */
export function numberOf(value: Value, type = 'System.Int32'): number {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return Number(value)
  if (value === null) return 0
  if (value instanceof NetObject && value.number !== undefined) return value.number
  const text = textOf(value).trim()
  if (text === '') return 0
  const number = /^-?0x[0-9a-f]+$/i.test(text) ? Number.parseInt(text, 16) : Number(text.replace(/,/g, ''))
  if (Number.isNaN(number)) {
    throw new NetException('System.Management.Automation.PSInvalidCastException',
      `Cannot convert value "${text}" to type "${type}". Error: "Input string was not in a correct format."`, undefined,
        { conversion: true })
  }
  return number
}

/** What a pipeline makes of a value: the elements of arrays one by one, nothing of null. */
export function enumerate(value: Value): Value[] {
  if (Array.isArray(value)) return value
  if (value instanceof Uint8Array) return [...value]
  if (value instanceof NetObject && value.methods.has('enumerate')) return value.methods.get('enumerate')?.([]) as Value[]
  return value === null ? [] : [value]
}

/** What a list of results is as one value: nothing, the only one, or an array. */
export function collected(values: Value[]): Value {
  return values.length === 0 ? null : values.length === 1 ? (values[0] as Value) : values
}

/** The full name of a value's type. */
export function typeOf(value: Value): string {
  if (value === null) return ''
  if (typeof value === 'string') return 'System.String'
  if (typeof value === 'boolean') return 'System.Boolean'
  if (typeof value === 'number') return Number.isInteger(value) ? (Math.abs(value) > 2 ** 31 ? 'System.Int64' : 'System.Int32')
    : 'System.Double'
  if (Array.isArray(value)) return 'System.Object[]'
  return value instanceof Uint8Array ? 'System.Byte[]' : value.type
}
