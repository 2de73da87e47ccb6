import type { Call } from '../../action.ts'
import type { Endpoint, EndpointService } from '../../model.ts'
import { having } from '../../records.ts'
import { endpointsOf } from './find.ts'
import { refuse } from './refusals.ts'

/**
 * Actions of which one at a time may run in a whole account (documented for each of them; that they also exclude each other is
 * assumed).
 */
const ACCOUNT_WIDE = ['EnableVpcEndpointConnection', 'UpdateVpcEndpointServiceAttribute', 'DeleteVpcEndpointService']

/** @throws Refusal while an accept, a change or a deletion of a service of this account is running */
export function oneInAccount(call: Call<unknown>): void {
  const { world, account } = call
  const services = having(world, 'endpointServices', 'account', account.id)
  const running = services.some((service) => (service.status === 'Pending' || service.status === 'Deleting')
    && ACCOUNT_WIDE.includes(service.cause ?? ''))
  const accepting = services.some((service) => endpointsOf(call, service.id).some((endpoint) =>
    endpoint.connection.status === 'Connecting' && ACCOUNT_WIDE.includes(endpoint.connection.cause ?? '')))
  if (running || accepting) refuse('ConcurrentCallNotSupported')
}

/**
 * A service takes a write while it is Active. The same call again while the first one runs is `ConcurrentCallNotSupported`,
 * another one finds the service locked.
 * @throws Refusal
 */
export function serviceMustBeFree(call: Call<unknown>, service: EndpointService): void {
  if (service.status === 'Active') return
  if (service.status !== 'Pending') refuse('EndpointServiceOperationDenied')
  refuse(service.cause === call.action ? 'ConcurrentCallNotSupported' : 'EndpointServiceLocked')
}

/** The same for an endpoint; its connection must be settled too, and no zone on its way in or out. @throws Refusal */
export function endpointMustBeFree(call: Call<unknown>, endpoint: Endpoint): void {
  mayTouch(call, endpoint)
  if (endpoint.connection.status === 'ServiceDeleted') refuse('EndpointServiceDeleted')
  if (endpoint.status === 'Pending') refuse(endpoint.cause === call.action ? 'ConcurrentCallNotSupported' : 'EndpointLocked')
  if (endpoint.status !== 'Active') refuse('EndpointOperationDenied')
  if (['Connecting', 'Disconnecting', 'Pending'].includes(endpoint.connection.status)) refuse('EndpointConnectionOperationDenied')
  if (endpoint.zones.some((zone) => zone.status === 'Creating' || zone.status === 'Deleting')) refuse('EndpointLocked')
}

/** A protected endpoint is closed to callers with a token of Security Token Service (documented). @throws Refusal */
export function mayTouch(call: Call<unknown>, endpoint: Endpoint): void {
  const temporary = call.accessKeyId !== undefined && call.accessKeyId !== call.account.accessKeyId
  if (endpoint.ProtectedEnabled && temporary) refuse('OperationDenied.EndpointProtected')
}

/** Puts a service into a passing state, with the running action as its cause. */
export function passService(call: Call<unknown>, service: EndpointService, status: 'Creating' | 'Pending' | 'Deleting'): void {
  service.cause = call.action
  call.move({ kind: 'endpointService', path: [service.id] }, status)
}

export function passEndpoint(call: Call<unknown>, endpoint: Endpoint, status: 'Creating' | 'Pending' | 'Deleting'): void {
  endpoint.cause = call.action
  call.move({ kind: 'endpoint', path: [endpoint.id] }, status)
}

/** A look at an endpoint is one at its parts and at its service (the clock's mode "reads"). */
export function lookAtEndpoint(call: Call<unknown>, endpoint: Endpoint): void {
  for (const record of [endpoint, endpoint.connection, ...endpoint.zones, ...endpoint.securityGroups]) call.look(record)
  const service = call.world.endpointServices[endpoint.ServiceId]
  if (service) call.look(service)
}

/** A look at a service is one at its endpoints too: a provider sees no more of them. */
export function lookAtService(call: Call<unknown>, service: EndpointService): void {
  call.look(service)
  for (const endpoint of endpointsOf(call, service.id)) {
    for (const record of [endpoint, endpoint.connection, ...endpoint.zones]) call.look(record)
  }
}
