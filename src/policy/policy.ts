import type { Config } from '../config/config.ts'
import { ACTIONS, PARTS, RUN, type Part, type PolicyCommand } from './actions.ts'

export interface PolicyStatement {
  Effect: 'Allow'
  Action: string[]
  Resource: string | string[]
  Condition?: { StringEquals: Record<string, string[]> }
}

/** A RAM policy document. RAM has no names for statements: their order says which command each belongs to. */
export interface PolicyDocument { Version: '1'; Statement: PolicyStatement[] }

/** The statements of one command, counted from 1, both included. */
export interface Share { command: PolicyCommand; first: number; last: number }

/** The services whose roles are made at first use: a load balancer's and an endpoint's (documented). */
const SERVICES = ['alb.aliyuncs.com', 'privatelink.aliyuncs.com']

/** The commands that Cloud Assistant keeps: RunCommand is authorized on these and on each instance (vendor's sample policies). */
const COMMANDS = 'acs:ecs:*:*:command/*'

/** The parts that allow a command on the config's instances alone, with these. */
const BOUND: Readonly<Partial<Record<Part, (config: Config) => string[]>>> = {
  run: ({ consumer }) => consumer.test?.from.map(({ instanceId }) => instanceId) ?? [],
  runServers: ({ serverGroup }) => serverGroup.servers.map(({ instanceId }) => instanceId),
}

/**
 * The least permissions of some commands, the statements of one after those of the other.
 * @param config binds the commands of test and doctor to its instances; without it any instance is allowed
 */
export function policyFor(commands: readonly PolicyCommand[], config?: Config): { policy: PolicyDocument; shares: Share[] } {
  const Statement: PolicyStatement[] = []
  const shares = commands.map((command): Share => {
    const first = Statement.length + 1
    for (const part of PARTS[command]) Statement.push(...statements(part, config))
    return { command, first, last: Statement.length }
  })
  return { policy: { Version: '1', Statement }, shares }
}

function statements(part: Part, config: Config | undefined): PolicyStatement[] {
  if (part === 'roles') {
    return [{ Effect: 'Allow', Action: ['ram:CreateServiceLinkedRole'], Resource: '*', Condition: { StringEquals: { 'ram:ServiceName': SERVICES } } }]
  }
  const bound = BOUND[part]
  if (bound === undefined) return [{ Effect: 'Allow', Action: [...ACTIONS[part as keyof typeof ACTIONS]], Resource: '*' }]
  const instances = config === undefined ? ['*'] : [...new Set(bound(config))]
  // A config without a test runs nothing.
  if (instances.length === 0) return []
  return [{ Effect: 'Allow', Action: [RUN], Resource: [...instances.map((id) => `acs:ecs:*:*:instance/${id}`), COMMANDS] }]
}
