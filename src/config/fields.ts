import * as z from 'zod'
import { parseDuration } from '../core/duration.ts'
import type { Messages } from '../messages/types.ts'
import { text as messages } from '../messages/whole.ts'

// Compiling a schema pays for those who use it again and again; a config is read once.
z.config({ jitless: true })

/*
 * The kinds of values that a config holds. The text that each one carries completes the sentence "it must be …":
 * messages.ts puts it behind the key and the value that was found.
 */

/** A text that a pattern accepts; `right` says what would be right. */
export const text = (pattern: RegExp, right: () => string) => z.string({ error: right }).regex(pattern, { error: right })

/** A whole number within a range; a number in quotes is a text and thus refused. */
export function whole(min: number, max: number) {
  const right = () => messages.config.whole(min, max)
  return z.int({ error: right }).min(min, { error: right }).max(max, { error: right })
}

export const flag = () => z.boolean({ error: () => messages.config.flag })

export function choice<const T extends readonly string[]>(...values: T) {
  return z.enum(values, { error: () => messages.config.oneOf(values) })
}

/** An ID of the cloud. Only its prefix and alphabet are judged: the lengths are not documented. */
export const cloudId = (prefix: string, kind: keyof Messages['config']['kinds']) =>
  text(new RegExp(`^${prefix}-[A-Za-z0-9-]{1,60}$`), () => messages.config.idOf(messages.config.kinds[kind], prefix))

export const zoneId = () => text(/^[a-z]{2,}-[a-z0-9-]{2,60}$/, () => messages.config.zoneId)

const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
export const ipv4 = () => text(new RegExp(`^(${OCTET}\\.){3}${OCTET}$`), () => messages.config.ipv4)

/** Alb CreateLoadBalancer.LoadBalancerName and CreateServerGroup.ServerGroupName (documented). */
export const albName = () =>
  text(
    /^\p{L}[\p{L}\p{N}._-]{1,127}$/u,
    () => messages.config.albName,
  )

/** Privatelink CreateVpcEndpoint.EndpointName: unlike ALB's names without dots (documented). */
export const endpointName = () =>
  text(
    /^\p{L}[\p{L}\p{N}_-]{1,127}$/u,
    () => messages.config.endpointName,
  )

/** Descriptions of listeners, endpoint services and endpoints: documented for the first and last, assumed for the service. */
export const description = () =>
  text(/^(?!https?:\/\/)[^\p{Cc}]{2,256}$/u, () => messages.config.description)

/** For the schema that editors show: a transform tells nothing of its input. */
const durationShape = () => ({ type: 'string', pattern: String.raw`^(?!0+\D)\d{1,12}(ms|s|m|h)$`, patternErrorMessage: messages.config.duration })

/** `30s`, read into milliseconds. No z.string: quotes would not mend a bare number. */
export const duration = () =>
  z.unknown().meta(durationShape()).transform((value, ctx): number => {
    const ms = typeof value === 'string' ? parseDuration(value) : undefined
    if (ms !== undefined) return ms
    ctx.issues.push({ code: 'custom', message: messages.config.duration, input: value })
    return z.NEVER
  })
