import { isException, NetException, runtimeError } from './errors.ts'
import { typeObject } from './members.ts'
import { bytesOf } from './streams.ts'
import { dateTime } from './times.ts'
import { char, collected, custom, enumerate, hashtable, NetObject, numberOf, textOf, truth, typeOf,
  type Value } from './values.ts'
import { uri, uriOf } from './web.ts'

/** Short names of types. */
const ALIASES: Record<string, string> = {
  int: 'System.Int32', int32: 'System.Int32', long: 'System.Int64', int64: 'System.Int64', uint32: 'System.UInt32',
    uint64: 'System.UInt64', int16: 'System.Int16',
  uint16: 'System.UInt16', byte: 'System.Byte', string: 'System.String', bool: 'System.Boolean', boolean: 'System.Boolean',
    double: 'System.Double',
  float: 'System.Single', single: 'System.Single', decimal: 'System.Decimal', char: 'System.Char', array: 'System.Array',
    object: 'System.Object',
  hashtable: 'System.Collections.Hashtable', void: 'System.Void', datetime: 'System.DateTime', timespan: 'System.TimeSpan',
    uri: 'System.Uri',
  regex: 'System.Text.RegularExpressions.Regex', math: 'System.Math', convert: 'System.Convert',
    scriptblock: 'System.Management.Automation.ScriptBlock',
  switch: 'System.Management.Automation.SwitchParameter', ordered: 'ordered', pscustomobject: 'pscustomobject',
    psobject: 'psobject', type: 'System.Type',
  guid: 'System.Guid', ipaddress: 'System.Net.IPAddress', xml: 'System.Xml.XmlDocument', environment: 'System.Environment',
    console: 'System.Console', gc: 'System.GC',
}

/** The full name of a type, in its own spelling where it is known. */
export function fullName(name: string): string {
  const array = name.endsWith('[]')
  const bare = (array ? name.slice(0, -2) : name).replace(/\s/g, '')
  const known = ALIASES[bare.toLowerCase()] ?? ALIASES[bare.toLowerCase().replace(/^system\./, '')]
  const full = known ?? (/^system\./i.test(bare) ? `System.${bare.slice(7)}` : `System.${bare}`)
  return array ? `${full}[]` : full
}

/** `[type]value` and `-as`. Throws the exception of a failed conversion. */
export function cast(name: string, value: Value): Value {
  const type = fullName(name)
  if (type.endsWith('[]')) {
    if (type === 'System.Byte[]') return value === null ? null : new Uint8Array(bytesOf(Array.isArray(value) ? value : value))
    if (value === null) return null
    const list = value instanceof NetObject && value.entries ? [value] : enumerate(value)
    return list.map((one) => cast(name.slice(0, -2), one))
  }
  switch (type) {
    case 'System.Int32': case 'System.Int64': case 'System.Int16':
    case 'System.UInt32': case 'System.UInt64': case 'System.UInt16': return whole(value, type)
    case 'System.Byte': return whole(value, type) & 255
    case 'System.Double': case 'System.Single': case 'System.Decimal': return numberOf(value, type)
    case 'System.String': return textOf(value)
    case 'System.Boolean': case 'System.Management.Automation.SwitchParameter': return truth(value)
    case 'System.Char': return typeof value === 'number' ? char(value) : char(textOf(value).charCodeAt(0))
    case 'System.Array': return Array.isArray(value) ? value : value === null ? null : [value]
    case 'System.Void': return null
    case 'System.Object': case 'psobject': case 'System.Management.Automation.ScriptBlock': return value
    case 'ordered': return value instanceof NetObject && value.entries ? hashtable(value.entries.values(), true) : value
    case 'pscustomobject':
      return value instanceof NetObject && value.entries
        ? custom([...value.entries.values()].map(([key, held]): [string, Value] => [textOf(key), held])) : value
    case 'System.Collections.Hashtable': return value
    case 'System.Uri': return value instanceof NetObject && value.type === type ? value : uri(uriOf(textOf(value)))
    case 'System.DateTime': {
      if (value instanceof NetObject && value.type === type) return value
      const at = Date.parse(textOf(value))
      if (Number.isNaN(at)) throw failed(value, type)
      return dateTime(at)
    }
    case 'System.Type': return typeObject(fullName(textOf(value)))
  }
  if (value === null || isType(value, name)) return value
  throw failed(value, type)
}

function failed(value: Value, type: string): NetException {
  return new NetException('System.Management.Automation.PSInvalidCastException',
    `Cannot convert the "${textOf(value)}" value of type "${typeOf(value)}" to type "${type}".`, undefined, { conversion: true })
}

/** Rounds to even, as .NET converts to whole numbers. */
function whole(value: Value, type: string): number {
  const number = numberOf(value, type)
  const floor = Math.floor(number)
  const rounded = number - floor === 0.5 ? (floor % 2 === 0 ? floor : floor + 1) : Math.round(number)
  if (type === 'System.Int32' && Math.abs(rounded) > 2 ** 31) {
    throw new NetException('System.Management.Automation.PSInvalidCastException',
      `Cannot convert value "${textOf(value)}" to type "System.Int32". `
        + 'Error: "Value was either too large or too small for an Int32."',
      undefined, { conversion: true })
  }
  return rounded
}

/** `-is`. */
export function isType(value: Value, name: string): boolean {
  if (value === null) return false
  const wanted = fullName(name).toLowerCase()
  if (wanted === 'system.object') return true
  const own = typeOf(value)
  if (own.toLowerCase() === wanted) return true
  if (wanted === 'system.array') return Array.isArray(value) || value instanceof Uint8Array
  if (wanted === 'pscustomobject' || wanted === 'psobject') return value instanceof NetObject && value.custom
  if (!(value instanceof NetObject)) return wanted === 'system.valuetype' && typeof value !== 'string'
  return value.bases.some((base) => base.toLowerCase() === wanted)
    || (value.bases.includes('System.Exception') && isException(own, name))
}

/** An element of a value: by position, by key, or a character of a text. */
export function indexed(value: Value, index: Value): Value {
  if (value === null) throw runtimeError('Cannot index into a null array.', 'NullArray')
  if (Array.isArray(index)) return collected(index.map((one) => indexed(value, one)))
  if (value instanceof NetObject) {
    const key = textOf(index).toLowerCase()
    if (value.entries?.has(key)) return value.entries.get(key)?.[1] ?? null
    if (value.type.endsWith('OrderedDictionary') && typeof index === 'number') return [...(value.entries?.values()
      ?? [])][index]?.[1] ?? null
    const get = value.methods.get('get_item')
    return get ? (get([index]) as Value) : value.entries || numberOf(index) !== 0 ? null : value
  }
  const at = numberOf(index)
  if (typeof value === 'string') {
    const code = value.charCodeAt(at < 0 ? value.length + at : at)
    return Number.isNaN(code) ? null : char(code)
  }
  if (Array.isArray(value) || value instanceof Uint8Array) return value[at < 0 ? value.length + at : at] ?? null
  return at === 0 ? value : null
}
