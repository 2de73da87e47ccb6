import type { Moving } from './model.ts'

/** A list of what moves, with what is known of it: it is not part of the world. */
export interface MovingList {
  byPath: Map<string, Moving>
  /** Nothing is due before this moment by time alone; undefined where that is not known. */
  soonest?: number | undefined
}

/** By the list itself: a patch, a reset or another process brings a new one. */
const lists = new WeakMap<readonly Moving[], MovingList>()

/** What is known of a list of what moves; made when it is first asked for. */
export function movingList(moving: readonly Moving[]): MovingList {
  let list = lists.get(moving)
  if (!list) lists.set(moving, (list = { byPath: new Map(moving.map((one) => [pathOf(one), one])) }))
  return list
}

/** The address of what moves as one text. */
export function pathOf(moving: Moving): string {
  return [moving.kind, ...moving.path].join('\n')
}

export interface Agenda<D> {
  /** To be told of what begins to move, or was moved on, while the agenda is worked off. */
  add(moving: Moving): void
  /** All that happens at the earliest moment, in the order in which it began to move; empty where nothing is due. */
  earliest(): D[]
}

/**
 * What is due, to be worked off moment by moment without looking at all of it for each.
 * @param due what happens to a record next, if it is due by now; asked again before it is given out
 */
export function agendaOf<D extends { at: number }>(moving: readonly Moving[], due: (moving: Moving) => D | undefined): Agenda<D> {
  const order = new Map<Moving, number>()
  /** The earliest last, so that it is taken off without moving the rest. */
  const open: { at: number; moving: Moving }[] = []
  const isBefore = (a: { at: number; moving: Moving }, b: { at: number; moving: Moving }): boolean =>
    (a.at === b.at ? (order.get(a.moving) ?? 0) < (order.get(b.moving) ?? 0) : a.at < b.at)
  const entryOf = (one: Moving): { at: number; moving: Moving } | undefined => {
    if (!order.has(one)) order.set(one, order.size)
    const found = due(one)
    return found && { at: found.at, moving: one }
  }
  open.push(...moving.flatMap((one) => entryOf(one) ?? []))
  open.sort((a, b) => (isBefore(a, b) ? 1 : -1))
  return {
    add: (one) => {
      const entry = entryOf(one)
      if (!entry) return
      let [low, high] = [0, open.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if (isBefore(entry, open[middle] as typeof entry)) low = middle + 1
        else high = middle
      }
      open.splice(low, 0, entry)
    },
    earliest: () => {
      const first = new Map<Moving, D>()
      let at: number | undefined
      for (let entry = open.at(-1); entry && (at === undefined || entry.at === at); entry = open.at(-1)) {
        open.pop()
        const found = due(entry.moving)
        // What was moved since is further up, at its new moment.
        if (found?.at !== entry.at) continue
        at = entry.at
        first.set(entry.moving, found)
      }
      return [...first.values()]
    },
  }
}
