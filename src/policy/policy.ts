import type { Config } from '../config/config.ts'
import { actionsOf, PARTS, RUN, SIDES, type Part, type PolicyCommand, type Side } from './actions.ts'

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

/** The services whose roles are made at first use: by the account of a load balancer, and of an endpoint (documented). */
const SERVICES: Readonly<Record<Side, string>> = { provider: 'alb.aliyuncs.com', consumer: 'privatelink.aliyuncs.com' }

/** The commands that Cloud Assistant keeps: RunCommand is authorized on these and on each instance (vendor's sample policies). */
const COMMANDS = 'acs:ecs:*:*:command/*'

/** The parts that allow a command on the config's instances alone: whose, and which. */
const BOUND = {
  run: { side: 'consumer', instances: ({ consumer }: Config) => consumer.test?.from ?? [] },
  runServers: { side: 'provider', instances: ({ serverGroup }: Config) => serverGroup.servers },
} as const satisfies Partial<Record<Part, { side: Side; instances: (config: Config) => readonly { instanceId: string }[] }>>

/** Whether the config's two sides are accounts of their own: the consumer's has a profile, and another than the provider's. */
export const isOfTwoAccounts = ({ provider, consumer }: Config): boolean => consumer.profile !== undefined && consumer.profile !== provider.profile

/**
 * The least permissions of some commands, the statements of one after those of the other.
 * @param config binds the commands of test and doctor to its instances; without it any instance is allowed
 * @param sides what only these call; both where they are one account
 * @returns the policy, and the share of each command that calls anything there
 */
export function policyFor(commands: readonly PolicyCommand[], config?: Config, sides: readonly Side[] = SIDES): { policy: PolicyDocument; shares: Share[] } {
  const Statement: PolicyStatement[] = []
  const shares = commands.flatMap((command): Share[] => {
    const first = Statement.length + 1
    for (const part of PARTS[command]) Statement.push(...statements(part, config, sides))
    return Statement.length < first ? [] : [{ command, first, last: Statement.length }]
  })
  return { policy: { Version: '1', Statement }, shares }
}

function statements(part: Part, config: Config | undefined, sides: readonly Side[]): PolicyStatement[] {
  if (part === 'roles') {
    return [{ Effect: 'Allow', Action: ['ram:CreateServiceLinkedRole'], Resource: '*', Condition: { StringEquals: { 'ram:ServiceName': sides.map((side) => SERVICES[side]) } } }]
  }
  // Only a service that the config names by its ID can be another account's.
  if (part === 'offered' && config?.service.id === undefined) return []
  if ((part === 'whitelist' || part === 'admit') && (config === undefined || !isOfTwoAccounts(config))) return []
  if (part !== 'run' && part !== 'runServers') {
    const Action = actionsOf(part, sides)
    return Action.length === 0 ? [] : [{ Effect: 'Allow', Action, Resource: '*' }]
  }
  const { side, instances } = BOUND[part]
  const ids = config === undefined ? ['*'] : [...new Set(instances(config).map(({ instanceId }) => instanceId))]
  // A config without a test runs nothing.
  if (ids.length === 0 || !sides.includes(side)) return []
  return [{ Effect: 'Allow', Action: [RUN], Resource: [...ids.map((id) => `acs:ecs:*:*:instance/${id}`), COMMANDS] }]
}
