import { describe, expect, test } from 'vitest'
import type { Cloud, CloudHooks } from '../../src/cloud/cloud.ts'
import { CloudError, type ErrorClass } from '../../src/cloud/error.ts'
import { EXIT, RunError } from '../../src/core/errors.ts'
import type { RunEvent } from '../../src/core/events.ts'
import { acceptConnection } from '../../src/run/accept.ts'
import { virtualClock } from '../support/clock.ts'

const refusal = (code: string, kind: ErrorClass): CloudError => new CloudError(code, { product: 'Privatelink', action: 'EnableVpcEndpointConnection', code, class: kind, requestId: 'R-1' })

/** Accepts a connection that reads one state after another, the last one for ever; acceptances are answered with what stands in a list. */
async function accepting(states: string[], answers: (CloudError | undefined)[] = []) {
  const clock = virtualClock()
  const events: RunEvent[] = []
  const tokens: string[] = []
  const left = [...states]
  const cloud = {
    settings: { clock, signal: new AbortController().signal },
    withHooks: (_hooks: CloudHooks) => cloud,
    privatelink: async (action: string, request: { clientToken?: string }) => {
      if (action === 'ListVpcEndpointConnections') {
        const status = left.length > 1 ? left.shift()! : left[0]!
        return { connections: status === '' ? [] : [{ endpointId: 'ep-1', connectionStatus: status, zones: [{ zoneId: 'a', zoneStatus: status }] }] }
      }
      tokens.push(request.clientToken!)
      const refused = answers.shift()
      if (refused !== undefined) throw refused
      return {}
    },
  } as unknown as Cloud
  const error = await acceptConnection(cloud, (event) => events.push(event), 'epsrv-1', 'ep-1', { index: 1, total: 1 }).then(() => undefined, (caught: unknown) => caught)
  return { error, events, tokens, clock, told: events.map(({ type }) => type) }
}

describe('accepting a connection', () => {
  test('asks once and waits until it is connected', async () => {
    const { error, events, tokens, told } = await accepting(['Disconnected', 'Disconnected', 'Connecting', 'Connected'])
    expect(error).toBeUndefined()
    expect(tokens).toHaveLength(1)
    expect(told).toEqual(['step.start', 'step.state', 'step.state', 'step.state', 'step.done'])
    expect(events.at(-1)).toMatchObject({ outcome: 'created', id: 'ep-1', consumer: 'ep-1' })
  })

  test('of one that is connected already changes nothing', async () => {
    const { events, tokens } = await accepting(['Connected'])
    expect(tokens).toEqual([])
    expect(events.at(-1)).toMatchObject({ type: 'step.done', outcome: 'found' })
  })

  test('that the cloud would not take now is told and tried again with the same token, and reads come quickly after it was taken', async () => {
    const busy = refusal('EndpointLocked', 'busy')
    const { events, tokens, clock } = await accepting([...Array.from({ length: 12 }, () => 'Disconnected'), 'Connected'], Array.from({ length: 8 }, () => busy))
    expect(tokens).toHaveLength(9)
    expect(new Set(tokens).size).toBe(1)
    expect(events.filter(({ type }) => type === 'step.retry')).toMatchObject([{ code: 'EndpointLocked', attempt: 1, waitMs: 1000 }, { attempt: 2, waitMs: 1500 }, ...Array.from({ length: 6 }, () => ({}))])
    expect(clock.slept[8]).toBe(1000)
  })

  test('that is refused or cut meanwhile has failed', async () => {
    const { error, events } = await accepting(['Disconnected', 'Connecting', 'Disconnected'])
    expect((error as RunError).failure).toMatchObject({ code: 'Disconnected', exit: EXIT.failed, id: 'ep-1', state: 'Disconnected' })
    expect(events.at(-1)).toMatchObject({ type: 'step.fail', code: 'Disconnected', id: 'ep-1' })
  })

  test('that never gets connected ends with 8 after five minutes', async () => {
    const { error, clock } = await accepting(['Disconnected', 'Connecting'])
    expect((error as RunError).failure).toMatchObject({ code: 'Timeout', exit: EXIT.timeout, state: 'Connecting' })
    expect(clock.now()).toBe(300_000)
  })

  test('that is not there, or may not be accepted, keeps what the cloud said', async () => {
    expect(((await accepting([''])).error as RunError).failure).toMatchObject({ code: 'EndpointConnectionNotFound', exit: EXIT.failed })
    expect(((await accepting(['Disconnected'], [refusal('Forbidden.RAM', 'forbidden')])).error as RunError).failure).toMatchObject({ code: 'Forbidden.RAM', exit: EXIT.credentials, requestId: 'R-1' })
  })
})
