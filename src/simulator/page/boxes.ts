import type { Instance, Resource, State } from './state.ts'
import { toneOf, type Tone } from './tone.ts'

/** Something that is drawn as a box. `ghost`: what is not there yet; `more`: how much is not drawn. */
export interface Box {
  key: string
  kind: string
  title: string
  /** ID, address or port. */
  name: string
  status: string
  tone: Tone | 'ghost' | 'more'
  /** What it shows when it is chosen. */
  subject?: object
}

/** A column of a VPC: boxes of the whole region, or boxes in each zone, with a frame over them or without. */
export interface Column {
  frame?: Box
  boxes?: Box[]
  cells?: Map<string, Box[]>
  /** Whether the zones' names stand in this column. */
  label?: true
}

export interface Panel {
  key: string
  side: 'consumer' | 'provider'
  title: string
  name: string
  zones: { id: string; blocks: string[] }[]
  columns: Column[]
}

/** Who talks to whom, by the keys of boxes. */
export interface Arrow { from: string; to: string; tone: Tone }

/** At most so many boxes stand in one cell, and so many zones in one panel. */
export const CELL = 4
const ZONES = 6

export function boxOf(kind: string, subject: Resource, title: string, name: string): Box {
  const { id, status = '' } = subject
  return { key: `${kind} ${id}`, kind, title, name, status, tone: toneOf(status), subject }
}

/** Where something will stand. */
export function ghost(kind: string, title: string): Box {
  return { key: `ghost ${kind}`, kind, title, name: 'none yet', status: '', tone: 'ghost' }
}

/** Boxes by zone; instead of those that a cell has no room for, how many there are. */
export function cellsOf<T>(all: readonly T[], zoneOf: (one: T) => string, make: (one: T) => Box): Map<string, Box[]> {
  const zones = new Map<string, T[]>()
  for (const one of all) {
    const zone = zones.get(zoneOf(one))
    if (zone) zone.push(one)
    else zones.set(zoneOf(one), [one])
  }
  return new Map([...zones].map(([zone, ones]) => {
    const boxes = ones.slice(0, CELL).map(make)
    const rest = ones.length - boxes.length
    if (rest === 0) return [zone, boxes]
    return [zone, [...boxes, { key: `more ${boxes[0]?.key}`, kind: 'more', title: `and ${rest} more`, name: '', status: '', tone: 'more' }]]
  }))
}

/** The key of an instance; one that stands in both panels is two boxes. */
export function instanceKey(side: Panel['side'], id: string): string {
  return `instance ${id} ${side}`
}

export function instancesColumn(side: Panel['side'], instances: readonly Instance[]): Column {
  const make = (one: Instance): Box => ({
    ...boxOf('instance', one, one.InstanceName || one.id, one.PrivateIpAddress), key: instanceKey(side, one.id),
  })
  return { label: true, cells: cellsOf(instances, (one) => one.ZoneId, make) }
}

/**
 * A VPC with the zones in which something is drawn; with all its zones where nothing is.
 * @param used zones in which something else stands than an instance
 */
export function panelOf(
  state: State, side: Panel['side'], vpcId: string, drawn: { used: readonly string[]; instances: readonly Instance[]; columns: Column[] },
): Panel {
  const vpc = state.vpcs.find((one) => one.id === vpcId)
  const vSwitches = state.vSwitches.filter((one) => one.VpcId === vpcId)
  const used = new Set([...drawn.used, ...drawn.instances.map((one) => one.ZoneId)])
  const ids = used.size > 0 ? used : new Set(vSwitches.map((one) => one.ZoneId))
  const blocks = (zone: string): string[] => vSwitches.filter((one) => one.ZoneId === zone).map((one) => one.CidrBlock).slice(0, 2)
  return {
    key: `${side} ${vpcId}`, side, title: vpc?.VpcName || vpcId, name: `${vpcId} · ${vpc?.CidrBlock ?? ''}`,
    zones: [...ids].sort().slice(0, ZONES).map((id) => ({ id, blocks: blocks(id) })), columns: drawn.columns,
  }
}
