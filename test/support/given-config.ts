import type { Ended } from './command.ts'
import { full } from './plan-stage.ts'

/** What may be named by its ID, as the world calls it. */
export const GIVEN = ['loadBalancers', 'serverGroups', 'listeners', 'endpointServices'] as const

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
