import { UsageError } from '../core/errors.ts'
import type { EndpointOutput } from '../core/events.ts'
import { text } from '../messages/index.ts'

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Names and addresses that may stand in a URL. */
const isHost = (value: unknown): value is string => typeof value === 'string' && /^[A-Za-z0-9.-]+$/.test(value)

function isEndpoint(value: unknown): value is EndpointOutput {
  return isRecord(value) && typeof value['consumer'] === 'string' && typeof value['endpointId'] === 'string' && isHost(value['domain']) && Array.isArray(value['zones']) &&
    value['zones'].length > 0 && value['zones'].every((zone) => isRecord(zone) && typeof zone['zoneId'] === 'string' && isHost(zone['domain']) && isHost(zone['address']))
}

/**
 * The endpoint of a consumer in what `up --json` or `status --json` printed, or in the `outputs` of it alone; the last one counts.
 * @param file what messages call it by
 * @throws UsageError where there is none
 */
export function endpointIn(content: string, consumer: string, file: string): EndpointOutput {
  const values = [parsed(content), ...content.split('\n').map(parsed)]
  const endpoints = values.flatMap((value): unknown[] => {
    const outputs = isRecord(value) && isRecord(value['outputs']) ? value['outputs'] : value
    return isRecord(outputs) && Array.isArray(outputs['endpoints']) ? outputs['endpoints'] : []
  })
  const endpoint = endpoints.filter(isEndpoint).findLast((one) => one.consumer === consumer)
  if (endpoint === undefined) throw new UsageError(text.badOutputs(file), text.badOutputsHint)
  return endpoint
}
