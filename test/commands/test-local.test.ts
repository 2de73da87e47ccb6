import { describe, expect, test } from 'vitest'
import { endpointIn } from '../../src/commands/stored-outputs.ts'
import { narrowed, ofZones } from '../../src/commands/test.ts'
import { guestHere } from '../../src/commands/test-local.ts'
import type { ProbePlan } from '../../src/steps/probe/plan.ts'
import { testConfig } from '../checks/world.ts'

const config = testConfig((raw: any) => Object.assign(raw.consumer, { test: { from: [{ instanceId: 'i-1' }, { instanceId: 'i-2', zoneId: 'cn-xz-i' }] } }))
const zoneIds = ['cn-xz-h', 'cn-xz-i']
const nowhere = () => Promise.resolve(undefined)
const never = (): never => { throw new Error('asked the metadata server') }

describe('which instance this machine is', () => {
  test('is what the metadata server says', async () => {
    expect(await guestHere({ config, zoneIds }, () => Promise.resolve({ instanceId: 'i-9', zoneId: 'cn-xz-h' }))).toMatchObject({ instanceId: 'i-9', zoneId: 'cn-xz-h' })
  })

  test('is what is said by hand, and then nobody is asked', async () => {
    expect(await guestHere({ config, zoneIds, instance: 'i-9', zone: 'cn-xz-i' }, never)).toMatchObject({ instanceId: 'i-9', zoneId: 'cn-xz-i' })
  })

  test('the config knows the zone of its instances', async () => {
    expect(await guestHere({ config, zoneIds, instance: 'i-2' }, never)).toMatchObject({ zoneId: 'cn-xz-i' })
  })

  test('is bad usage where nothing says it', async () => {
    await expect(guestHere({ config, zoneIds }, nowhere)).rejects.toMatchObject({ failure: { exit: 2, hint: expect.stringContaining('i-1, i-2') } })
    await expect(guestHere({ config, zoneIds, instance: 'i-1' }, nowhere)).rejects.toMatchObject({ failure: { exit: 2, hint: expect.stringContaining('cn-xz-h') } })
    await expect(guestHere({ config, zoneIds, zone: 'cn-xz-x' }, never)).rejects.toMatchObject({ failure: { exit: 2, hint: expect.stringContaining('cn-xz-h') } })
  })

  test('the zone of another instance is not taken for its own', async () => {
    await expect(guestHere({ config, zoneIds, instance: 'i-1' }, () => Promise.resolve({ instanceId: 'i-9', zoneId: 'cn-xz-h' }))).rejects.toMatchObject({ failure: { exit: 2 } })
  })
})

describe('a narrowed test', () => {
  test('has the named instances alone', () => {
    expect(narrowed(config, ['i-2']).consumer.test?.from.map(({ instanceId }) => instanceId)).toEqual(['i-2'])
    expect(narrowed(config, [])).toBe(config)
    expect(() => narrowed(config, ['i-3'])).toThrow(expect.objectContaining({ failure: expect.objectContaining({ exit: 2, hint: 'There is: i-1, i-2.' }) }))
  })

  test('asks in the named zones alone', () => {
    const plans = zoneIds.map((zoneId) => ({ zoneId }) as ProbePlan)
    expect(ofZones(plans, ['cn-xz-i'])).toEqual([{ zoneId: 'cn-xz-i' }])
    expect(ofZones(plans, [])).toEqual(plans)
    expect(() => ofZones(plans, ['cn-xz-x'])).toThrow(expect.objectContaining({ failure: expect.objectContaining({ exit: 2, hint: 'There is: cn-xz-h, cn-xz-i.' }) }))
  })
})

describe('the endpoint in what another run printed', () => {
  const endpoint = (consumer: string, endpointId = 'ep-1') => ({ consumer, endpointId, domain: 'ep.test', connectionStatus: 'Connected', zones: [{ zoneId: 'z', domain: 'z.ep.test', address: '10.0.0.1', eniId: 'eni-1', status: 'Connected' }] })
  const done = (...endpoints: object[]) => JSON.stringify({ type: 'run.done', outputs: { endpoints } })

  test('is that of the consumer, of the last line', () => {
    const lines = ['{"type":"run.start"}', done(endpoint('default')), done(endpoint('other'), endpoint('default', 'ep-2'))].join('\n')
    expect(endpointIn(lines, 'default', 'f').endpointId).toBe('ep-2')
  })

  test('is also found in the outputs alone, however they are laid out', () => {
    expect(endpointIn(JSON.stringify({ endpoints: [endpoint('default')] }, null, 2), 'default', 'f').endpointId).toBe('ep-1')
  })

  test.each([['nothing', ''], ['no JSON', 'hello'], ['another consumer', done(endpoint('other'))], ['no address', done({ ...endpoint('default'), zones: [{ zoneId: 'z', domain: "x'; rm", address: '' }] })]])('is bad usage with %s', (_what, content) => {
    expect(() => endpointIn(content, 'default', 'the file')).toThrow('the file holds no endpoint')
  })
})
