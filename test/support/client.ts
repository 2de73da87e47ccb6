import { Cloud } from '../../src/cloud/cloud.ts'
import { staticSigner } from '../../src/cloud/credentials.ts'
import { pacedClock } from '../../src/core/clock.ts'
import type { RunningCloud } from './cloud.ts'

/** A client of a running cloud's account, for what somebody does outside the tool. */
export function clientOf(cloud: RunningCloud, account = 0): Cloud {
  const { accessKeyId, accessKeySecret } = cloud.ready['accounts'][account]
  return new Cloud({
    region: String(cloud.ready['region']), credential: staticSigner(accessKeyId, accessKeySecret).credential, endpoint: { host: new URL(cloud.url).host, protocol: 'http' },
    network: 'public', timeoutMs: 10_000, clock: pacedClock(400), signal: new AbortController().signal, random: () => 0,
  })
}
