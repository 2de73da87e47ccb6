import { describe, expect, it } from 'vitest'
import { judgeClock } from '../../src/checks/clock-skew.ts'
import { judgeIdentity } from '../../src/checks/identity.ts'
import { DEFAULT_QUOTAS, judgeQuotas } from '../../src/checks/quotas.ts'
import { testConfig } from './world.ts'

describe('the clock', () => {
  it.each([
    [0, 'ok', "This machine's clock agrees with the cloud's."],
    [-499, 'ok', "This machine's clock agrees with the cloud's."],
    [3_000, 'ok', "This machine's clock is 3 s behind the cloud's."],
    [-60_000, 'ok', "This machine's clock is 60 s ahead of the cloud's."],
    [61_000, 'unknown', "This machine's clock is 61 s behind the cloud's; from 15 minutes on signatures are refused."],
    [-900_001, 'fail', "This machine's clock is 900 s ahead of the cloud's; a signature is valid for 15 minutes."],
    [undefined, 'unknown', 'The clock was not compared, because no answer of the cloud had a date.'],
  ])('that is %s ms off', (skew, result, message) => {
    expect(judgeClock(skew)).toMatchObject({ result, message })
  })
})

describe('whose credentials', () => {
  const key = { source: 'environment variables', accessKeyId: 'LTAI5tSecretAbcd' }
  it.each([
    [{ accountId: '1234567890123456', arn: 'acs:ram::1234567890123456:root', identityType: 'Account' }, 'Key …Abcd from environment variables: the account itself of account …3456.'],
    [{ accountId: '1234567890123456', arn: 'acs:ram::1234567890123456:user/deploy', identityType: 'RAMUser' }, 'Key …Abcd from environment variables: RAM user deploy of account …3456.'],
    [{ accountId: '1234567890123456', arn: 'acs:sts::1234567890123456:assumed-role/ops/me', identityType: 'AssumedRoleUser' }, 'Key …Abcd from environment variables: session of role ops of account …3456.'],
  ])('%j', (identity, message) => {
    expect(judgeIdentity(key, identity)).toEqual({ result: 'ok', message })
  })
  it('is a failure where they are refused, and not known where nobody told', () => {
    expect(judgeIdentity(key, undefined, { code: 'InvalidAccessKeyId.NotFound', hint: 'Look.' })).toEqual({ result: 'fail', message: 'Key …Abcd from environment variables is refused (InvalidAccessKeyId.NotFound).', hint: 'Look.' })
    expect(judgeIdentity(key, undefined).result).toBe('unknown')
  })
})

describe('the default quotas', () => {
  const used = (n: number) => ({ loadBalancers: { known: true, value: n }, endpointServices: { known: true, value: n }, endpoints: { known: true, value: n } }) as const
  const told = (n: number, over?: Parameters<typeof testConfig>[0]) => judgeQuotas(testConfig(over), used(n)).filter(({ result }) => result !== 'ok').map(({ message }) => message)
  it('are told with what is used, and are no failure when used up', () => {
    expect(told(59)).toEqual([])
    expect(told(60)).toEqual(['60 of 60 load balancers of the account in the region used (default quota).'])
    expect(told(1000)).toHaveLength(3)
    expect(judgeQuotas(testConfig(), used(60))[0]!.hint).toContain('Quota Center')
  })
  it('count what the config asks for by its edition', () => {
    const servers = (raw: any): void => { raw.serverGroup.servers = Array.from({ length: 201 }, (_, n) => ({ instanceId: `i-${n}`, port: 80 })) }
    expect(told(0, servers)).toEqual(['201 of 200 servers of a load balancer of the edition Basic in the config (default quota).'])
    expect(told(0, (raw) => { servers(raw); raw.loadBalancer.edition = 'Standard' })).toEqual([])
  })
  it('are not known where a list may not be read', () => {
    const findings = judgeQuotas(testConfig(), { ...used(0), endpoints: { known: false, why: 'the credentials lack x' } })
    expect(findings.filter(({ result }) => result === 'unknown')).toMatchObject([{ message: 'How many endpoints of vpc-1 there are is not known, because the credentials lack x.' }])
    expect(findings).toHaveLength(Object.keys(DEFAULT_QUOTAS).length - 1)
  })
})
