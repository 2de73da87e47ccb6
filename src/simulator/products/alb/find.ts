import { Refusal, type Call } from '../../action.ts'
import type { Listener, LoadBalancer, ServerGroup } from '../../model.ts'
import { having } from '../../records.ts'
import { entry } from '../shared/records.ts'
import { refuse } from './refusals.ts'

/** @throws Refusal for an unknown load balancer, or one of somebody else's */
export function balancerOf(call: Call<unknown>, id: string): LoadBalancer {
  const found = entry(call.world.loadBalancers, id)
  if (!found || found.region !== call.region) return refuse('ResourceNotFound.LoadBalancer', id)
  if (found.account === call.account.id) return found
  // The one action that documents this code with status 400.
  if (call.action === 'GetLoadBalancerAttribute') {
    throw new Refusal('Forbidden.LoadBalancer', 400, 'Authentication has failed for LoadBalancer.')
  }
  return refuse('Forbidden.LoadBalancer', 'LoadBalancer')
}

/** @throws Refusal for an unknown server group, or one of somebody else's */
export function groupOf(call: Call<unknown>, id: string): ServerGroup {
  const found = entry(call.world.serverGroups, id)
  if (!found || found.region !== call.region) return refuse('ResourceNotFound.ServerGroup', id)
  return found.account === call.account.id ? found : refuse('Forbidden.ServerGroup')
}

/** @throws Refusal for an unknown listener, or one of somebody else's */
export function listenerOf(call: Call<unknown>, id: string): Listener {
  const found = entry(call.world.listeners, id)
  if (!found || found.region !== call.region) return refuse('ResourceNotFound.Listener', id)
  return found.account === call.account.id ? found : refuse('Forbidden.LoadBalancer', 'LoadBalancer')
}

/** The listeners of a load balancer; those that are being deleted included. */
export function listenersOf(call: Pick<Call<unknown>, 'world'>, balancer: LoadBalancer): readonly Listener[] {
  return having(call.world, 'listeners', 'LoadBalancerId', balancer.id)
}

/** IDs of the server groups that a listener forwards to. */
export function groupIdsOf(listener: Pick<Listener, 'DefaultActions'>): string[] {
  return listener.DefaultActions.flatMap((action) => action.ForwardGroupConfig.ServerGroupTuples
    .map((tuple) => tuple.ServerGroupId))
}

/** The listeners that forward to a server group. */
export function usersOf(call: Pick<Call<unknown>, 'world'>, group: ServerGroup): readonly Listener[] {
  return having(call.world, 'listeners', 'ServerGroupId', group.id)
}

/** The load balancers that a server group serves. */
export function balancersOf(call: Pick<Call<unknown>, 'world'>, group: ServerGroup): LoadBalancer[] {
  const ids = new Set(usersOf(call, group).map((listener) => listener.LoadBalancerId))
  return [...ids].flatMap((id) => entry(call.world.loadBalancers, id) ?? [])
}
