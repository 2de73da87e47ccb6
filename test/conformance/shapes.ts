import type { Parameter } from '../../src/simulator/action.ts'

/** What a value looks like on the wire, by the names of the wire. `any` is a map of whatever the caller likes. */
export type Shape = 'string' | 'number' | 'boolean' | 'any' | { list: Shape } | { fields: Record<string, Shape> }

interface Model { names(): Record<string, string>; types(): Record<string, unknown> }

/** The shape that a model class of an official SDK describes. */
export function modelShape(type: unknown): Shape {
  if (type === 'string' || type === 'number' || type === 'boolean' || type === 'any') return type
  if (typeof type === 'function') {
    const { names, types } = type as unknown as Model
    const known = types()
    return { fields: Object.fromEntries(Object.entries(names()).map(([key, wire]) => [wire, modelShape(known[key])])) }
  }
  const { type: kind, itemType } = type as { type: string; itemType: unknown }
  if (kind === 'map') return 'any'
  if (kind !== 'array') throw new Error(`a model with a type that this test does not know: ${JSON.stringify(type)}`)
  return { list: modelShape(itemType) }
}

/** The shape of a data file: `"string"`, `[item]`, `{ "name": … }`, required names with a `!`, which is dropped. */
export function dataShape(data: unknown): Shape {
  if (data === 'integer') return 'number'
  if (data === 'string' || data === 'boolean') return data
  if (Array.isArray(data)) return { list: dataShape(data[0]) }
  return { fields: Object.fromEntries(Object.entries(data as object).map(([name, one]) => [name.replace('!', ''), dataShape(one)])) }
}

/** The shape that the simulator reads by one of its parameter tables. */
export function tableShape(table: Record<string, Parameter>): Shape {
  const of = (one: Parameter): Shape => {
    switch (one.type) {
      case 'integer': case 'number': return 'number'
      case 'list': return { list: of(one.item ?? { type: 'string' }) }
      case 'struct': return tableShape(one.fields ?? {})
      default: return one.type
    }
  }
  return { fields: Object.fromEntries(Object.entries(table).map(([name, one]) => [name, of(one)])) }
}

/** The names that a data file and a table require, with their paths. */
export function requiredOf(data: unknown): string[] {
  if (Array.isArray(data)) return requiredOf(data[0])
  if (typeof data !== 'object' || data === null) return []
  return Object.entries(data).flatMap(([name, one]) => [
    ...(name.endsWith('!') ? [name.slice(0, -1)] : []), ...requiredOf(one).map((inner) => `${name.replace('!', '')}.${inner}`),
  ])
}
export function requiredIn(table: Record<string, Parameter>): string[] {
  return Object.entries(table).flatMap(([name, one]) => [
    ...(one.required ? [name] : []), ...requiredIn(one.fields ?? one.item?.fields ?? {}).map((inner) => `${name}.${inner}`),
  ])
}

/** Everything that can stand in a shape, as paths: `Zone[].ZoneId`. */
export function pathsOf(shape: Shape, path = ''): string[] {
  if (typeof shape === 'string') return [path]
  if ('list' in shape) return pathsOf(shape.list, `${path}[]`)
  return Object.entries(shape.fields).flatMap(([name, one]) => pathsOf(one, path === '' ? name : `${path}.${name}`))
}

/** Where two shapes differ, as `path: theirs, ours`; what one of them lacks is `-`. */
export function differences(theirs: Shape | undefined, ours: Shape | undefined, path = ''): string[] {
  if (theirs !== undefined && ours !== undefined) {
    if (typeof theirs === 'object' && typeof ours === 'object') {
      if ('list' in theirs && 'list' in ours) return differences(theirs.list, ours.list, `${path}[]`)
      if ('fields' in theirs && 'fields' in ours) {
        const names = new Set([...Object.keys(theirs.fields), ...Object.keys(ours.fields)])
        return [...names].flatMap((name) => differences(theirs.fields[name], ours.fields[name], path === '' ? name : `${path}.${name}`))
      }
    }
    if (theirs === ours) return []
  }
  return [`${path}: ${word(theirs)}, ${word(ours)}`]
}

/** Where a value does not fit a shape, in the form of `differences`; each path that it fills is added to `seen`. */
export function misfits(value: unknown, wanted: Shape | undefined, seen: Set<string>, path = ''): string[] {
  if (wanted === 'any') return []
  if (typeof wanted === 'object' && 'list' in wanted && Array.isArray(value)) {
    return value.flatMap((one) => misfits(one, wanted.list, seen, `${path}[]`))
  }
  if (typeof wanted === 'object' && 'fields' in wanted && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([name, one]) => misfits(one, wanted.fields[name], seen, path === '' ? name : `${path}.${name}`))
  }
  if (typeof value === wanted) {
    seen.add(path)
    return []
  }
  return [`${path}: ${word(wanted)}, ${value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value === 'object' ? 'struct' : typeof value}`]
}

function word(shape: Shape | undefined): string {
  if (shape === undefined) return '-'
  return typeof shape === 'string' ? shape : 'list' in shape ? 'list' : 'struct'
}
