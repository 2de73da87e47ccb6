import { describe, expect, test } from 'vitest'
import { focusOn } from '../../../src/simulator/page/focus.ts'
import { pathOf } from '../../../src/simulator/page/path.ts'
import { boxesOf as all, sceneOf, type Scene } from '../../../src/simulator/page/scene.ts'
import type { ServerHealth, State } from '../../../src/simulator/page/state.ts'
import { emptyState, openState } from './state.ts'

const HEALTH: ServerHealth[] = ['s1', 's2'].map((ServerId) => ({ ServerId, Port: 80, ServerGroupId: 'sgp', healthy: true }))
const draw = (state: State, health = HEALTH, id: string | undefined = 'lb'): Scene => sceneOf(state, focusOn(state, id), health)
const path = (state: State, health = HEALTH, id: string | undefined = 'lb'): string => pathOf(state, focusOn(state, id), health)
const tones = ({ arrows }: Scene): Record<string, string> => Object.fromEntries(arrows.map(({ from, to, tone }) => [`${from} > ${to}`, tone]))

describe('the drawing', () => {
  test('has every resource once, each with its status', () => {
    const found = all(draw(openState()))
    expect(new Set(found.map((one) => one.key)).size).toBe(found.length)
    expect(found.map(({ kind, title, name, status }) => [kind, title, name, status].filter(Boolean).join(' | ')).sort()).toEqual([
      'connection | Connection | ep | Connected', 'endpoint | Endpoint | ep | Active', 'eni | Interface | eni a | Connected', 'eni | Interface | eni b | Connected',
      'instance | box c1 | 10.0.0.2 | Running', 'instance | box c2 | 10.0.0.2 | Running', 'instance | box s1 | 10.0.0.2 | Running', 'instance | box s2 | 10.0.0.2 | Running',
      'listener | Listener | HTTP 80 | Running', 'loadBalancer | Load balancer | name of lb | Active', 'node | Node | address a', 'node | Node | address b',
      'server | Port 80 | weight 100 | healthy', 'server | Port 80 | weight 100 | healthy', 'serverGroup | Server group | group | Available', 'service | Endpoint service | srv | Active',
    ])
  })

  test('has an arrow for each that talks to another, from and to what is drawn, all open when the way is', () => {
    const scene = draw(openState())
    const keys = new Set(all(scene).map((one) => one.key))
    expect(scene.arrows.filter((one) => !keys.has(one.from) || !keys.has(one.to))).toEqual([])
    expect(Object.keys(tones(scene))).toHaveLength(2 + 2 + 1 + 2 + 2 + 2 + 2)
    expect(new Set(Object.values(tones(scene)))).toEqual(new Set(['ok']))
  })

  test('has each zone in which something stands, with its blocks', () => {
    expect(draw(openState()).provider?.zones).toEqual([{ id: 'a', blocks: ['block of a'] }, { id: 'b', blocks: ['block of b'] }])
  })

  test('colours a way by the worst of what it goes through', () => {
    const state = openState()
    state.connections[0]!.status = 'Connecting'
    state.endpoints[0]!.Zones[1]!.ZoneStatus = 'Wait'
    state.instances[0]!.status = 'Stopped'
    expect(tones(draw(state))).toMatchObject({
      'instance c1 consumer > eni ep a': 'idle', 'eni ep a > connection ep': 'moving', 'eni ep b > connection ep': 'idle', 'connection ep > service srv': 'moving', 'service srv > node lb a': 'ok',
    })
  })

  test('shows the health of a server, and why it is not well', () => {
    const unwell: ServerHealth[] = [HEALTH[0]!, { ...HEALTH[1]!, healthy: false, reason: { ReasonCode: 'CONNECT_TIMEOUT' } }]
    const found = draw(openState(), unwell)
    expect(all(found).filter((one) => one.kind === 'server').map(({ name, status, tone }) => [name, status, tone])).toEqual([['weight 100', 'healthy', 'ok'], ['CONNECT_TIMEOUT', 'unhealthy', 'bad']])
    expect(tones(found)).toMatchObject({ 'listener lsn > server sgp s1 80': 'ok', 'listener lsn > server sgp s2 80': 'bad', 'server sgp s2 80 > instance s2 provider': 'bad' })
    const state = openState()
    state.serverGroups[0]!.Servers[0]!.Status = 'Adding'
    expect(all(draw(state)).find((one) => one.kind === 'server')).toMatchObject({ status: 'Adding', tone: 'moving' })
  })

  test('shows where what is not there yet will stand', () => {
    const { vpcs, vSwitches, instances } = openState()
    const scene = draw({ ...emptyState(), vpcs, vSwitches, instances }, [], undefined)
    expect(all(scene).filter((one) => one.tone === 'ghost').map((one) => one.title)).toEqual(['Endpoint', 'Load balancer', 'Listener', 'Server group', 'Connection', 'Endpoint service'])
    expect(scene.arrows).toEqual([])
  })

  test('of an empty world is empty', () => {
    expect(draw(emptyState(), [], undefined)).toMatchObject({ consumers: [], arrows: [] })
    expect(draw(emptyState(), [], undefined).provider).toBeUndefined()
  })

  test('counts what does not fit into a cell, those behind the load balancer first', () => {
    const state = openState()
    for (let n = 0; n < 30; n++) state.instances.unshift({ ...state.instances.at(-1)!, id: `more-${n}`, InstanceName: `more ${n}` })
    const cell = draw(state).provider?.columns.at(-1)?.cells?.get('b')?.map((one) => one.title)
    expect(cell).toEqual(['box s2', 'more 29', 'more 28', 'more 27', 'and 27 more'])
  })
})

describe('the sentence about the way', () => {
  test('says that it is open, and where', () => {
    const state = openState()
    expect(path(state)).toBe('The way is open in 2 of 2 zones.')
    state.endpoints[0]!.Zones[0]!.ZoneStatus = 'Disconnected'
    expect(path(state)).toBe('The way is open in 1 of 2 zones.')
  })

  test.each<[string, (state: State) => void]>([
    ['the load balancer is Provisioning', (state) => (state.loadBalancers[0]!.status = 'Provisioning')],
    ['no server group has a server', (state) => (state.serverGroups[0]!.Servers = [])],
    ['the load balancer has no listener', (state) => (state.listeners = [])],
    ['the listener is Stopped', (state) => (state.listeners[0]!.status = 'Stopped')],
    ['no endpoint service offers the load balancer', (state) => (state.endpointServices[0]!.Resources = [])],
    ['the endpoint service is Pending', (state) => (state.endpointServices[0]!.status = 'Pending')],
    ['the service has no endpoint', (state) => (state.endpoints = [])],
    ['the connection is Disconnected', (state) => (state.connections[0]!.status = 'Disconnected')],
    ['no zone of the endpoint is connected', (state) => state.endpoints[0]!.Zones.forEach((zone) => (zone.ZoneStatus = 'Wait'))],
  ])('says that %s', (what, change) => {
    const state = openState()
    change(state)
    expect(path(state)).toBe(`The way is not open: ${what}.`)
  })

  test('says that no server is healthy, that there is no load balancer, or not even a VPC', () => {
    expect(path(openState(), HEALTH.map((one) => ({ ...one, healthy: false })))).toBe('The way is not open: no server is healthy.')
    const { vpcs, instances } = openState()
    expect(path({ ...emptyState(), vpcs, instances }, [], undefined)).toBe('The way is not open: there is no load balancer yet.')
    expect(path(emptyState(), [], undefined)).toBe('This world has no VPC.')
  })
})
