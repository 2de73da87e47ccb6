import type { Listener } from '../../model.ts'
import { put } from '../../records.ts'
import { given } from '../shared/records.ts'
import { between, idempotence, must, oneOf, text, writing } from '../shared/table.ts'
import { createdTags, tagList } from '../shared/tags.ts'
import { balancerOf, listenersOf } from './find.ts'
import { startJob } from './jobs.ts'
import { checkActions, defaultActions, listenerSettings } from './listener-settings.ts'
import { refuse } from './refusals.ts'
import { configureBalancer, mustTakeListeners } from './status.ts'
import { checkTagKeys } from './tags.ts'

/** Listeners of one load balancer (documented default). */
const QUOTA = 50

/** What forwarding adds to a request unless told otherwise (documented defaults). */
const X_FORWARDED_FOR = {
  XForwardedForClientCertClientVerifyEnabled: false, XForwardedForClientCertFingerprintEnabled: false,
  XForwardedForClientCertIssuerDNEnabled: false, XForwardedForClientCertSubjectDNEnabled: false,
  XForwardedForClientSourceIpsEnabled: false, XForwardedForClientSrcPortEnabled: false, XForwardedForEnabled: true,
  XForwardedForHostEnabled: false, XForwardedForProcessingMode: 'append', XForwardedForProtoEnabled: false,
  XForwardedForSLBIdEnabled: false, XForwardedForSLBPortEnabled: false,
}

/** Alb CreateListener. Any certificate ID is taken: certificates are not simulated. */
export const createListener = writing({
  ...listenerSettings, ...idempotence, DefaultActions: must(defaultActions), ListenerPort: must(between(1, 65535)),
  ListenerProtocol: must(oneOf('HTTP', 'HTTPS', 'QUIC')), LoadBalancerId: must(text), Tag: tagList(128),
}, (call) => {
  const want = call.params
  checkTagKeys(want.Tag)
  const plain = want.ListenerProtocol === 'HTTP'
  if (!plain && !want.Certificates) refuse('MissingParam.Certificates')
  const balancer = balancerOf(call, want.LoadBalancerId)
  mustTakeListeners(call, balancer)
  const present = listenersOf(call, balancer)
  // QUIC runs over UDP, so that its port is another one.
  const clash = present.some((one) => one.ListenerPort === want.ListenerPort
    && (one.ListenerProtocol === 'QUIC') === (want.ListenerProtocol === 'QUIC'))
  if (clash) refuse('ResourceAlreadyExist.Listener', `${want.ListenerProtocol}:${want.ListenerPort}`)
  checkActions(call, balancer, want.ListenerProtocol, want.DefaultActions)
  if (present.length >= QUOTA) {
    refuse('ResourceQuotaExceeded.LoadBalancerListenersNum', 'LoadBalancerListenersNum', balancer.id, present.length, QUOTA)
  }
  const id = call.newId('listener')
  const listener: Listener = {
    id, region: call.region, account: call.account.id, createdAt: call.now, tags: createdTags(call.world, want.Tag),
    ResourceGroupId: balancer.ResourceGroupId, status: 'Provisioning', since: call.now, LoadBalancerId: balancer.id,
    ListenerProtocol: want.ListenerProtocol, ListenerPort: want.ListenerPort, ListenerDescription: want.ListenerDescription ?? '',
    IdleTimeout: want.IdleTimeout ?? 15, RequestTimeout: want.RequestTimeout ?? 60, GzipEnabled: want.GzipEnabled ?? true,
    Http2Enabled: plain ? false : want.Http2Enabled ?? true,
    SecurityPolicyId: plain ? '' : want.SecurityPolicyId ?? 'tls_cipher_policy_1_0', CaEnabled: want.CaEnabled ?? false,
    DefaultActions: want.DefaultActions, XForwardedForConfig: { ...X_FORWARDED_FOR, ...given(want.XForwardedForConfig ?? {}) },
    ...certificates(want), turns: 0,
  }
  put(call.world, 'listeners', listener)
  const JobId = startJob(call, 'Create', 'listener', id)
  call.move({ kind: 'listener', path: [id] }, 'Provisioning')
  configureBalancer(call, balancer)
  return { JobId, ListenerId: id }
})

interface Encryption {
  CaCertificates?: { CertificateId?: string | undefined }[] | undefined
  Certificates?: { CertificateId?: string | undefined }[] | undefined
  QuicConfig?: { QuicListenerId?: string | undefined; QuicUpgradeEnabled?: boolean | undefined } | undefined
}

/** What a call says of certificates and QUIC, in the form in which a listener keeps it. */
export function certificates(want: Encryption): Pick<Listener, 'CaCertificates' | 'Certificates' | 'QuicConfig'> {
  const ids = (list: Encryption['Certificates']): { CertificateId: string }[] | undefined =>
    list?.flatMap(({ CertificateId }) => (CertificateId === undefined ? [] : [{ CertificateId }]))
  return given({
    CaCertificates: ids(want.CaCertificates), Certificates: ids(want.Certificates),
    QuicConfig: want.QuicConfig && given(want.QuicConfig),
  })
}
