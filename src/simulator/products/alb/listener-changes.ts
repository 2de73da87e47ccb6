import type { Call } from '../../action.ts'
import type { Listener } from '../../model.ts'
import { changed } from '../../records.ts'
import { given } from '../shared/records.ts'
import { idempotence, must, text, writing } from '../shared/table.ts'
import { certificates } from './create-listener.ts'
import { balancerOf, listenerOf } from './find.ts'
import { startJob } from './jobs.ts'
import { checkActions, defaultActions, listenerSettings } from './listener-settings.ts'
import { configureBalancer, mustBeActive, mustRest, mustTakeListeners } from './status.ts'

/** Alb UpdateListenerAttribute: what is left out stays; port and protocol cannot change. */
export const updateListenerAttribute = writing({
  ...listenerSettings, ...idempotence, DefaultActions: defaultActions, ListenerId: must(text),
}, (call) => {
  const want = call.params
  const listener = listenerOf(call, want.ListenerId)
  const balancer = balancerOf(call, listener.LoadBalancerId)
  mustRest(listener, 'Running', 'Stopped')
  mustTakeListeners(call, balancer)
  if (want.DefaultActions) checkActions(call, balancer, listener.ListenerProtocol, want.DefaultActions, listener)
  const {
    DryRun: _, ClientToken: __, ListenerId: ___, XForwardedForConfig, CaCertificates, Certificates, QuicConfig, ...plain
  } = want
  Object.assign(listener, given(plain), certificates({ CaCertificates, Certificates, QuicConfig }))
  changed(call.world, 'listeners', listener)
  Object.assign(listener.XForwardedForConfig, given(XForwardedForConfig ?? {}))
  return configured(call, listener, listener.status === 'Stopped' ? 'Stopped' : 'Running')
})

/** Alb StartListener. */
export const startListener = writing({ ...idempotence, ListenerId: must(text) }, (call) => {
  const listener = listenerOf(call, call.params.ListenerId)
  mustRest(listener, 'Stopped')
  mustTakeListeners(call, balancerOf(call, listener.LoadBalancerId))
  return configured(call, listener, 'Running')
})

/** Alb StopListener. */
export const stopListener = writing({ ...idempotence, ListenerId: must(text) }, (call) => {
  const listener = listenerOf(call, call.params.ListenerId)
  mustRest(listener, 'Running')
  mustTakeListeners(call, balancerOf(call, listener.LoadBalancerId))
  return configured(call, listener, 'Stopped')
})

/** Alb DeleteListener; it need not be stopped first. */
export const deleteListener = writing({ ...idempotence, ListenerId: must(text) }, (call) => {
  const listener = listenerOf(call, call.params.ListenerId)
  const balancer = balancerOf(call, listener.LoadBalancerId)
  mustRest(listener, 'Running', 'Stopped')
  mustBeActive(balancer)
  const JobId = startJob(call, 'Delete', 'listener', listener.id)
  call.move({ kind: 'listener', path: [listener.id] }, 'Deleting')
  configureBalancer(call, balancer)
  return { JobId }
})

function configured(call: Call<unknown>, listener: Listener, wanted: 'Running' | 'Stopped'): object {
  const JobId = startJob(call, 'Update', 'listener', listener.id)
  listener.wanted = wanted
  call.move({ kind: 'listener', path: [listener.id] }, 'Configuring')
  configureBalancer(call, balancerOf(call, listener.LoadBalancerId))
  return { JobId }
}
