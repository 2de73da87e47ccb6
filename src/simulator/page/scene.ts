import { boxOf, CELL, cellsOf, ghost, instanceKey, instancesColumn, panelOf, type Arrow, type Box, type Column, type Panel } from './boxes.ts'
import type { Focus } from './focus.ts'
import { providerOf } from './provider.ts'
import type { Endpoint, ServerHealth, State } from './state.ts'
import { toneOf, wayOf } from './tone.ts'

export interface Scene { consumers: Panel[]; connections: Box[]; services: Box[]; provider?: Panel; arrows: Arrow[] }

/**
 * The drawing of a focus: what stands where, in which state, and who talks to whom.
 * @param health what the checks said of the servers, as far as it is known
 */
export function sceneOf(state: State, focus: Focus, health: readonly ServerHealth[]): Scene {
  const provider = focus.vpcId === undefined ? undefined : providerOf(state, focus, focus.vpcId, health)
  const connections = focus.endpoints.flatMap((endpoint) => {
    const connection = state.connections.find((one) => one.EndpointId === endpoint.id)
    return connection ? [boxOf('connection', connection, 'Connection', endpoint.EndpointName || endpoint.id)] : []
  })
  const services = focus.services.map((one) => boxOf('service', one, 'Endpoint service', one.id))
  return {
    consumers: focus.consumers.map((id) => consumerOf(state, focus, id)),
    connections: connections.length > 0 ? connections : [ghost('connection', 'Connection')],
    services: services.length > 0 ? services : [ghost('service', 'Endpoint service')],
    ...(provider ? { provider: provider.panel } : {}),
    arrows: [...focus.endpoints.flatMap((one) => endpointArrows(state, one)), ...serviceArrows(focus), ...(provider?.arrows ?? [])],
  }
}

/** Everything that a scene draws as a box. */
export function boxesOf({ consumers, connections, services, provider }: Scene): Box[] {
  const panels = [...consumers, ...(provider ? [provider] : [])]
  const inPanels = panels.flatMap((panel) => panel.columns.flatMap(({ frame, boxes = [], cells = new Map<string, Box[]>() }) => (
    [...(frame ? [frame] : []), ...boxes, ...[...cells.values()].flat()])))
  return [...inPanels, ...connections, ...services]
}

function consumerOf(state: State, focus: Focus, vpcId: string): Panel {
  const endpoints = focus.endpoints.filter((one) => one.VpcId === vpcId)
  const instances = state.instances.filter((one) => one.VpcId === vpcId)
  const used = endpoints.flatMap((one) => one.Zones.map((zone) => zone.ZoneId))
  const frames = endpoints.length > 0 ? endpoints.map(endpointColumn) : [{ frame: ghost(`endpoint ${vpcId}`, 'Endpoint') }]
  return panelOf(state, 'consumer', vpcId, { used, instances, columns: [instancesColumn('consumer', instances), ...frames] })
}

function endpointColumn(endpoint: Endpoint): Column {
  const make = (zone: Endpoint['Zones'][number]): Box => ({
    key: eniKey(endpoint, zone.ZoneId), kind: 'eni', title: 'Interface', name: zone.EniIp, status: zone.ZoneStatus, tone: toneOf(zone.ZoneStatus),
    subject: zone,
  })
  return {
    frame: boxOf('endpoint', endpoint, 'Endpoint', endpoint.EndpointName || endpoint.id),
    cells: cellsOf(endpoint.Zones, (zone) => zone.ZoneId, make),
  }
}

/** From the instances of each zone over the endpoint's interface there and the connection to the service. */
function endpointArrows(state: State, endpoint: Endpoint): Arrow[] {
  const connection = `connection ${endpoint.id}`
  const status = state.connections.find((one) => one.EndpointId === endpoint.id)?.status ?? ''
  const instances = state.instances.filter((one) => one.VpcId === endpoint.VpcId)
  const zones = endpoint.Zones.flatMap(({ ZoneId, ZoneStatus }): Arrow[] => {
    const eni = eniKey(endpoint, ZoneId)
    const drawn = instances.filter((one) => one.ZoneId === ZoneId).slice(0, CELL)
    return [
      ...drawn.map((one) => ({ from: instanceKey('consumer', one.id), to: eni, tone: wayOf(one.status ?? '', ZoneStatus, status) })),
      { from: eni, to: connection, tone: wayOf(status, ZoneStatus) },
    ]
  })
  return [...zones, { from: connection, to: `service ${endpoint.ServiceId}`, tone: toneOf(status) }]
}

function serviceArrows({ services, balancer }: Focus): Arrow[] {
  return services.flatMap((service) => service.Resources.filter((one) => one.ResourceId === balancer?.id).map(({ ResourceId, ZoneId }) => (
    { from: `service ${service.id}`, to: `node ${ResourceId} ${ZoneId}`, tone: wayOf(service.status ?? '', balancer?.status ?? '') })))
}

function eniKey(endpoint: Endpoint, zone: string): string {
  return `eni ${endpoint.id} ${zone}`
}
