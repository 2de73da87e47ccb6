import { describe, expect, it } from 'vitest'
import { POLICY_COMMANDS, SIDES, type Side } from '../../src/policy/actions.ts'
import { isOfTwoAccounts, policyFor } from '../../src/policy/policy.ts'
import { testConfig } from '../checks/world.ts'

const actions = (command: (typeof POLICY_COMMANDS)[number], sides?: readonly Side[]): string[] => policyFor([command], testConfig(), sides).policy.Statement.flatMap(({ Action }) => Action)
const profiles = (provider: string | undefined, consumer: string | undefined): boolean =>
  isOfTwoAccounts(testConfig((raw) => {
    if (provider !== undefined) raw.provider.profile = provider
    if (consumer !== undefined) raw.consumer.profile = consumer
  }))

describe('the policy of one side', () => {
  it.each([...POLICY_COMMANDS])('of %s and that of the other are together what one account needs', (command) => {
    expect(new Set(SIDES.flatMap((side) => actions(command, [side])))).toEqual(new Set(actions(command)))
  })

  it('leaves the load balancer to the provider and the endpoint to the consumer', () => {
    const [mine, theirs] = SIDES.map((side) => actions('up', [side]))
    expect(theirs!.filter((action) => action.startsWith('alb:'))).toEqual([])
    expect(mine!.filter((action) => action.endsWith('VpcEndpoint'))).toEqual([])
    expect(theirs).toContain('privatelink:CreateVpcEndpoint')
    expect(mine).toContain('privatelink:EnableVpcEndpointConnection')
  })

  it('binds the commands of the test to the consumer, and those of the doctor to the provider', () => {
    const bound = (command: 'up' | 'doctor', side: Side): unknown => policyFor([command], testConfig(), [side]).policy.Statement.find(({ Action }) => Action[0] === 'ecs:RunCommand')?.Resource
    expect(bound('up', 'consumer')).toEqual(['acs:ecs:*:*:instance/i-01', 'acs:ecs:*:*:instance/i-02', 'acs:ecs:*:*:command/*'])
    expect(bound('doctor', 'provider')).toEqual(['acs:ecs:*:*:instance/i-03', 'acs:ecs:*:*:instance/i-04', 'acs:ecs:*:*:command/*'])
    expect([bound('up', 'provider'), bound('doctor', 'consumer')]).toEqual([undefined, undefined])
  })

  it('lets each side make the service-linked role of its own service', () => {
    const services = (side: Side): unknown => policyFor(['up'], undefined, [side]).policy.Statement.find(({ Condition }) => Condition)?.Condition!.StringEquals['ram:ServiceName']
    expect(SIDES.map(services)).toEqual([['alb.aliyuncs.com'], ['privatelink.aliyuncs.com']])
  })

  it('admits the consumer where it is another account, which is for the provider to do', () => {
    const two = testConfig((raw) => (raw.consumer.profile = 'shop'))
    const of = (side: Side, config = two): string[] => policyFor(['up'], config, [side]).policy.Statement.flatMap(({ Action }) => Action)
    const needed = ['privatelink:ListVpcEndpointServiceUsers', 'privatelink:AddUserToVpcEndpointService']
    expect(of('provider')).toEqual(expect.arrayContaining(needed))
    expect(of('consumer').filter((action) => needed.includes(action))).toEqual([])
    expect(of('provider', testConfig()).filter((action) => needed.includes(action))).toEqual([])
  })

  it('counts no statements for a command that calls nothing there', () => {
    const { policy, shares } = policyFor(['accept', 'status'], undefined, ['consumer'])
    expect(shares).toEqual([{ command: 'status', first: 1, last: 1 }])
    expect(policy.Statement).toHaveLength(1)
  })
})

it('is one account where both sides have one profile, or the consumer none of its own', () => {
  expect([profiles(undefined, undefined), profiles('a', undefined), profiles('a', 'a'), profiles('a', 'b'), profiles(undefined, 'b')]).toEqual([false, false, false, true, true])
})
