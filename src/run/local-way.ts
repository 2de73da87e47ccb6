import type { Config } from '../config/config.ts'
import { given } from '../core/given.ts'
import type { TestWay } from '../steps/07-connectivity.ts'
import { askHere } from '../steps/probe/ask-here.ts'
import type { PathFacts } from '../steps/probe/layer.ts'
import { planProbes, type Asked, type Guest } from '../steps/probe/plan.ts'
import { REQUEST_SECONDS } from '../steps/probe/target.ts'

/** Bytes of each page that are looked at. */
const SAMPLE_BYTES = 64 * 1024

export interface LocalRequest {
  config: Config
  endpoint: Asked
  /** This machine: its ID, and the zone to ask. */
  guest: Guest
  proxy?: string
  signal: AbortSignal
  factsOf?: (guest: Guest, zoneId: string) => Promise<PathFacts>
}

/** Step 7 from this machine, without Cloud Assistant. Without `factsOf` no more is known of the path than the answers tell. */
export function localWay({ config, endpoint, guest, proxy, signal, factsOf }: LocalRequest): TestWay {
  const how = { ...given({ host: config.consumer.test!.host, proxy }), timeoutMs: REQUEST_SECONDS * 1000, sampleBytes: SAMPLE_BYTES, signal }
  return {
    plans: [planProbes(config, endpoint, guest)],
    ask: async (plans) => new Map(await Promise.all(plans.map(async ({ guest: { instanceId }, targets }) => [instanceId, await askHere(targets, how)] as const))),
    factsOf: factsOf ?? (() => Promise.resolve({})),
  }
}
