import type { Action, Call, Parameter } from '../../action.ts'

type ValueOf<P> =
  P extends { type: 'string'; values: readonly (infer V)[] } ? V
  : P extends { type: 'string' } ? string
  : P extends { type: 'integer' | 'number' } ? number
  : P extends { type: 'boolean' } ? boolean
  : P extends { type: 'list'; item: infer I } ? ValueOf<I>[]
  : P extends { type: 'struct'; fields: infer F } ? Read<F>
  : never

type Needed<F> = { [K in keyof F]: F[K] extends { required: true } ? K : never }[keyof F]

/** What a handler gets for a table of parameters. */
export type Read<F> = { [K in Needed<F>]: ValueOf<F[K]> } & { [K in Exclude<keyof F, Needed<F>>]?: ValueOf<F[K]> | undefined }

type Fields = Record<string, Parameter>

export const text = { type: 'string' } as const
export const flag = { type: 'boolean' } as const
export const integer = { type: 'integer' } as const
/** A decimal number, not below 0. */
export const decimal = { type: 'number' } as const

/** The parameter cannot be left out. */
export function must<const P extends Parameter>(parameter: P) {
  return { ...parameter, required: true } as const
}

/** Read, and without effect in the simulator. */
export function unused<const P extends Parameter>(parameter: P) {
  return { ...parameter, effect: 'ignored' } as const
}

/** Turned down by the handler, with a code of its own, where it is not the default. */
export function denied<const P extends Parameter>(parameter: P) {
  return { ...parameter, effect: 'refused', refusal: 'own' } as const
}

/** Honoured at one value alone; the cloud refuses every other. */
export function only<const V extends string>(value: V) {
  return { type: 'string', values: [value], effect: 'refused' } as const
}

export function oneOf<const V extends readonly string[]>(...values: V) {
  return { type: 'string', values } as const
}

/** A string of so many characters, both bounds included. */
export function sized(min: number, max: number, pattern?: RegExp) {
  return { type: 'string', min, max, ...(pattern ? { pattern } : {}) } as const
}

/** An integer, both bounds included. */
export function between(min: number, max: number) {
  return { type: 'integer', min, max } as const
}

/** @param max how many entries at most */
export function listOf<const P extends Parameter>(item: P, max?: number) {
  return { type: 'list', item, ...(max === undefined ? {} : { max }) } as const
}

export function struct<const F extends Fields>(fields: F) {
  return { type: 'struct', fields } as const
}

/** 2 to 128 characters that begin with a letter: the names of both products, Chinese letters included. */
export const name = sized(2, 128, /^[\p{L}][\p{L}\p{N}._-]*$/u)
/** 2 to 256 characters that do not begin like a URL. */
export const description = sized(2, 256, /^(?!https?:\/\/)/i)

/** Writes of both products take these two. */
export const idempotence = { ClientToken: sized(1, 256, /^[\x20-\x7e]*$/), DryRun: flag } as const

/** Members that every action of Vpc and Ecs knows and that change nothing here. */
export const owners = {
  OwnerAccount: unused(text), OwnerId: unused(integer), ResourceOwnerAccount: unused(text), ResourceOwnerId: unused(integer),
} as const
/** The same of those actions that lack the first. */
export const ownerIds = { OwnerId: owners.OwnerId, ResourceOwnerAccount: owners.ResourceOwnerAccount, ResourceOwnerId: owners.ResourceOwnerId } as const

/** All of these are read and without effect. */
export function allUnused<const F extends Fields>(fields: F) {
  return Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, unused(one)])) as { [K in keyof F]: F[K] & { readonly effect: 'ignored' } }
}

/** An action that only looks. */
export function reading<const F extends Fields>(parameters: F, handler: (call: Call<Read<F>>) => object): Action<Read<F>> {
  return { mutating: false, parameters, handler }
}

/** An action that may change the world. */
export function writing<const F extends Fields>(parameters: F, handler: (call: Call<Read<F>>) => object): Action<Read<F>> {
  return { mutating: true, parameters, handler }
}
