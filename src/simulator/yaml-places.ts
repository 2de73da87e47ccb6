import { isAlias, isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml'
import { InputError } from './input-error.ts'

/** One mistake in a world file. Lines and columns count from 1. */
export interface WorldIssue { path: string; line: number; column: number; message: string }

/** A world file with mistakes; the message lists each as `path:line:col: …`. */
export class WorldFileError extends InputError {
  constructor(file: string, issues: readonly WorldIssue[]) {
    super({ input: 'world', problem: 'wrong', file, mistakes: issues.map(({ line, column, message }) => ({ place: `${line}:${column}`, message })) })
    this.message = issues.map((one) => `${one.path}:${one.line}:${one.column}: ${one.message}`).join('\n')
  }
}

/** A YAML text as plain data, and the place of anything in it. */
export interface Placed {
  data: unknown
  /** A mistake at the value that a path leads to, or at the nearest thing above it that is there. */
  issue(path: readonly PropertyKey[], message: string): WorldIssue
  /** A mistake at a key rather than at its value. */
  keyIssue(path: readonly PropertyKey[], key: string, message: string): WorldIssue
}

/**
 * Reads YAML.
 * @param name how the text is named in mistakes
 * @throws WorldFileError when it is no YAML, or more than one document, or its aliases explode
 */
export function readYaml(text: string, name: string): Placed {
  const lines = new LineCounter()
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number, message: string): WorldIssue => {
    const { line, col } = lines.linePos(offset)
    return { path: name, line, column: col, message }
  }
  if (doc.errors.length > 0) throw new WorldFileError(name, doc.errors.map((error) => at(error.pos[0], error.message)))
  let data: unknown
  try {
    data = doc.toJS({ maxAliasCount: 100 })
  } catch (error) {
    throw new WorldFileError(name, [at(0, (error as Error).message)])
  }
  return {
    data,
    issue: (path, message) => at(offsetOf(doc, path), message),
    keyIssue: (path, key, message) => at(keyOffset(doc, path, key) ?? offsetOf(doc, path), message),
  }
}

function nodeAt(doc: Document, path: readonly PropertyKey[]): unknown {
  let node: unknown = doc.contents
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(doc)
    node = typeof node === 'object' && node !== null && 'get' in node ? (node as { get(key: unknown, keep: boolean): unknown }).get(part, true) : undefined
  }
  return node
}

function offsetOf(doc: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = nodeAt(doc, path.slice(0, length)) as { range?: [number, number, number] | null } | undefined | null
    if (node?.range) return node.range[0]
  }
  return 0
}

function keyOffset(doc: Document, path: readonly PropertyKey[], key: string): number | undefined {
  const node = nodeAt(doc, path)
  const map = isAlias(node) ? node.resolve(doc) : node
  if (!isMap(map)) return undefined
  const pair = map.items.find((item) => isScalar(item.key) && item.key.value === key)
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined
}
