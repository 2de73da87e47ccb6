import type { Parameter } from '../../../src/simulator/action.ts'

/** A description of an answer: s string, n number, b boolean, [..] list, {..} struct with members. */
export type Shape = 's' | 'n' | 'b' | { list: Shape } | { fields: Record<string, Shape> }

/** Reads `{A:s B:[{C:n}]}`. */
export function shape(text: string): Shape {
  let at = 0
  const one = (): Shape => {
    const char = text[at++]
    if (char === 's' || char === 'n' || char === 'b') return char
    if (char === '[') {
      const list = one()
      at++
      return { list }
    }
    const fields: Record<string, Shape> = {}
    while (text[at] !== '}') {
      if (text[at] === ' ') at++
      const name = /^\w+/.exec(text.slice(at))?.[0]
      if (name === undefined) throw new Error(`no name at ${at} of ${text}`)
      at += name.length + 1
      fields[name] = one()
    }
    at++
    return { fields }
  }
  return one()
}

interface Model { names(): Record<string, string>; types(): Record<string, unknown> }

/** The same of a model of the SDK, by the names of the wire. */
export function modelShape(type: unknown): Shape {
  if (type === 'string') return 's'
  if (type === 'number') return 'n'
  if (type === 'boolean') return 'b'
  if (typeof type === 'function') {
    const { names, types } = type as unknown as Model
    const known = types()
    return { fields: Object.fromEntries(Object.entries(names()).map(([key, wire]) => [wire, modelShape(known[key])])) }
  }
  return { list: modelShape((type as { itemType: unknown }).itemType) }
}

/** Where a value does not fit a description: members that it lacks, and wrong types. */
export function misfits(value: unknown, wanted: Shape, path = ''): string[] {
  if (wanted === 's' || wanted === 'n' || wanted === 'b') {
    const type = { s: 'string', n: 'number', b: 'boolean' }[wanted]
    return typeof value === type ? [] : [`${path} is no ${type}: ${JSON.stringify(value)}`]
  }
  if ('list' in wanted) {
    return Array.isArray(value) ? value.flatMap((one, index) => misfits(one, wanted.list, `${path}[${index}]`))
      : [`${path} is no list`]
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path} is no struct`]
  return Object.entries(value).flatMap(([key, member]) => {
    const known = wanted.fields[key]
    return known === undefined ? [`${path}.${key} is not a member`] : misfits(member, known, `${path}.${key}`)
  })
}

/** A parameter table as a description: `s`, `n`, `b`, lists and structs. */
export function parameterShape(table: Record<string, Parameter>): Shape {
  const of = (one: Parameter): Shape => {
    switch (one.type) {
      case 'string': return 's'
      case 'integer': return 'n'
      case 'boolean': return 'b'
      case 'list': return { list: of(one.item ?? { type: 'string' }) }
      default: return parameterShape(one.fields ?? {})
    }
  }
  return { fields: Object.fromEntries(Object.entries(table).map(([name, one]) => [name, of(one)])) }
}
