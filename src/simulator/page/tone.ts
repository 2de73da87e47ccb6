/** How a status is coloured; the status itself always stands beside the colour. */
export type Tone = 'ok' | 'moving' | 'bad' | 'idle'

const OK = new Set(['Active', 'Running', 'Available', 'Connected', 'Attached', 'healthy', 'Succeeded', 'Migrated'])
const BAD = new Set(['CreateFailed', 'Inactive', 'ServiceDeleted', 'Failed', 'unhealthy'])
const IDLE = new Set(['Stopped', 'Disconnected', 'Deleted', 'Wait', ''])

/** @param status as the cloud spells it; one that is neither good, bad nor at rest is on its way */
export function toneOf(status: string): Tone {
  return OK.has(status) ? 'ok' : BAD.has(status) ? 'bad' : IDLE.has(status) ? 'idle' : 'moving'
}

/** The tone of a way over several things: open only where all are, else that of the worst. */
export function wayOf(...statuses: string[]): Tone {
  const tones = statuses.map(toneOf)
  return (['bad', 'idle', 'moving'] as const).find((tone) => tones.includes(tone)) ?? 'ok'
}
