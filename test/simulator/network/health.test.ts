import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Network, NetworkRule } from '../../../src/simulator/action.ts'
import type { HealthCheckConfig, Instance, Listener, World } from '../../../src/simulator/model.ts'
import { createNetwork } from '../../../src/simulator/network/backends.ts'
import { probeHealth } from '../../../src/simulator/network/health.ts'
import { smallWorld } from './small-world.ts'

let world: World
let network: Network
let faults: NetworkRule[]

beforeEach(() => {
  world = smallWorld()
  faults = []
  network = createNetwork({ faults: () => faults })
})
afterEach(() => network.close())

const first = (): Instance => world.instances['i-first'] as Instance
const config = (): HealthCheckConfig => world.serverGroups['sgp-one']!.HealthCheckConfig

/** The reason why the first server is unhealthy; `fine` where it is not. */
async function verdict(): Promise<unknown> {
  const [found] = await probeHealth(world, world.listeners['lsn-one'] as Listener, network)
  return found?.healthy ? 'fine' : found?.reason
}

test('servers that answer are healthy, each named with its address and port', async () => {
  expect(await probeHealth(world, world.listeners['lsn-one'] as Listener, network)).toEqual([
    { ServerId: 'i-first', Port: 9000, ServerIp: '172.20.0.9', ServerGroupId: 'sgp-one', healthy: true },
    { ServerId: 'i-second', Port: 9000, ServerIp: '172.20.1.9', ServerGroupId: 'sgp-one', healthy: true },
  ])
})

test('each failure has its own reason', async () => {
  first().services = [{ port: 9000, page: 'x', status: 404 }]
  expect(await verdict()).toEqual({ ReasonCode: 'RESPONSE_MISMATCH', ActualResponse: '404',
    ExpectedResponse: 'HTTP_2xx,HTTP_3xx' })
  first().services = [{ port: 9000, page: 'x', broken: true }]
  expect(await verdict()).toEqual({ ReasonCode: 'RECV_RESPONSE_FAILED' })
  first().services = []
  expect(await verdict()).toEqual({ ReasonCode: 'CONNECT_FAILED' })
  first().Status = 'Stopped'
  expect(await verdict()).toEqual({ ReasonCode: 'CONNECT_TIMEOUT' })
})

test('a group that admits one zone only leaves the server unhealthy', async () => {
  world.securityGroups['sg-servers']?.permissions.splice(1, 1)
  expect(await verdict()).toEqual({ ReasonCode: 'CONNECT_TIMEOUT' })
})

test('a slow server times out, without anybody waiting for it', async () => {
  faults = [{ instance: 'i-first', do: 'slow' }]
  const started = performance.now()
  expect(await verdict()).toEqual({ ReasonCode: 'RECV_RESPONSE_TIMEOUT' })
  expect(performance.now() - started).toBeLessThan(2000)
})

test('the check\'s own port, protocol and codes count', async () => {
  config().HealthCheckConnectPort = 9001
  expect(await verdict()).toEqual({ ReasonCode: 'CONNECT_TIMEOUT' })
  for (const one of world.securityGroups['sg-servers']?.permissions ?? []) one.PortRange = '9000/9001'
  expect(await verdict()).toEqual({ ReasonCode: 'CONNECT_FAILED' })
  first().services.push({ port: 9001, page: 'x', status: 404 })
  config().HealthCheckCodes = ['http_4xx']
  expect(await verdict()).toBe('fine')
  config().HealthCheckCodes = ['200']
  config().HealthCheckProtocol = 'TCP'
  expect(await verdict()).toBe('fine')
})

test('with checks switched off everything counts as healthy', async () => {
  first().Status = 'Stopped'
  config().HealthCheckEnabled = false
  expect(await verdict()).toBe('fine')
})
