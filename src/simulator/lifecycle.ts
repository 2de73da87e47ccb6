import type { Arrow, Lifecycle, ProductTable } from './action.ts'
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
 * The engine over the lifecycles of all products. Only the records in `world.moving` are ever visited, so its cost does not
 * grow with the world.
 * @param told is told of each record that time takes on
 */
export function lifecycleEngine(
  tables: readonly ProductTable[], divert: Diversion = () => undefined, told: (passed: Passed) => void = () => {},
): Engine {
  const lives = new Map<Kind, Lifecycle>()
  for (const table of tables) for (const life of table.lifecycles) lives.set(life.kind, life)

  const next = (world: World, moving: Moving, now: number): Due | 'later' | undefined => {
    const life = lives.get(moving.kind)
    const record = life?.find(world, moving.path)
    const arrow = record && life?.arrows.find((one) => one.from === record.status)
    if (!life || !record || !arrow) return undefined
    const pace = paceOf(world.clock, moving.kind)
    const at = pace.mode === 'scaled' ? record.since + arrow.after : pace.mode === 'instant' ? record.since : now
    const ready = pace.mode === 'scaled' ? at <= now
      : pace.mode === 'instant' ? !world.clock.frozen
      : !world.clock.frozen && (record.reads ?? 0) >= pace.reads
    return ready ? { at, arrow, moving, record, life } : 'later'
  }

  const move = (world: World, moving: Moving, status: string, at: number): Passed | undefined => {
    const life = lives.get(moving.kind)
    const record = life?.find(world, moving.path)
    if (!life || !record) return undefined
    const from = record.status
    record.status = status
    record.since = at
    delete record.reads
    const index = world.moving.findIndex((one) => same(one, moving))
    const goesOn = life.arrows.some((arrow) => arrow.from === status)
    if (goesOn && index < 0) world.moving.push({ kind: moving.kind, path: [...moving.path] })
    if (!goesOn && index >= 0) world.moving.splice(index, 1)
    return { moving: { kind: moving.kind, path: [...moving.path] }, from, to: status }
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
    due: (world, now) => world.moving.some((moving) => typeof next(world, moving, now) === 'object'),
    settle: (world, now) => {
      let moved = false
      for (;;) {
        const first = earliest(world, (moving) => next(world, moving, now))
        if (!first) return moved
        moved = true
        // Entering one state may have moved or removed another record of the same moment.
        for (const due of first) if (due.record.status === due.arrow.from && next(world, due.moving, now)) apply(world, due)
      }
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

/** All that happens at the earliest moment at which anything does. What is gone, or has no arrow left, is taken off the list. */
function earliest(world: World, next: (moving: Moving) => Due | 'later' | undefined): Due[] | undefined {
  let first: Due[] | undefined
  const kept: Moving[] = []
  for (const moving of world.moving) {
    const due = next(moving)
    if (due) kept.push(moving)
    if (!due || due === 'later') continue
    const at = first?.[0]?.at
    if (at === undefined || due.at < at) first = [due]
    else if (due.at === at) first?.push(due)
  }
  if (kept.length !== world.moving.length) world.moving = kept
  return first
}

function drop(world: World, moving: Moving): void {
  world.moving = world.moving.filter((one) => !same(one, moving))
}

function same(a: Moving, b: Moving): boolean {
  return a.kind === b.kind && a.path.length === b.path.length && a.path.every((part, i) => part === b.path[i])
}
