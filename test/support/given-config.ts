import { expect } from 'vitest'
import type { Ended } from './command.ts'
import { full, stage, why, type Stage } from './plan-stage.ts'

/** What may be named by its ID, as the world calls it. */
const GIVEN = ['loadBalancers', 'serverGroups', 'listeners', 'endpointServices'] as const

/**
 * A config of the roomy world that uses what exists by its ID.
 * @param sections the ID of each; behind a service that comes alone nothing is named
 */
export function using(sections: Record<string, string>, more: (config: any) => void = () => undefined): any {
  const config: any = { ...full(), stack: 'guest' }
  if (sections['loadBalancer'] !== undefined || sections['service'] !== undefined) delete config.provider
  if (sections['service'] !== undefined) for (const section of ['loadBalancer', 'serverGroup', 'listener']) delete config[section]
  for (const [section, id] of Object.entries(sections)) config[section] = { id }
  more(config)
  return config
}

/** `name result` of the checks that were not passed. */
export const openChecks = ({ events }: Ended): string[] => events.filter(({ type, result }) => type === 'check' && result !== 'ok').map(({ name, result }) => `${name} ${result}`)

/** A world with a whole stack of somebody else's, and the IDs of what of it may be used. */
export interface Given {
  on: Stage
  alb: string
  sgp: string
  lsn: string
  epsrv: string
  /** What is given, as the world has it now. */
  given: () => Promise<unknown>
}

/** Builds that world; whoever asks for it stops its stage. */
export async function givenStage(): Promise<Given> {
  const on = await stage()
  const up = await on.run('up', full())
  expect(up.code, why(up)).toBe(0)
  const ids = (await Promise.all(GIVEN.map((kind) => on.id(kind)))) as [string, string, string, string]
  const given = async (): Promise<unknown> => {
    const { resources } = await on.cloud.state()
    return GIVEN.map((kind) => resources[kind]!.filter(({ id }) => ids.includes(id)))
  }
  const [alb, sgp, lsn, epsrv] = ids
  return { on, alb, sgp, lsn, epsrv, given }
}
