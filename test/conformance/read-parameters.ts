import type { Action, Parameter, ProductTable } from '../../src/simulator/action.ts'

/** Which parameters the handlers read, by `Product.Action`, as paths: `Zone[].ZoneId`. */
export type ReadParameters = Record<string, Set<string>>

/** The tables with handlers that tell of each parameter that they read. */
export function watched(tables: readonly ProductTable[], read: ReadParameters): ProductTable[] {
  return tables.map((table) => ({
    ...table,
    actions: Object.fromEntries(Object.entries(table.actions).map(([name, entry]): [string, Action<never>] => {
      const { parameters, observe, handler } = entry
      const at = (read[`${table.product}.${name}`] ??= new Set())
      const watch = <C extends { params: unknown }>(call: C): C =>
        ({ ...call, params: watchedFields(parameters, call.params as Record<string, unknown>, '', at) })
      return [name, { ...entry, handler: (call) => handler(watch(call)), ...(observe ? { observe: (call) => observe(watch(call)) } : {}) }]
    })),
  }))
}

/**
 * A copy whose members tell when they are read, absent ones too; these do not show when members are listed. Plain getters, as the
 * world is cloned with what a handler put into it.
 */
function watchedFields(table: Record<string, Parameter>, values: Record<string, unknown>, path: string, at: Set<string>): Record<string, unknown> {
  const copy: Record<string, unknown> = {}
  for (const [name, parameter] of Object.entries(table)) {
    const value = watchedValue(parameter, values[name], `${path}${name}`, at)
    Object.defineProperty(copy, name, {
      enumerable: Object.hasOwn(values, name), configurable: true,
      get: () => {
        at.add(`${path}${name}`)
        return value
      },
    })
  }
  return copy
}

function watchedValue(parameter: Parameter, value: unknown, path: string, at: Set<string>): unknown {
  if (value === undefined) return undefined
  if (parameter.fields) return watchedFields(parameter.fields, value as Record<string, unknown>, `${path}.`, at)
  const { item } = parameter
  return item ? (value as unknown[]).map((one) => watchedValue(item, one, `${path}[]`, at)) : value
}

/** What a table says of its parameters: those with members are told of by their members. */
export function effectsIn(table: Record<string, Parameter>, path = ''): { path: string; effect: 'honoured' | 'ignored' | 'refused' }[] {
  return Object.entries(table).flatMap(([name, parameter]) => effectsOf(parameter, `${path}${name}`))
}

function effectsOf(parameter: Parameter, path: string): ReturnType<typeof effectsIn> {
  if (parameter.effect) return [{ path, effect: parameter.effect }]
  if (parameter.fields) return effectsIn(parameter.fields, `${path}.`)
  if (parameter.item?.fields) return effectsIn(parameter.item.fields, `${path}[].`)
  return [{ path, effect: 'honoured' }]
}
