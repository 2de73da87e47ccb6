import type { GetListenerAttributeResponseBody, ListListenersResponseBodyListeners } from '@alicloud/alb20200616'
import type { Listener } from '../../model.ts'
import { pageOf } from '../shared/paging.ts'
import { entry, given, mine, only, shown, sift } from '../shared/records.ts'
import { between, listOf, must, oneOf, reading, text } from '../shared/table.ts'
import { tagList, tagPairs } from '../shared/tags.ts'
import { balancerOf, listenerOf } from './find.ts'
import { lookAtListener } from './status.ts'
import type { Wire } from './wire.ts'

/** Alb GetListenerAttribute. */
export const getListenerAttribute = reading({ ListenerId: must(text) }, (call): Wire<GetListenerAttributeResponseBody> => {
  const listener = listenerOf(call, call.params.ListenerId)
  lookAtListener(call, listener)
  return given({
    ...show(listener), CaEnabled: listener.CaEnabled, Certificates: listener.Certificates ?? [],
    CaCertificates: (listener.CaCertificates ?? []).map((one) => ({ ...one, IsDefault: true, Status: 'Associated' })),
  })
})

/** Alb ListListeners; the list lags a create. A foreign load balancer is refused, an unknown one has none. */
export const listListeners = reading({
  ListenerIds: listOf(text, 20), ListenerProtocol: oneOf('HTTP', 'HTTPS', 'QUIC'), LoadBalancerIds: listOf(text, 20),
  MaxResults: between(1, 100), NextToken: text, Tag: tagList(128),
}, (call) => {
  const want = call.params
  for (const id of want.LoadBalancerIds ?? []) {
    if (entry(call.world.loadBalancers, id)?.region === call.region) balancerOf(call, id)
  }
  const named = mine(call, 'listeners', { id: want.ListenerIds, LoadBalancerId: want.LoadBalancerIds, Tag: want.Tag })
  const found = sift(named, shown(call, 'listener'), only<Listener, string>(want.ListenerProtocol, (one) => one.ListenerProtocol))
  const page = pageOf(call, found, want, 20, (one) => one.id)
  for (const listener of page.entries) lookAtListener(call, listener)
  return given({
    Listeners: page.entries.map(show), MaxResults: page.MaxResults, NextToken: page.NextToken, TotalCount: page.TotalCount,
  })
})

function show(listener: Listener): Wire<ListListenersResponseBodyListeners> {
  return given({
    DefaultActions: listener.DefaultActions, GzipEnabled: listener.GzipEnabled, Http2Enabled: listener.Http2Enabled,
    IdleTimeout: listener.IdleTimeout, ListenerDescription: listener.ListenerDescription, ListenerId: listener.id,
    ListenerPort: listener.ListenerPort, ListenerProtocol: listener.ListenerProtocol, ListenerStatus: listener.status,
    LoadBalancerId: listener.LoadBalancerId, LogConfig: { AccessLogRecordCustomizedHeadersEnabled: false },
    QuicConfig: listener.QuicConfig ?? { QuicUpgradeEnabled: false }, RequestTimeout: listener.RequestTimeout,
    SecurityPolicyId: listener.SecurityPolicyId === '' ? undefined : listener.SecurityPolicyId, Tags: tagPairs(listener.tags),
    XForwardedForConfig: listener.XForwardedForConfig,
  })
}
