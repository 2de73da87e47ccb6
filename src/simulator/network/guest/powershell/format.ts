import { NetException } from './errors.ts'
import { NetObject, numberOf, textOf, type Value } from './values.ts'

/** `-f` and [string]::Format. Throws FormatException. */
export function formatText(pattern: string, args: readonly Value[]): string {
  return pattern.replace(/\{\{|\}\}|\{(\d+)(?:,(-?\d+))?(?::([^{}]*))?\}|[{}]/g,
    (whole, index: string | undefined, width: string | undefined, code: string | undefined) => {
    if (whole === '{{' || whole === '}}') return whole[0] as string
    if (index === undefined) throw new NetException('System.FormatException', 'Input string was not in a correct format.')
    if (Number(index) >= args.length) {
      throw new NetException('System.FormatException',
        'Index (zero based) must be greater than or equal to zero and less than the size of the argument list.')
    }
    const text = code ? formatted(args[Number(index)] as Value, code) : textOf(args[Number(index)])
    const size = Math.min(Math.abs(Number(width ?? 0)), 10_000)
    return Number(width ?? 0) < 0 ? text.padEnd(size) : text.padStart(size)
  })
}

/** A value by one of .NET's format codes. */
export function formatted(value: Value, code: string): string {
  if (value instanceof NetObject && value.methods.has('tostring')) return textOf(value.methods.get('tostring')?.([code]) as Value)
  if (typeof value !== 'number') return textOf(value)
  const standard = /^([A-Za-z])(\d*)$/.exec(code)
  if (!standard) return pictured(value, code)
  const places = standard[2] === '' ? undefined : Math.min(Number(standard[2]), 99)
  const letter = standard[1] as string
  switch (letter.toUpperCase()) {
    case 'D': return (value < 0 ? '-' : '') + String(Math.abs(Math.trunc(value))).padStart(places ?? 1, '0')
    case 'X': {
      const hex = (value < 0 ? value + 2 ** 32 : value).toString(16).padStart(places ?? 1, '0')
      return letter === 'X' ? hex.toUpperCase() : hex
    }
    case 'F': return value.toFixed(places ?? 2)
    case 'N': return grouped(value.toFixed(places ?? 2))
    case 'P': return `${grouped((value * 100).toFixed(places ?? 2))} %`
    case 'E': return value.toExponential(places ?? 6)
      .replace(/e([-+])(\d+)$/, (_, sign: string, digits: string) => `${letter}${sign}${digits.padStart(3, '0')}`)
    default: return textOf(places === undefined ? value : Number(value.toPrecision(places || 1)))
  }
}

function grouped(text: string): string {
  return text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',')
}

/** Patterns such as `0.000` and `#,##0`. */
function pictured(value: number, code: string): string {
  const [, whole = '', fraction = ''] = /^([^.]*)(?:\.(.*))?$/.exec(code) ?? []
  const most = (fraction.match(/[0#]/g) ?? []).length
  const least = (fraction.match(/0/g) ?? []).length
  const [left = '', right = ''] = Math.abs(value).toFixed(most).split('.')
  const padded = left.padStart((whole.match(/0/g) ?? []).length, '0')
  const kept = right.slice(0, least) + right.slice(least).replace(/0+$/, '')
  return (value < 0 ? '-' : '') + (whole.includes(',') ? grouped(padded) : padded) + (kept ? `.${kept}` : '')
}

/** Values as lines of text, as the end of a pipeline shows them. */
export function display(values: readonly Value[]): string[] {
  const lines: string[] = []
  for (const value of values) {
    if (value === null) continue
    if (Array.isArray(value)) lines.push(...display(value))
    else if (value instanceof Uint8Array) lines.push(...[...value].map(String))
    else if (value instanceof NetObject && value.entries) {
      lines.push('', 'Name                           Value', '----                           -----')
      for (const [key, held] of value.entries.values()) lines.push(`${textOf(key).padEnd(30)} ${shown(held)}`)
      lines.push('', '')
    } else if (value instanceof NetObject && value.custom) lines.push(...listed(value))
    else lines.push(textOf(value))
  }
  return lines
}

/** A custom object as a list of its properties; up to four fit a table. */
function listed(value: NetObject): string[] {
  const fields = [...value.members.values()].map((one): [string, string] => [one.name, shown(one.get())])
  if (fields.length > 4) {
    const width = Math.max(...fields.map(([name]) => name.length))
    return ['', ...fields.map(([name, text]) => `${name.padEnd(width)} : ${text}`), '', '']
  }
  const widths = fields.map(([name, text]) => Math.max(name.length, text.length))
  const row = (cells: string[]): string => cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' ').trimEnd()
  return ['', row(fields.map(([name]) => name)), row(fields.map(([name]) => '-'.repeat(name.length))),
    row(fields.map(([, text]) => text)), '', '']
}

function shown(value: Value): string {
  return Array.isArray(value) ? `{${value.map((one) => textOf(one)).join(', ')}}` : textOf(value)
}

/** ConvertTo-Json of PowerShell 3: four spaces deeper for each level, aligned after the name. */
export function toJson(value: Value, compress: boolean, depth: number): string {
  const plain = plainOf(value, depth)
  return (compress ? JSON.stringify(plain) : JSON.stringify(plain, null, 4).replace(/":\s/g, '":  ').replaceAll('\n', '\r\n'))
    .replace(/[<>&']/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function plainOf(value: Value, depth: number): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number') return value
  if (value instanceof Uint8Array) return [...value]
  if (Array.isArray(value)) return depth < 0 ? textOf(value) : value.map((one) => plainOf(one, depth - 1))
  if (value.number !== undefined) return value.type === 'System.Char' ? textOf(value) : numberOf(value)
  if (depth < 0) return textOf(value)
  const pairs = value.entries ? [...value.entries.values()].map(([key, held]): [string, Value] => [textOf(key), held])
    : [...value.members.values()].map((one): [string, Value] => [one.name, one.get()])
  return pairs.length === 0 && !value.custom && !value.entries ? textOf(value)
    : Object.fromEntries(pairs.map(([key, held]) => [key, plainOf(held, depth - 1)]))
}

/** ConvertFrom-Json. Throws ArgumentException. */
export function fromJson(text: string, make: (pairs: [string, Value][]) => Value): Value {
  const build = (value: unknown): Value => {
    if (Array.isArray(value)) return value.map(build)
    if (typeof value === 'object' && value !== null) return make(Object.entries(value).map(([name, held]) => [name, build(held)]))
    return value as Value
  }
  try {
    return build(JSON.parse(text))
  } catch {
    throw new NetException('System.ArgumentException', 'Invalid JSON primitive: ' + text.trim().slice(0, 40) + '.')
  }
}
