import { describe, expect, test } from 'vitest'
import { admits } from '../../src/steps/admission.ts'
import { scriptedCloud } from '../support/scripted-cloud.ts'

const serviceWith = (users: string[], pages: (string | undefined)[][] = [[]]) =>
  scriptedCloud({
    ListVpcEndpointServiceUsers: ({ userId, userListType, nextToken }) => {
      if (userListType !== 'UserARNs') return { users: users.filter((user) => user === String(userId)).map((user) => ({ userId: Number(user) })) }
      const page = Number(nextToken ?? 0)
      return { users: [], userARNs: pages[page]!.map((user) => ({ userARN: `acs:ram:*:${user}:*` })), nextToken: page + 1 < pages.length ? String(page + 1) : '' }
    },
  })

describe('an endpoint service', () => {
  test('admits an account on its whitelist, which one call tells', async () => {
    const cloud = serviceWith(['1234567890123456'])
    expect(await admits(cloud, 'epsrv-1', '1234567890123456')).toBe(true)
    expect(cloud.calls).toMatchObject([{ fields: { serviceId: 'epsrv-1', userId: 1234567890123456 } }])
  })

  test('admits no other', async () => expect(await admits(serviceWith(['1'], [['1']]), 'epsrv-1', '2')).toBe(false))

  test('admits everybody where its whitelist says so, on whichever page', async () => expect(await admits(serviceWith(['1'], [['1'], ['*']]), 'epsrv-1', '2')).toBe(true))
})
