/** What an instance may be told of itself. */
export interface InstanceHere { instanceId: string; zoneId: string }

const ADDRESS = 'http://100.100.100.200'
const PATIENCE_MS = 1000

/**
 * Asks the metadata server of ECS which instance this machine is, in the hardened mode, with a token (documented).
 * @param env where ALIBABA_CLOUD_ECS_METADATA_DISABLED is `true` nobody is asked
 * @param address others than the real one only in tests
 * @returns undefined off an instance, or where it does not answer within a second
 */
export async function instanceHere(env: Readonly<Record<string, string | undefined>>, signal: AbortSignal, address = ADDRESS): Promise<InstanceHere | undefined> {
  if (env['ALIBABA_CLOUD_ECS_METADATA_DISABLED']?.toLowerCase() === 'true') return undefined
  const ask = async (path: string, init: { method?: string; headers: Record<string, string> }): Promise<string> => {
    const response = await fetch(`${address}/latest/${path}`, { ...init, redirect: 'error', signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]) })
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
    return (await response.text()).trim()
  }
  try {
    const token = await ask('api/token', { method: 'PUT', headers: { 'X-aliyun-ecs-metadata-token-ttl-seconds': '60' } })
    const headers = { 'X-aliyun-ecs-metadata-token': token }
    const [instanceId, zoneId] = await Promise.all([ask('meta-data/instance-id', { headers }), ask('meta-data/zone-id', { headers })])
    return /^i-[a-z0-9]+$/.test(instanceId) && /^[a-z0-9-]+$/.test(zoneId) ? { instanceId, zoneId } : undefined
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}
