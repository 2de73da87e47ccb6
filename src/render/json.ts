import type { RunEvent } from '../core/events.ts'

/**
 * One event as a line of JSON: `v`, `type` and `ts` first.
 * @param now real time in milliseconds since 1970
 */
export function jsonLine(event: RunEvent | { type: string; [field: string]: unknown }, now: number): string {
  const { type, ...fields } = event
  return `${JSON.stringify({ v: 1, type, ts: new Date(now).toISOString(), ...fields })}\n`
}
