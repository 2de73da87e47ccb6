import { type Document, type Node, type Scalar, type YAMLMap, isAlias, isMap, isScalar, isSeq } from 'yaml'
import { text as messages } from '../messages/whole.ts'
import { type KeyPath, type Mistake, show, showPath } from './mistake.ts'
import { type Env, fillVariables, plainValue } from './variables.ts'

/** Bounds that no config of a person meets, and that aliases which explode do. */
const MOST_NODES = 50_000
const MOST_DEPTH = 50

/** Offsets into the text. */
export interface Place {
  key?: number
  value?: number
}

/** What a document holds as plain values, and where each of them stands. */
export interface Tree {
  raw: unknown
  places: Map<string, Place>
  mistakes: Mistake[]
}

/** The key of a path in `places`. */
export const placeKey = (path: KeyPath): string => JSON.stringify(path)

class TooMuch extends Error {}

/**
 * Turns a YAML document into plain values by hand rather than with the parser's own `toJS`: so each value keeps its place
 * through aliases and merge keys, doubled keys are mistakes like any other, and the work is bounded.
 * Sections have no prototype, so that a key such as `constructor` is only a key. Variables of the environment are filled into
 * values, never into keys.
 * @param lineOf the line of an offset, for mistakes that name another place
 */
export function toTree(doc: Document.Parsed, env: Env, lineOf: (offset: number) => number): Tree {
  const walk = new Walk(env, lineOf)
  try {
    return { raw: walk.value(doc.contents, []), places: walk.places, mistakes: walk.mistakes }
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error
    return { raw: undefined, places: walk.places, mistakes: [{ path: [], message: error.message }] }
  }
}

class Walk {
  readonly places = new Map<string, Place>()
  readonly mistakes: Mistake[] = []
  private readonly anchors = new Map<string, Node>()
  private readonly open = new Set<Node>()
  private nodes = 0
  private readonly env: Env
  private readonly lineOf: (offset: number) => number

  constructor(env: Env, lineOf: (offset: number) => number) {
    this.env = env
    this.lineOf = lineOf
  }

  value(node: Node | null, path: KeyPath): unknown {
    if (++this.nodes > MOST_NODES)
      throw new TooMuch(messages.config.manyValues(MOST_NODES))
    if (path.length > MOST_DEPTH)
      throw new TooMuch(messages.config.deep(MOST_DEPTH))
    if (node === null) return null
    const start = node.range?.[0]
    if (start !== undefined && !isAlias(node)) this.place(path, { value: start })
    if (isAlias(node)) return this.alias(node.source, node.range?.[0], path)
    // An alias that is followed comes by here again: what it leads to keeps the anchor that it had.
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined
    if (anchor !== undefined) this.anchors.set(anchor, node)
    if (isScalar(node)) return this.scalar(node, path)
    if (isSeq(node))
      return this.within(node, () => node.items.map((item, index) => this.value(item as Node | null, [...path, index])))
    if (isMap(node)) return this.within(node, () => this.section(node, path))
    return null
  }

  private scalar(node: Scalar, path: KeyPath): unknown {
    const { value } = node
    if (typeof value === 'bigint') return Number(value)
    if (typeof value !== 'string' || !value.includes('${')) return value ?? null
    const { text, wrong } = fillVariables(value, this.env)
    for (const message of wrong) this.mistake(path, message, undefined, true)
    // Quotes and an explicit tag make a text of whatever comes in.
    return node.type === 'PLAIN' && node.tag === undefined ? plainValue(text) : text
  }

  private section(map: YAMLMap, path: KeyPath): Record<string, unknown> {
    const section = Object.create(null) as Record<string, unknown>
    const merged: (Node | null)[] = []
    for (const { key, value } of map.items) {
      if (isScalar(key) && key.value === '<<' && key.type === 'PLAIN') {
        merged.push(value as Node | null)
        continue
      }
      const name = this.keyName(key as Node | null, path)
      if (name === undefined) continue
      const here = [...path, name]
      const offset = (key as Node | null)?.range?.[0]
      if (Object.hasOwn(section, name)) {
        this.mistake(here, messages.config.twice(showPath(here), this.lineOf(this.places.get(placeKey(here))?.key ?? 0)), offset)
        continue
      }
      if (offset !== undefined) this.place(here, { key: offset })
      section[name] = this.value(value as Node | null, here)
    }
    for (const node of merged) this.merge(section, node, path)
    return section
  }

  /** `<<: *other` and `<<: [*one, *two]`: keys that the section has itself, or had from an earlier one, stay. */
  private merge(into: Record<string, unknown>, node: Node | null, path: KeyPath): void {
    const saved = new Map(this.places)
    const found = this.value(node, path)
    const sections: unknown[] = Array.isArray(found) ? found : [found]
    const listed = Array.isArray(found)
    for (const [index, from] of sections.entries()) {
      if (typeof from !== 'object' || from === null || Array.isArray(from)) {
        this.mistake(path, messages.config.merge(show(from)), node?.range?.[0])
        continue
      }
      for (const [key, value] of Object.entries(from)) {
        if (Object.hasOwn(into, key)) continue
        into[key] = value
        if (listed) this.movePlaces([...path, index, key], [...path, key])
      }
    }
    // What was there before the merge keeps its own place.
    for (const [key, place] of saved) this.places.set(key, place)
  }

  private movePlaces(from: KeyPath, to: KeyPath): void {
    const place = this.places.get(placeKey(from))
    if (place) this.places.set(placeKey(to), place)
  }

  private keyName(key: Node | null, path: KeyPath): string | undefined {
    const node = key && isAlias(key) ? this.anchors.get(key.source) : key
    if (!node || !isScalar(node)) {
      this.mistake(
        path,
        messages.config.noTextKey(path.length === 0 ? messages.config.theConfig : showPath(path)),
        key?.range?.[0],
      )
      return undefined
    }
    const name = String(node.value)
    if (name !== '__proto__') return name
    this.mistake(path, messages.config.proto, key?.range?.[0])
    return undefined
  }

  private alias(source: string, offset: number | undefined, path: KeyPath): unknown {
    const target = this.anchors.get(source)
    if (!target) {
      this.mistake(path, messages.config.noAnchor(source), offset, true)
      return null
    }
    if (this.open.has(target)) {
      this.mistake(path, messages.config.loop(source), offset, true)
      return null
    }
    return this.value(target, path)
  }

  private within<T>(node: Node, work: () => T): T {
    this.open.add(node)
    try {
      return work()
    } finally {
      this.open.delete(node)
    }
  }

  private place(path: KeyPath, place: Place): void {
    const key = placeKey(path)
    this.places.set(key, { ...this.places.get(key), ...place })
  }

  private mistake(path: KeyPath, message: string, offset: number | undefined, hides = false): void {
    this.mistakes.push({ path, message, ...(offset === undefined ? {} : { offset }), ...(hides ? { hides } : {}) })
  }
}
