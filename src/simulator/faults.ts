import type { NetworkRule } from './action.ts'
import type { Effect, FaultRule } from './fault-rules.ts'
import type { Diversion } from './lifecycle.ts'

/** What a rule does to a call. */
export type CallEffect = Exclude<Effect, { lifecycle: unknown } | { network: unknown }>

interface Counted { rule: FaultRule; seen: number; hits: number; network?: NetworkRule }

export interface Faults {
  /** Takes a new list of rules in place of the old; hits start anew. */
  set(rules: readonly FaultRule[]): void
  clear(): void
  list(): (FaultRule & { hits: number })[]
  /** Counts a call against every rule that matches it; the first one that strikes is given. `values` are its parameters. */
  strike(product: string, action: string, values: Iterable<string>): { id: string; effect: CallEffect } | undefined
  /** Counts an arrow that is due; see `Diversion`. */
  divert: Diversion
  /** Grows with each arrow that was diverted. */
  diverted(): number
  networkRules(): readonly NetworkRule[]
  networkHit(rule: NetworkRule): void
}

/** The faults of one simulator: counted, never random, none at first. */
export function faultList(): Faults {
  let rules: Counted[] = []
  let diversions = 0

  const strikes = (counted: Counted): boolean => {
    counted.seen++
    const { from, times, pattern } = counted.rule.match
    const turn = counted.seen - from
    const limit = times === null ? Infinity : (times ?? (pattern === undefined ? 1 : Infinity))
    if (turn < 0 || counted.hits >= limit || (pattern !== undefined && pattern[turn % pattern.length] !== '1')) return false
    counted.hits++
    return true
  }

  return {
    set: (list) => {
      rules = list.map((one) => ({
        rule: one, seen: 0, hits: 0, ...('network' in one.do ? { network: { instance: one.do.network.instance, do: one.do.network.do } } : {}),
      }))
    },
    clear: () => { rules = [] },
    list: () => rules.map((one) => ({ ...one.rule, hits: one.hits })),
    strike: (product, action, values) => {
      const all = new Set(values)
      let first: { id: string; effect: CallEffect } | undefined
      for (const counted of rules) {
        const { match, do: effect, id } = counted.rule
        if ('lifecycle' in effect || 'network' in effect) continue
        if (match.action !== undefined && match.action !== action && match.action !== `${product}.${action}`) continue
        if (match.resource !== undefined && !all.has(match.resource)) continue
        if (strikes(counted)) first ??= { id, effect }
      }
      return first
    },
    divert: (moving) => {
      for (const counted of rules) {
        const { match, do: effect } = counted.rule
        if (!('lifecycle' in effect) || effect.lifecycle.kind !== moving.kind) continue
        if (match.resource !== undefined && !moving.path.includes(match.resource)) continue
        if (strikes(counted)) {
          diversions++
          return effect.lifecycle.to
        }
      }
      return undefined
    },
    diverted: () => diversions,
    networkRules: () => rules.flatMap((one) => (one.network && one.hits < (one.rule.match.times ?? Infinity) ? [one.network] : [])),
    networkHit: (spoiled) => {
      for (const one of rules) if (one.network === spoiled) one.hits++
    },
  }
}
