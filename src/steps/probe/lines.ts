import type { Via } from '../../core/events.ts'
import { text } from '../../messages/whole.ts'

/** Why a request got no answer, as far as the guest can tell. */
export type Failing = 'dns' | 'refused' | 'timeout' | 'cut' | 'guest' | 'other'

/** One request as the guest reported it. */
export interface Line<V extends string = Via> {
  via: V
  /** Undefined when an answer came. */
  failing?: Failing
  /** What the guest said of the failure. */
  error?: string
  /** 0 where none came. */
  status: number
  ms: number
  size: number
  /** The beginning of the body. */
  sample: string
}

/** curl's exit codes, and the names of System.Net.WebExceptionStatus. */
const FAILING: Readonly<Record<string, Failing>> = {
  '5': 'dns', '6': 'dns', NameResolutionFailure: 'dns', ProxyNameResolutionFailure: 'dns',
  '7': 'refused', ConnectFailure: 'refused',
  '28': 'timeout', Timeout: 'timeout',
  '18': 'cut', '52': 'cut', '55': 'cut', '56': 'cut', ReceiveFailure: 'cut', SendFailure: 'cut', ConnectionClosed: 'cut', KeepAliveFailure: 'cut', ServerProtocolViolation: 'cut',
  '2': 'guest', '126': 'guest', '127': 'guest',
}

const VIAS: ReadonlySet<Via> = new Set<Via>(['zone-domain', 'zone-address', 'endpoint-domain'])
const decode = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8')

/** Reads the output of a test of step 7. */
export const parseLines = (output: string): Line[] => linesOf(output, VIAS)

/**
 * Reads a guest's output; lines that are not a probe's (a banner, a warning) are passed over.
 * @param vias the words that the script's targets have
 */
export function linesOf<V extends string>(output: string, vias: ReadonlySet<V>): Line<V>[] {
  // For results that the guest itself has no words for.
  const meaning: Readonly<Record<string, string>> = text.step.curlCodes
  return output.split(/\r?\n/).flatMap((line): Line<V>[] => {
    const [mark, via, result, status, seconds, size, sample, error] = line.trim().split('|')
    if (mark !== 'probe' || !vias.has(via as V) || result === undefined) return []
    const failing = result === '0' ? undefined : (FAILING[result] ?? 'other')
    const said = decode(error ?? '').trim() || (meaning[result] ?? result)
    return [{
      via: via as V,
      ...(failing === undefined ? {} : { failing, error: said }),
      status: Number(status) || 0,
      ms: Math.round((Number(seconds) || 0) * 1000),
      size: Number(size) || 0,
      sample: decode(sample ?? ''),
    }]
  })
}
