import type { Call } from '../../action.ts'
import type { Listener, LoadBalancer } from '../../model.ts'
import { between, description, flag, listOf, must, oneOf, sized, struct, text } from '../shared/table.ts'
import { groupIdsOf, groupOf, listenersOf } from './find.ts'
import { editionOf } from './load-balancer-views.ts'
import { refuse } from './refusals.ts'
import { checkEdition } from './server-group-config.ts'
import { serversLimit } from './servers.ts'

const alias = sized(1, 40, /^[0-9a-z_-]+$/)

export const xForwardedFor = struct({
  XForwardedForClientCertClientVerifyAlias: alias, XForwardedForClientCertClientVerifyEnabled: flag,
  XForwardedForClientCertFingerprintAlias: alias, XForwardedForClientCertFingerprintEnabled: flag,
  XForwardedForClientCertIssuerDNAlias: alias, XForwardedForClientCertIssuerDNEnabled: flag,
  XForwardedForClientCertSubjectDNAlias: alias, XForwardedForClientCertSubjectDNEnabled: flag,
  XForwardedForClientSourceIpsEnabled: flag, XForwardedForClientSourceIpsTrusted: text, XForwardedForClientSrcPortEnabled: flag,
  XForwardedForEnabled: flag, XForwardedForHostEnabled: flag, XForwardedForProcessingMode: oneOf('append', 'remove'),
  XForwardedForProtoEnabled: flag, XForwardedForSLBIdEnabled: flag, XForwardedForSLBPortEnabled: flag,
})

const tuples = must(listOf(struct({ ServerGroupId: must(text) })))

export const defaultActions = listOf(struct({
  ForwardGroupConfig: must(struct({ ServerGroupTuples: tuples })), Type: must(text),
}))

/**
 * What a create and an update of a listener both take. The time limits' upper bounds are today's 600 s (Terraform's provider).
 */
export const listenerSettings = {
  CaCertificates: listOf(struct({ CertificateId: text }), 1), CaEnabled: flag,
  Certificates: listOf(struct({ CertificateId: text }), 2),
  GzipEnabled: flag, Http2Enabled: flag, IdleTimeout: between(1, 600), ListenerDescription: description,
  QuicConfig: struct({ QuicListenerId: text, QuicUpgradeEnabled: flag }), RequestTimeout: between(1, 600), SecurityPolicyId: text,
  XForwardedForConfig: xForwardedFor,
} as const

/**
 * Checks what a listener is to forward to: one group, of the load balancer's VPC, of a protocol and with settings that the
 * listener and the edition can do, and not too many servers in all.
 * @throws Refusal
 */
export function checkActions(
  call: Call<unknown>, balancer: LoadBalancer, protocol: string, actions: Listener['DefaultActions'], own?: Listener,
): void {
  const ids = groupIdsOf({ DefaultActions: actions })
  if (actions.length !== 1 || actions[0]?.Type !== 'ForwardGroup' || ids.length !== 1) refuse('IllegalParam.DefaultActions')
  const group = groupOf(call, ids[0] ?? '')
  if (group.status === 'Deleting') refuse('ResourceNotFound.ServerGroup', group.id)
  if (group.VpcId !== balancer.VpcId) refuse('Mismatch.VpcId', 'VpcId', 'ServerGroup', 'LoadBalancer')
  if (group.Protocol === 'gRPC' && protocol === 'HTTP') refuse('OperationDenied.GRPCServerGroup', 'GRPCServerGroup')
  checkEdition(call, balancer, group)
  const others = listenersOf(call, balancer).filter((listener) => listener.id !== own?.id).flatMap(groupIdsOf)
  const serversOf = (id: string): number => call.world.serverGroups[id]?.servers.length ?? 0
  const count = [...new Set([...others, group.id])].reduce((sum, id) => sum + serversOf(id), 0)
  const limit = serversLimit(editionOf(balancer, call.now))
  if (count > limit) refuse('ResourceQuotaExceeded.LoadBalancerServersNum', 'LoadBalancerServersNum', balancer.id, count, limit)
}
