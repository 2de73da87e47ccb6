/** Numbers that a seed decides, so that a failure can be run again. */
export interface Dice {
  /** From 0 to below `n`. */
  below(n: number): number
  chance(share: number): boolean
  one<T>(items: readonly T[]): T
  /** Some of them in their order, at least so many. */
  some<T>(items: readonly T[], least?: number): T[]
  word(): string
}

/** The generator mulberry32. */
export function dice(seed: number): Dice {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const self: Dice = {
    below: (n) => Math.floor(next() * n),
    chance: (share) => next() < share,
    one: (items) => items[self.below(items.length)]!,
    some: (items, least = 0) => {
      for (;;) {
        const taken = items.filter(() => next() < 0.5)
        if (taken.length >= least) return taken
      }
    },
    word: () => Array.from({ length: 6 }, () => 'abcdefghijklmnopqrstuvwxyz'[self.below(26)]).join(''),
  }
  return self
}
