import type { Arrow, Lifecycle, ProductTable } from './action.ts'
import { agendaOf, movingList, pathOf } from './agenda.ts'
import type { Passed } from './changes.ts'
import { countsReads, paceOf } from './clock.ts'
import type { Kind, Moving, Stateful, World } from './model.ts'

/** Where a fault sends a record instead of along its arrow; `stuck` leaves it where it is for good. */
export type Diversion = (moving: Moving, to: string) => string | undefined

export interface Engine {
  /** Whether anything would happen if the world were settled now. */
  due(world: World, now: number): boolean
  /** Applies every arrow that is due, in the order of their moments; true if there were any. */
  settle(world: World, now: number): boolean
  /** Puts a record into a state at a moment and lets time take it on from there; gives what that was, unless there is no such record. */
  move(world: World, moving: Moving, status: string, at: number): Passed | undefined
  /** Counts a look at a record in the clock's mode "reads"; true if it counted. */
  look(world: World, record: Stateful): boolean
}

interface Due { at: number; arrow: Arrow; moving: Moving; record: Stateful; life: Lifecycle }

/**
 * The engine over the lifecycles of all products. Only the records in `world.moving` are ever visited, and while time alone
 * takes them on not even these before the first of them is due, so its cost does not grow with the world.
 * @param told is told of each record that time takes on
 */
export function lifecycleEngine(
  tables: readonly ProductTable[], divert: Diversion = () => undefined, told: (passed: Passed) => void = () => {},
): Engine {
  const lives = new Map<Kind, Lifecycle>()
  for (const table of tables) for (const life of table.lifecycles) lives.set(life.kind, life)
  /** Told of each record that is moved while the world is being settled. */
  let queued: ((moving: Moving) => void) | undefined

  const stage = (world: World, moving: Moving): Omit<Due, 'at'> | undefined => {
    const life = lives.get(moving.kind)
    const record = life?.find(world, moving.path)
    const arrow = record && life?.arrows.find((one) => one.from === record.status)
    return life && record && arrow ? { arrow, moving, record, life } : undefined
  }

  const next = (world: World, moving: Moving, now: number): Due | 'later' | undefined => {
    const found = stage(world, moving)
    if (!found) return undefined
    const { record, arrow } = found
    const pace = paceOf(world.clock, moving.kind)
    const at = pace.mode === 'scaled' ? record.since + arrow.after : pace.mode === 'instant' ? record.since : now
    const ready = pace.mode === 'scaled' ? at <= now
      : pace.mode === 'instant' ? !world.clock.frozen
      : !world.clock.frozen && (record.reads ?? 0) >= pace.reads
    return ready ? { at, ...found } : 'later'
  }

  /** The first moment at which anything is due by time alone; undefined where something is to be forgotten. */
  const soonest = (world: World): number | undefined => {
    let first = Infinity
    for (const moving of world.moving) {
      const found = stage(world, moving)
      if (!found) return undefined
      first = Math.min(first, found.record.since + found.arrow.after)
    }
    return first
  }

  /** Whether nothing is due, told without a look at what moves wherever that can be. */
  const idle = (world: World, now: number): boolean => {
    if (world.clock.mode !== 'scaled' || world.clock.kinds !== undefined) return world.moving.length === 0
    const list = movingList(world.moving)
    if (list.soonest === undefined || list.soonest <= now) list.soonest = soonest(world)
    return list.soonest !== undefined && list.soonest > now
  }

  const move = (world: World, moving: Moving, status: string, at: number): Passed | undefined => {
    const life = lives.get(moving.kind)
    const record = life?.find(world, moving.path)
    if (!life || !record) return undefined
    const from = record.status
    record.status = status
    record.since = at
    delete record.reads
    const passed = { moving: { kind: moving.kind, path: [...moving.path] }, from, to: status }
    const arrow = life.arrows.find((one) => one.from === status)
    if (!arrow) {
      drop(world, moving)
      return passed
    }
    const list = movingList(world.moving)
    let entry = list.byPath.get(pathOf(moving))
    if (!entry) {
      world.moving.push((entry = { kind: moving.kind, path: [...moving.path] }))
      list.byPath.set(pathOf(moving), entry)
    }
    if (list.soonest !== undefined) list.soonest = Math.min(list.soonest, at + arrow.after)
    queued?.(entry)
    return passed
  }

  const apply = (world: World, due: Due): void => {
    const to = divert(due.moving, due.arrow.to) ?? due.arrow.to
    if (to === 'stuck') return drop(world, due.moving)
    const moveAt = (moving: Moving, status: string): void => {
      const passed = move(world, moving, status, due.at)
      if (passed) told(passed)
    }
    if (to === 'Gone') {
      told({ moving: due.moving, from: due.record.status, to })
      due.record.status = to
      drop(world, due.moving)
    } else moveAt(due.moving, to)
    due.life.entered?.(world, due.moving.path, to, due.at, moveAt)
  }

  return {
    move,
    due: (world, now) => !idle(world, now) && world.moving.some((moving) => typeof next(world, moving, now) === 'object'),
    settle: (world, now) => {
      if (idle(world, now)) return false
      const agenda = agendaOf(world.moving, (moving) => {
        const found = movingList(world.moving).byPath.get(pathOf(moving)) === moving ? next(world, moving, now) : undefined
        return found === 'later' ? undefined : found
      })
      let moved = false
      queued = agenda.add
      try {
        for (let first = agenda.earliest(); first.length > 0; first = agenda.earliest()) {
          moved = true
          // Entering one state may have moved or removed another record of the same moment.
          for (const due of first) if (due.record.status === due.arrow.from && next(world, due.moving, now)) apply(world, due)
        }
      } finally {
        queued = undefined
      }
      for (const moving of world.moving.filter((one) => !next(world, one, now))) drop(world, moving)
      return moved
    },
    look: (world, record) => {
      if (!countsReads(world.clock)) return false
      const moving = world.moving.find((one) => lives.get(one.kind)?.find(world, one.path) === record)
      if (!moving || paceOf(world.clock, moving.kind).mode !== 'reads') return false
      record.reads = (record.reads ?? 0) + 1
      return true
    },
  }
}

/** Takes a record off the list of what moves. */
function drop(world: World, moving: Moving): void {
  const list = movingList(world.moving)
  const entry = list.byPath.get(pathOf(moving))
  if (!entry) return
  list.byPath.delete(pathOf(moving))
  world.moving.splice(world.moving.indexOf(entry), 1)
}
