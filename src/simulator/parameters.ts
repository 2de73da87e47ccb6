import type { Parameter, Product } from './action.ts'
import { malformed, missing, unknownParameter } from './dialect.ts'

/** Parameters of a request as a tree: `Zone.1.ZoneId=x` is Zone → 1 → ZoneId → x. */
interface Node { value?: string; children?: Map<string, Node> }

const DEPTH = 12

/** Parameters that any call may carry: the signature's, the gateway's, and those that older products list everywhere. */
const COMMON = new Set([
  'Action', 'Version', 'Format', 'RegionId', 'AccessKeyId', 'Signature', 'SignatureMethod', 'SignatureVersion', 'SignatureNonce', 'SignatureType',
  'Timestamp', 'SecurityToken', 'OwnerAccount', 'OwnerId', 'ResourceOwnerAccount', 'ResourceOwnerId',
])

/**
 * Reads a request's parameters by an action's table: nested, typed, empty strings absent. What the table does not list is
 * left out, or refused when `strict`.
 * @throws Refusal in the product's words for what is missing or malformed
 */
export function readParameters(
  product: Product, table: Record<string, Parameter>, flat: ReadonlyMap<string, string>, strict = false,
): Record<string, unknown> {
  const root = unflatten(flat)
  const read = fields(product, table, root, '')
  if (strict) refuseUnknown(table, root, '')
  return read
}

function unflatten(flat: ReadonlyMap<string, string>): Node {
  const root: Node = {}
  for (const [name, value] of flat) {
    const parts = name.split('.')
    if (parts.length > DEPTH) continue
    let node = root
    for (const part of parts) {
      node.children ??= new Map()
      let child = node.children.get(part)
      if (!child) node.children.set(part, (child = {}))
      node = child
    }
    node.value = value
  }
  return root
}

function fields(product: Product, table: Record<string, Parameter>, node: Node, path: string): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [name, parameter] of Object.entries(table)) {
    const value = one(product, parameter, childOf(node, name), path + name)
    if (value !== undefined) found[name] = value
    else if (parameter.required) throw missing(product, path + name)
  }
  return found
}

/** Older clients of Ecs write the members of tags in lower case. */
function childOf(node: Node, name: string): Node | undefined {
  const exact = node.children?.get(name)
  return exact ?? (name === 'Key' || name === 'Value' ? node.children?.get(name.toLowerCase()) : undefined)
}

function one(product: Product, parameter: Parameter, node: Node | undefined, path: string): unknown {
  if (!node) return undefined
  const value = read(product, parameter, node, path)
  // What is honoured only at its default: off, none, or one of the listed values.
  if (parameter.effect === 'refused' && !parameter.refusal && !parameter.values && value !== undefined && value !== false && value !== 0) {
    throw malformed(product, path)
  }
  return value
}

function read(product: Product, parameter: Parameter, node: Node, path: string): unknown {
  const refuse = (): never => { throw malformed(product, path) }
  const within = (size: number): boolean => size >= (parameter.min ?? -Infinity) && size <= (parameter.max ?? Infinity)
  const text = node.value === '' ? undefined : node.value
  if (parameter.type === 'struct' || parameter.type === 'list') {
    if (text !== undefined) return refuse()
    return parameter.type === 'struct' ? struct(product, parameter, node, path) : list(product, parameter, node, path, (size) => within(size) || refuse())
  }
  if (text === undefined) return undefined
  if (parameter.type === 'boolean') return /^true$/i.test(text) || (/^false$/i.test(text) ? false : refuse())
  if (parameter.type === 'integer') {
    const number = Number(text)
    return /^-?\d{1,16}$/.test(text) && Number.isSafeInteger(number) && within(number) ? number : refuse()
  }
  if (parameter.type === 'number') return /^\d{1,12}(\.\d{1,6})?$/.test(text) && within(Number(text)) ? Number(text) : refuse()
  if (parameter.values && !parameter.values.includes(text)) return refuse()
  return within(text.length) && (parameter.pattern?.test(text) ?? true) ? text : refuse()
}

function struct(product: Product, parameter: Parameter, node: Node, path: string): Record<string, unknown> | undefined {
  if (!node.children) return undefined
  const found = fields(product, parameter.fields ?? {}, node, `${path}.`)
  return Object.keys(found).length > 0 ? found : undefined
}

function list(product: Product, parameter: Parameter, node: Node, path: string, check: (size: number) => void): unknown[] | undefined {
  const item = parameter.item ?? { type: 'string' }
  const found: unknown[] = []
  for (const [index, child] of indexed(node)) {
    const value = one(product, item, child, `${path}.${index}`)
    if (value !== undefined) found.push(value)
  }
  if (found.length === 0) return undefined
  check(found.length)
  return found
}

/** The entries of a list in their order. Gaps in the numbering are allowed: SDKs leave one for each null. */
function indexed(node: Node): [number, Node][] {
  return [...(node.children ?? [])]
    .filter(([index]) => /^[1-9]\d{0,5}$/.test(index))
    .map(([index, child]): [number, Node] => [Number(index), child])
    .sort(([a], [b]) => a - b)
}

function refuseUnknown(table: Record<string, Parameter>, node: Node, path: string): void {
  for (const [name, child] of node.children ?? []) {
    const parameter = Object.hasOwn(table, name) ? table[name] : undefined
    if (!parameter) {
      if (path === '' && COMMON.has(name)) continue
      throw unknownParameter(path + name)
    }
    refuseInside(parameter, child, path + name)
  }
}

function refuseInside(parameter: Parameter, node: Node, path: string): void {
  if (parameter.type === 'struct') return refuseUnknown(parameter.fields ?? {}, node, `${path}.`)
  for (const [name, child] of node.children ?? []) {
    if (parameter.type !== 'list' || !/^[1-9]\d{0,5}$/.test(name)) throw unknownParameter(`${path}.${name}`)
    refuseInside(parameter.item ?? { type: 'string' }, child, `${path}.${name}`)
  }
}
