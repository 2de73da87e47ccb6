import { expect, test } from 'vitest'
import { Cloud, connected, endpoint } from '../support.ts'

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
