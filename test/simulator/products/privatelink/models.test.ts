import { describe, expect, test } from 'vitest'
import type { Parameter } from '../../../../src/simulator/action.ts'
import { privatelink } from '../../../../src/simulator/products/privatelink.ts'
import { misfits, shape } from '../shapes.ts'
import { Cloud, ZONES, balancer, connected, endpoint, endpointParams, serviceParams } from '../support.ts'
import { ANSWERS, REQUESTS } from './metadata.ts'

const [A, B] = ZONES
const actions = Object.keys(privatelink.actions)

test('every action of the metadata is served, and no other', () => {
  expect([...actions].sort()).toEqual(Object.keys(REQUESTS).sort())
  expect(Object.keys(ANSWERS).sort()).toEqual(Object.keys(REQUESTS).sort())
})

/** Parameters that are newer than the metadata: they stand in the TypeScript SDK of 2026. */
const NEWER: Record<string, string[]> = { DescribeZones: ['CrossRegion:boolean', 'CrossRegionSide:string'] }

describe('parameters are those of the vendor\'s metadata, by name, type and need', () => {
  test.each(actions)('%s', (action) => {
    const wanted = [...(REQUESTS[action] ?? '').replaceAll(/\{[^}]*\}/g, '').split(' ').filter(Boolean), ...(NEWER[action] ?? [])]
    expect(spelled(privatelink.actions[action]?.parameters ?? {}).sort()).toEqual(wanted.sort())
  })

  test.each(['CreateVpcEndpoint Tag', 'CreateVpcEndpoint Zone', 'CreateVpcEndpointService Resource',
    'CreateVpcEndpointService Tag'])('%s', (name) => {
    const [action = '', list = ''] = name.split(' ')
    const members = new RegExp(`${list}:list\\{([^}]*)\\}`).exec(REQUESTS[action] ?? '')?.[1]?.split(' ')
    expect(spelled(privatelink.actions[action]?.parameters[list]?.item?.fields ?? {}).sort()).toEqual(members?.sort())
  })
})

function spelled(table: Record<string, Parameter>): string[] {
  return Object.entries(table).map(([name, { type, required }]) => `${name}:${type}${required ? '!' : ''}`)
}

test('answers have the documented members and types', () => {
  const cloud = new Cloud().believe({ 'list-lag': '0' })
  const { lb, epsrv, ep, pair } = connected(cloud)
  const answers: Record<string, unknown> = {}
  const call = (action: string, params: Record<string, unknown> = {}, seconds = 60) => {
    answers[action] = cloud.pl(action, params)
    cloud.wait(seconds)
  }
  const service = { ServiceId: epsrv }
  const resource = { ...service, ResourceId: lb, ResourceType: 'alb', ZoneId: A }
  const zone = { ...pair, ZoneId: A }
  call('CheckProductOpen')
  call('DescribeRegions')
  call('DescribeZones', { ServiceResourceType: 'alb' })
  call('GetVpcEndpointServiceAttribute', service)
  call('ListVpcEndpointServices', { MaxResults: 1 })
  call('ListVpcEndpointServiceResources', { ...service, MaxResults: 1 })
  call('AddUserToVpcEndpointService', { ...service, UserId: 77 })
  call('ListVpcEndpointServiceUsers', { ...service, MaxResults: 1 })
  call('RemoveUserFromVpcEndpointService', { ...service, UserId: 77 })
  call('ListVpcEndpointServicesByEndUser', {})
  call('GetVpcEndpointAttribute', { EndpointId: ep })
  call('ListVpcEndpoints', {})
  call('ListVpcEndpointZones', { EndpointId: ep, MaxResults: 1 })
  call('ListVpcEndpointSecurityGroups', { EndpointId: ep })
  call('ListVpcEndpointConnections', service)
  call('TagResources', { ResourceType: 'VpcEndpoint', ResourceId: [ep], Tag: [{ Key: 'a', Value: 'b' }] })
  call('ListTagResources', { ResourceType: 'vpcendpoint', ResourceId: [ep] })
  call('UntagResources', { ResourceType: 'vpcendpoint', ResourceId: [ep], TagKey: ['a'] })
  call('ChangeResourceGroup', { ResourceId: ep, ResourceGroupId: 'rg-2', ResourceType: 'VpcEndpoint' })
  call('UpdateVpcEndpointConnectionAttribute', { ...pair, Bandwidth: 200, TrafficControlMode: 'BandwidthLimit' })
  call('DisableVpcEndpointZoneConnection', zone)
  call('EnableVpcEndpointZoneConnection', zone)
  call('UpdateVpcEndpointZoneConnectionResourceAttribute', { ...zone, ResourceReplaceMode: 'Force', ResourceId: lb,
    ResourceType: 'alb' })
  call('UpdateVpcEndpointAttribute', { EndpointId: ep, EndpointName: 'other' })
  call('AttachSecurityGroupToVpcEndpoint', { EndpointId: ep, SecurityGroupId: 'sg-front-2' })
  call('DetachSecurityGroupFromVpcEndpoint', { EndpointId: ep, SecurityGroupId: 'sg-front-2' })
  call('UpdateVpcEndpointServiceAttribute', { ...service, ServiceDescription: 'other' })
  call('DisableVpcEndpointConnection', pair)
  call('EnableVpcEndpointConnection', pair)
  call('DisableVpcEndpointConnection', pair)
  call('RemoveZoneFromVpcEndpoint', { EndpointId: ep, ZoneId: B })
  call('AddZoneToVpcEndpoint', { EndpointId: ep, ZoneId: B, VSwitchId: 'vsw-front-b' })
  for (const ZoneId of [A, B]) call('RemoveZoneFromVpcEndpoint', { EndpointId: ep, ZoneId })
  call('DeleteVpcEndpoint', { EndpointId: ep })
  call('DetachResourceFromVpcEndpointService', resource)
  call('AttachResourceToVpcEndpointService', resource)
  const second = { ResourceId: balancer(cloud), ResourceType: 'alb', ZoneId: A, ...service }
  call('AttachResourceToVpcEndpointService', second)
  call('UpdateVpcEndpointServiceResourceAttribute', { ...service, ResourceId: lb, ZoneId: A, AutoAllocatedEnabled: false })
  for (const one of [resource, { ...resource, ZoneId: B }, second]) call('DetachResourceFromVpcEndpointService', one)
  call('DeleteVpcEndpointService', service)
  call('CreateVpcEndpointService', serviceParams(lb))
  call('CreateVpcEndpoint', endpointParams((answers['CreateVpcEndpointService'] as { ServiceId: string }).ServiceId))
  for (const account of cloud.world.accounts) account.privatelinkOpen = false
  call('OpenPrivateLinkService')

  expect(Object.keys(answers).sort()).toEqual([...actions].sort())
  expect(Object.entries(answers).flatMap(([action, answer]) =>
    misfits(answer, shape(ANSWERS[action] ?? '{}'), action))).toEqual([])
})

test('a list contains its key when it is empty', () => {
  const cloud = new Cloud()
  const { epsrv, ep } = endpoint(cloud, { Zone: [] }, { Resource: [] })
  const EndpointId = ep
  expect([
    cloud.pl('ListVpcEndpointServiceResources', { ServiceId: epsrv })['Resources'],
    cloud.pl('ListVpcEndpointZones', { EndpointId })['Zones'],
    cloud.pl('ListTagResources', { ResourceType: 'vpcendpoint', ResourceId: [ep] })['TagResources'],
    cloud.pl('ListVpcEndpointConnections', { EndpointId: 'ep-none' })['Connections'],
    cloud.pl('ListVpcEndpoints', { EndpointId: 'ep-none' })['Endpoints'],
    cloud.pl('ListVpcEndpointServices', { ServiceId: 'epsrv-none' })['Services'],
  ]).toEqual([[], [], [], [], [], []])
})

test('three lists count in strings', () => {
  const cloud = new Cloud()
  const { epsrv } = connected(cloud)
  expect([
    cloud.pl('ListVpcEndpointConnections', { ServiceId: epsrv })['TotalCount'],
    cloud.pl('ListVpcEndpointServiceUsers', { ServiceId: epsrv })['TotalCount'],
    cloud.pl('ListVpcEndpointServicesByEndUser')['TotalCount'], cloud.pl('ListVpcEndpoints')['TotalCount'],
  ]).toEqual(['1', '1', '1', 1])
})
