import type { Call } from '../../action.ts'
import type { Listener, LoadBalancer, Server, ServerGroup } from '../../model.ts'
import { refuse } from './refusals.ts'

/** @throws Refusal unless the load balancer is Active */
export function mustBeActive(balancer: LoadBalancer): void {
  if (balancer.status !== 'Active') refuse('IncorrectStatus.LoadBalancer', 'LoadBalancer', balancer.id)
}

/**
 * Writes of listeners want more than `Active`: for a moment after its first `Active` a load balancer turns them down
 * (Terraform's provider retries on that code after having seen `Active`).
 * @throws Refusal
 */
export function mustTakeListeners(call: Call<unknown>, balancer: LoadBalancer): void {
  mustBeActive(balancer)
  if (call.now < (balancer.businessReadyAt ?? 0)) refuse('IncorrectBusinessStatus.LoadBalancer', 'LoadBalancer', balancer.id)
}

/** @throws Refusal while the listener is on its way to another state, or not in one of the wanted ones */
export function mustRest(listener: Listener, ...wanted: string[]): void {
  if (listener.status === 'Provisioning' || listener.status === 'Configuring') {
    refuse('ResourceInConfiguring.Listener', listener.id)
  }
  if (!wanted.includes(listener.status)) refuse('IncorrectStatus.Listener', 'Listener', listener.id)
}

/** @throws Refusal unless the server group is Available */
export function mustBeAvailable(group: ServerGroup): void {
  if (group.status === 'Configuring') refuse('ResourceInConfiguring', 'ServerGroup')
  if (group.status !== 'Available') refuse('IncorrectStatus.ServerGroup', 'ServerGroup', group.id)
}

/** Puts a load balancer into Configuring, out of which time takes it. */
export function configureBalancer(call: Call<unknown>, balancer: LoadBalancer): void {
  call.move({ kind: 'loadBalancer', path: [balancer.id] }, 'Configuring')
}

export function configureGroup(call: Call<unknown>, group: ServerGroup): void {
  call.move({ kind: 'serverGroup', path: [group.id] }, 'Configuring')
}

/** The way to a server: its group, and what tells it from the others in it. */
export function serverPath(group: ServerGroup, server: Pick<Server, 'ServerId' | 'ServerIp' | 'Port'>): string[] {
  return [group.id, server.ServerId, server.ServerIp, String(server.Port)]
}

/**
 * A look at one part is a look at what it hangs on: a client that watches a listener alone still takes its load balancer on
 * (the clock's mode "reads").
 */
export function lookAtListener(call: Call<unknown>, listener: Listener): void {
  call.look(listener)
  const balancer = call.world.loadBalancers[listener.LoadBalancerId]
  if (balancer) call.look(balancer)
}

export function lookAtGroup(call: Call<unknown>, group: ServerGroup): void {
  call.look(group)
  for (const server of group.servers) call.look(server)
}
