import { expect, test } from 'vitest'
import type { Retry } from '../../../src/cloud/cloud.ts'
import { TimeUp } from '../../../src/core/errors.ts'
import { runOnGuests } from '../../../src/steps/probe/command.ts'
import { refusal, scriptedCloud } from '../../support/scripted-cloud.ts'

const request = { name: 'test', os: 'linux', instanceIds: ['i-1'], script: 'true', timeoutSeconds: 20 } as const
const done = { invocation: { invocationResults: { invocationResult: [{ instanceId: 'i-1', invocationStatus: 'Success', output: Buffer.from('said').toString('base64') }] } } }

test('a command whose answer was lost goes out again under its token, and each try is told', async () => {
  const retries: Retry[] = []
  let lost = 2
  const cloud = scriptedCloud({
    RunCommand: () => {
      if (lost-- > 0) throw refusal('Timeout', 'unknown', 'RunCommand')
      return { invokeId: 't-1' }
    },
    DescribeInvocationResults: done,
  }, { onRetry: (retry) => retries.push(retry) })
  expect(await runOnGuests(cloud, request)).toEqual([{ instanceId: 'i-1', output: 'said' }])
  expect(retries).toEqual([1, 2].map((attempt) => ({ action: 'RunCommand', code: 'Timeout', requestId: 'R-1', attempt, attempts: 4, waitMs: attempt * 1000 })))
  const tokens = cloud.calls.filter(({ action }) => action === 'RunCommand').map(({ fields }) => fields['clientToken'])
  expect(tokens).toEqual([tokens[0], tokens[0], tokens[0]])
})

test('a command that is still tried when the time for the whole run is up is told with what the cloud said', async () => {
  const cloud = scriptedCloud({ RunCommand: () => { throw refusal('Timeout', 'unknown', 'RunCommand') } })
  cloud.settings.clock.sleep = () => Promise.reject(new TimeUp((why) => `time is up (${why})`, {}))
  await expect(runOnGuests(cloud, request)).rejects.toMatchObject({ message: 'time is up (Timeout: Timeout was said)', failure: { action: 'RunCommand', requestId: 'R-1' } })
})

test('a command that is refused is not sent again', async () => {
  const cloud = scriptedCloud({ RunCommand: () => { throw refusal('Forbidden.RAM', 'forbidden', 'RunCommand') } })
  await expect(runOnGuests(cloud, request)).rejects.toMatchObject({ code: 'Forbidden.RAM' })
  expect(cloud.calls).toHaveLength(1)
})
