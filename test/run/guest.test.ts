import { describe, expect, test } from 'vitest'
import { guestOf } from '../../src/run/guest.ts'
import { scriptedRun } from '../support/run-context.ts'
import { refusal, scriptedCloud } from '../support/scripted-cloud.ts'

const identity = (accountId: string) => ({ GetCallerIdentity: { accountId } })
const denied = { GetCallerIdentity: () => { throw refusal('NoPermission', 'forbidden', 'GetCallerIdentity') } }
const sides = (mine: object, theirs: object) => scriptedRun(mine as never, { consumer: scriptedCloud(theirs as never) })

describe("the consumer's account", () => {
  test('is not asked for where one signer stands for both sides', async () => {
    const { run, calls } = scriptedRun({})
    expect(await guestOf(run)).toBeUndefined()
    expect(calls).toEqual([])
  })

  test("is a guest's where it is another than the provider's, whatever the profiles are", async () => {
    expect(await guestOf(sides(identity('1'), identity('2')).run)).toBe('2')
    expect(await guestOf(sides(identity('1'), identity('1')).run)).toBeUndefined()
  })

  test("is taken for a guest's where the provider's is not known: its own account is on the whitelist anyway", async () => {
    const { run, events } = sides(denied, identity('2'))
    expect([await guestOf(run), events]).toEqual(['2', []])
  })

  test('is warned of where nobody may know it', async () => {
    const { run, events } = sides(identity('1'), denied)
    expect(await guestOf(run)).toBeUndefined()
    expect(events).toEqual([{ type: 'step.warn', step: 'endpoint-service', message: expect.stringContaining("the consumer's account is not known (NoPermission)") }])
  })
})
