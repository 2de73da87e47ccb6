import { describe, expect, test } from 'vitest'
import {
  Cloud, ZONES, balancer, connected, endpoint, endpointParams, refused, service, serviceParams, timeline,
} from '../support.ts'

const [A] = ZONES
const serviceStatus = (cloud: Cloud, id: string) => () => cloud.pl('GetVpcEndpointServiceAttribute',
  { ServiceId: id })['ServiceStatus'] as string
const endpointStatus = (cloud: Cloud, id: string) => () => cloud.pl('GetVpcEndpointAttribute',
  { EndpointId: id })['EndpointStatus'] as string
const connection = (cloud: Cloud, id: string) => () => cloud.pl('GetVpcEndpointAttribute',
  { EndpointId: id })['ConnectionStatus'] as string
const zones = (cloud: Cloud, id: string) => () =>
  cloud.pl('ListVpcEndpointZones', { EndpointId: id })['Zones']
    .map((zone: { ZoneStatus: string }) => zone.ZoneStatus).join(' ') as string
const both = (cloud: Cloud, id: string) => () => `${connection(cloud, id)()}: ${zones(cloud, id)()}`

test('a service is Creating for eight seconds and holds its resources from then on', () => {
  const cloud = new Cloud()
  const lb = balancer(cloud)
  const answer = cloud.pl('CreateVpcEndpointService', serviceParams(lb))
  expect(answer['ServiceStatus']).toBe('Creating')
  expect(timeline(cloud, [0, 7, 8], serviceStatus(cloud, answer['ServiceId']))).toEqual({ 0: 'Creating', 7: 'Creating',
    8: 'Active' })
  expect(cloud.pl('ListVpcEndpointServiceResources', { ServiceId: answer['ServiceId'] })['Resources']).toHaveLength(2)
})

test('a service is Pending while a change or an attachment runs', () => {
  const cloud = new Cloud()
  const { lb, epsrv } = service(cloud, { Resource: [] })
  cloud.pl('AttachResourceToVpcEndpointService', { ServiceId: epsrv, ResourceId: lb, ResourceType: 'alb', ZoneId: A })
  expect(timeline(cloud, [0, 4, 5], serviceStatus(cloud, epsrv))).toEqual({ 0: 'Pending', 4: 'Pending', 5: 'Active' })
  cloud.pl('UpdateVpcEndpointServiceAttribute', { ServiceId: epsrv, ServiceDescription: 'changed' })
  expect(timeline(cloud, [0, 5], serviceStatus(cloud, epsrv))).toEqual({ 0: 'Pending', 5: 'Active' })
})

test('a service is Deleting, then not found', () => {
  const cloud = new Cloud()
  const { epsrv } = service(cloud, { Resource: [] })
  cloud.pl('DeleteVpcEndpointService', { ServiceId: epsrv })
  expect(timeline(cloud, [0, 7, 8], serviceStatus(cloud, epsrv))).toEqual({ 0: 'Deleting', 7: 'Deleting',
    8: 'EndpointServiceNotFound' })
})

describe('an endpoint', () => {
  test('is Creating for 40 s, its zones for 50 s; nobody having accepted it, it reads Disconnected and its zones Wait', () => {
    const cloud = new Cloud()
    const { epsrv } = service(cloud)
    const { EndpointId: ep, ConnectionStatus } = cloud.pl('CreateVpcEndpoint', endpointParams(epsrv))
    expect(ConnectionStatus).toBe('Disconnected')
    const all = () => `${endpointStatus(cloud, ep)()} ${both(cloud, ep)()}`
    expect(timeline(cloud, [0, 39, 40, 49, 50, 500], all)).toEqual({
      0: 'Creating Disconnected: Creating Creating', 39: 'Creating Disconnected: Creating Creating',
      40: 'Active Disconnected: Creating Creating', 49: 'Active Disconnected: Creating Creating',
      50: 'Active Disconnected: Wait Wait', 500: 'Active Disconnected: Wait Wait',
    })
  })

  test('connects by itself where the service accepts automatically', () => {
    const cloud = new Cloud()
    const { epsrv } = service(cloud, { AutoAcceptEnabled: true })
    const { EndpointId: ep } = cloud.pl('CreateVpcEndpoint', endpointParams(epsrv))
    expect(timeline(cloud, [39, 40, 50, 55, 65], both(cloud, ep))).toEqual({
      39: 'Disconnected: Creating Creating', 40: 'Connecting: Creating Creating', 50: 'Connecting: Connecting Connecting',
      55: 'Connected: Connecting Connecting', 65: 'Connected: Connected Connected',
    })
  })

  test('connects with its zones when it is accepted, and is usable a moment later', () => {
    const cloud = new Cloud()
    const { epsrv, ep, lb } = endpoint(cloud)
    cloud.pl('EnableVpcEndpointConnection', { ServiceId: epsrv, EndpointId: ep })
    const moment = cloud.now
    expect(timeline(cloud, [0, 14, 15], both(cloud, ep))).toEqual({
      0: 'Connecting: Connecting Connecting', 14: 'Connecting: Connecting Connecting', 15: 'Connected: Connected Connected',
    })
    expect(cloud.world.endpoints[ep]?.connection.pathAt).toBe(moment + 20_000)
    expect(cloud.world.endpoints[ep]?.zones.map((zone) => zone.ResourceId)).toEqual([lb, lb])
  })

  test('reads Disconnected again once it was refused, and can be accepted anew', () => {
    const cloud = new Cloud()
    const { ep, pair } = connected(cloud)
    cloud.pl('DisableVpcEndpointConnection', pair)
    expect(timeline(cloud, [0, 9, 10], both(cloud, ep))).toEqual({
      0: 'Disconnecting: Disconnecting Disconnecting', 9: 'Disconnecting: Disconnecting Disconnecting',
      10: 'Disconnected: Disconnected Disconnected',
    })
    expect(cloud.world.endpoints[ep]?.connection.pathAt).toBeUndefined()
    cloud.pl('EnableVpcEndpointConnection', pair)
    expect(timeline(cloud, [0, 15], both(cloud, ep))).toEqual({ 0: 'Connecting: Connecting Connecting',
      15: 'Connected: Connected Connected' })
  })

  test('gives its zones and then itself back', () => {
    const cloud = new Cloud()
    const { ep } = endpoint(cloud)
    for (const ZoneId of ZONES.slice(0, 2)) {
      cloud.pl('RemoveZoneFromVpcEndpoint', { EndpointId: ep, ZoneId })
      expect(zones(cloud, ep)()).toContain('Deleting')
      cloud.wait(15)
    }
    expect(zones(cloud, ep)()).toBe('')
    expect(cloud.world.vSwitches['vsw-front-a']?.taken).toEqual({})
    cloud.pl('DeleteVpcEndpoint', { EndpointId: ep })
    expect(timeline(cloud, [0, 9, 10], endpointStatus(cloud, ep))).toEqual({ 0: 'Deleting', 9: 'Deleting',
      10: 'EndpointNotFound' })
  })

  test('gets a zone later, which goes to Wait, or on to Connected', () => {
    const cloud = new Cloud()
    const { ep, pair } = endpointWithOneZone(cloud)
    cloud.pl('AddZoneToVpcEndpoint', { EndpointId: ep, ZoneId: ZONES[1], VSwitchId: 'vsw-front-b' })
    expect(timeline(cloud, [0, 49, 50], zones(cloud, ep))).toEqual({ 0: 'Wait Creating', 49: 'Wait Creating', 50: 'Wait Wait' })
    cloud.pl('EnableVpcEndpointConnection', pair)
    cloud.wait(30)
    cloud.believe({ 'remove-zone-while-connected': 'allowed' }).pl('RemoveZoneFromVpcEndpoint',
      { EndpointId: ep, ZoneId: ZONES[1] })
    cloud.wait(30)
    cloud.pl('AddZoneToVpcEndpoint', { EndpointId: ep, ZoneId: ZONES[1], VSwitchId: 'vsw-front-b' })
    expect(timeline(cloud, [0, 50, 65], zones(cloud, ep))).toEqual({ 0: 'Connected Creating', 50: 'Connected Connecting',
      65: 'Connected Connected' })
  })

  test.each(['Disconnected', 'Wait'])('lets go of a zone that was cut alone, where zones of a refused connection read %s', (reading) => {
    const cloud = new Cloud().believe({ 'zone-after-refusal': reading })
    const { ep, pair } = connected(cloud)
    cloud.pl('DisableVpcEndpointZoneConnection', { ...pair, ZoneId: ZONES[1] })
    expect(timeline(cloud, [0, 10], zones(cloud, ep))).toEqual({ 0: 'Connected Disconnecting', 10: 'Connected Disconnected' })
    cloud.pl('RemoveZoneFromVpcEndpoint', { EndpointId: ep, ZoneId: ZONES[1] })
    expect(timeline(cloud, [0, 15], zones(cloud, ep))).toEqual({ 0: 'Connected Deleting', 15: 'Connected' })
  })

  test('is Pending while a security group goes in or out', () => {
    const cloud = new Cloud()
    const { ep } = endpoint(cloud)
    const groups = () => {
      const list: { SecurityGroupStatus: string }[] = cloud.pl('ListVpcEndpointSecurityGroups', { EndpointId: ep })['SecurityGroups']
      return [endpointStatus(cloud, ep)(), ...list.map((group) => group.SecurityGroupStatus)].join(' ')
    }
    cloud.pl('AttachSecurityGroupToVpcEndpoint', { EndpointId: ep, SecurityGroupId: 'sg-front-2' })
    expect(timeline(cloud, [0, 5], groups)).toEqual({ 0: 'Pending Attached Attaching', 5: 'Active Attached Attached' })
    cloud.pl('DetachSecurityGroupFromVpcEndpoint', { EndpointId: ep, SecurityGroupId: 'sg-front' })
    expect(timeline(cloud, [0, 5], groups)).toEqual({ 0: 'Pending Detaching Attached', 5: 'Active Attached' })
  })

  test('reads ServiceDeleted when its service is gone, and can still be taken down', () => {
    const cloud = new Cloud().believe({ 'service-delete-with-disconnected-endpoint': 'allowed',
      'service-delete-with-resources': 'allowed' })
    const { epsrv, ep } = endpoint(cloud)
    cloud.pl('DeleteVpcEndpointService', { ServiceId: epsrv })
    expect(timeline(cloud, [7, 8], connection(cloud, ep))).toEqual({ 7: 'Disconnected', 8: 'ServiceDeleted' })
    for (const ZoneId of ZONES.slice(0, 2)) {
      cloud.pl('RemoveZoneFromVpcEndpoint', { EndpointId: ep, ZoneId })
      cloud.wait(20)
    }
    cloud.pl('DeleteVpcEndpoint', { EndpointId: ep })
    cloud.wait(10)
    expect(refused(() => cloud.pl('GetVpcEndpointAttribute', { EndpointId: ep })).code).toBe('EndpointNotFound')
  })
})

test('a changed connection is Pending for a moment', () => {
  const cloud = new Cloud()
  const { ep, pair } = connected(cloud)
  cloud.pl('UpdateVpcEndpointConnectionAttribute', { ...pair, Bandwidth: 500 })
  expect(timeline(cloud, [0, 5], connection(cloud, ep))).toEqual({ 0: 'Pending', 5: 'Connected' })
  expect(cloud.pl('GetVpcEndpointAttribute', { EndpointId: ep })['Bandwidth']).toBe(500)
})

test('one zone is cut and connected again while the rest stays', () => {
  const cloud = new Cloud()
  const { ep, pair } = connected(cloud)
  cloud.pl('DisableVpcEndpointZoneConnection', { ...pair, ZoneId: A })
  expect(timeline(cloud, [0, 10], both(cloud, ep))).toEqual({ 0: 'Connected: Disconnecting Connected',
    10: 'Connected: Disconnected Connected' })
  cloud.pl('EnableVpcEndpointZoneConnection', { ...pair, ZoneId: A })
  expect(timeline(cloud, [0, 15], both(cloud, ep))).toEqual({ 0: 'Connected: Connecting Connected',
    15: 'Connected: Connected Connected' })
})

function endpointWithOneZone(cloud: Cloud) {
  const { ep, epsrv } = endpoint(cloud, { Zone: [{ ZoneId: A, VSwitchId: 'vsw-front-a' }] })
  return { ep, pair: { ServiceId: epsrv, EndpointId: ep } }
}
