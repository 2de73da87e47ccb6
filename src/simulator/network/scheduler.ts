import { createHash } from 'node:crypto'

/** A server that may be chosen. */
export interface Candidate { key: string; weight: number }

/**
 * The choice of turn `turn` in smooth weighted round robin: over a whole round each server is chosen as often as its weight
 * says, spread out evenly. Turn numbers count from 0 and may grow without end.
 */
export function byTurn<T extends Candidate>(candidates: readonly T[], turn: number): T | undefined {
  const total = candidates.reduce((sum, one) => sum + one.weight, 0)
  if (total <= 0) return undefined
  const divisor = candidates.reduce((common, one) => gcd(common, one.weight), 0)
  const weights = candidates.map((one) => one.weight / divisor)
  const round = total / divisor
  const current = weights.map(() => 0)
  let chosen = 0
  for (let step = 0; step <= turn % round; step++) {
    weights.forEach((weight, i) => (current[i] = (current[i] ?? 0) + weight))
    chosen = current.reduce((best, value, i) => (value > (current[best] ?? 0) ? i : best), 0)
    current[chosen] = (current[chosen] ?? 0) - round
  }
  return candidates[chosen]
}

/**
 * The choice by consistent hashing: the same text goes to the same server for as long as that server is there, and the
 * departure of another one does not move it (highest random weight).
 */
export function byHash<T extends Candidate>(candidates: readonly T[], text: string): T | undefined {
  let best: { one: T; score: number } | undefined
  for (const one of candidates) {
    if (one.weight <= 0) continue
    const draw = (createHash('sha256').update(`${text}\n${one.key}`).digest().readUInt32BE(0) + 1) / 2 ** 32
    const score = Math.log(draw) / one.weight
    if (!best || score > best.score) best = { one, score }
  }
  return best?.one
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b)
}
