import { createHash } from 'node:crypto'
import { Refusal, type Product } from './action.ts'
import { belief } from './beliefs.ts'
import type { World } from './model.ts'

/** How long a ClientToken is remembered, in world milliseconds. About a day by Ecs's documentation; assumed for the others. */
const TOKEN_LIFE_MS = 24 * 3600_000

export interface TokenUse { key: string; parameters: string }

/** A ClientToken belongs to an account, a region and an action. */
export function tokenUse(at: { account: string; region: string; action: string; token: string }, params: Record<string, unknown>): TokenUse {
  const { ClientToken: _, ...rest } = params
  return {
    key: `${at.account} ${at.region} ${at.action} ${at.token}`,
    parameters: createHash('sha256').update(stable(rest)).digest('hex'),
  }
}

/**
 * What the token was answered before, if it was used.
 * @throws Refusal when it was used with other parameters: documented for Ecs; the others' status is assumed, and the belief
 * `client-token-reuse` set to `replay` lets them answer as before.
 */
export function replay(world: World, product: Product, use: TokenUse, now: number): Record<string, unknown> | undefined {
  const record = world.tokens[use.key]
  if (!record?.answer || now - record.at > TOKEN_LIFE_MS) return undefined
  if (record.parameters !== use.parameters && (product === 'Ecs' || belief(world, 'client-token-reuse') === 'refuse')) {
    throw new Refusal('IdempotentParameterMismatch', product === 'Ecs' ? 403 : 400,
      'The specified parameter has changed while using an already used clientToken.')
  }
  return record.answer
}

/** Keeps an answer under its token, and forgets what is too old. */
export function remember(world: World, use: TokenUse, answer: object, now: number): void {
  forgetOld(world.tokens, now)
  delete world.tokens[use.key]
  world.tokens[use.key] = { at: now, parameters: use.parameters, answer: structuredClone(answer) as Record<string, unknown> }
}

/** By collection: none of its tokens is older than that. To begin going through a large one costs as much as going through it all. */
const oldest = new WeakMap<World['tokens'], number>()

function forgetOld(tokens: World['tokens'], now: number): void {
  if (now - (oldest.get(tokens) ?? -Infinity) <= TOKEN_LIFE_MS) return
  // Oldest first: keys are put in as time goes on.
  for (const key in tokens) {
    const at = tokens[key]?.at ?? 0
    if (now - at <= TOKEN_LIFE_MS) return void oldest.set(tokens, at)
    delete tokens[key]
  }
  oldest.set(tokens, now)
}

/** The first call with a token is still at work. Spelled by Alb in one way, by Ecs in another; Privatelink's is assumed to be Ecs's. */
export function inProgress(product: Product): Refusal {
  return product === 'Alb'
    ? new Refusal('IdempotenceProcessing', 400, 'The previous idempotent request is still processing.')
    : new Refusal('IdempotentProcessing', product === 'Ecs' ? 403 : 400, 'The previous idempotent request(s) is still processing.')
}

function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value).filter(([, member]) => member !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${stable(member)}`).join(',')}}`
}
