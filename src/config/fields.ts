import * as z from 'zod'
import { parseDuration } from '../core/duration.ts'

/*
 * The kinds of values that a config holds. The text that each one carries completes the sentence "it must be …":
 * messages.ts puts it behind the key and the value that was found.
 */

/** A text that a pattern accepts; `right` says what would be right. */
export const text = (pattern: RegExp, right: string) => z.string({ error: right }).regex(pattern, { error: right })

/** A whole number within a range; a number in quotes is a text and thus refused. */
export function whole(min: number, max: number) {
  const right = `a whole number from ${min} to ${max}`
  return z.int({ error: right }).min(min, { error: right }).max(max, { error: right })
}

export const flag = () => z.boolean({ error: 'true or false' })

export function choice<const T extends readonly string[]>(...values: T) {
  return z.enum(values, { error: values.length > 1 ? `${values.slice(0, -1).join(', ')} or ${values.at(-1)}` : values[0]! })
}

/** An ID of the cloud. Only its prefix and alphabet are judged: the lengths are not documented. */
export const cloudId = (prefix: string, kind: string) =>
  text(new RegExp(`^${prefix}-[A-Za-z0-9-]{1,60}$`), `the ID of ${kind}, which begins with ${prefix}-`)

export const zoneId = () => text(/^[a-z]{2,}-[a-z0-9-]{2,60}$/, 'the ID of a zone, such as cn-hangzhou-h')

const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
export const ipv4 = () => text(new RegExp(`^(${OCTET}\\.){3}${OCTET}$`), 'an IPv4 address, such as 192.168.3.10')

/** Alb CreateLoadBalancer.LoadBalancerName and CreateServerGroup.ServerGroupName (documented). */
export const albName = () =>
  text(
    /^\p{L}[\p{L}\p{N}._-]{1,127}$/u,
    '2 to 128 characters that begin with a letter; letters, digits, dots, underscores and hyphens, no spaces',
  )

/** Privatelink CreateVpcEndpoint.EndpointName: unlike ALB's names without dots (documented). */
export const endpointName = () =>
  text(
    /^\p{L}[\p{L}\p{N}_-]{1,127}$/u,
    '2 to 128 characters that begin with a letter; letters, digits, underscores and hyphens, no dots or spaces',
  )

/** Descriptions of listeners, endpoint services and endpoints: documented for the first and last, assumed for the service. */
export const description = () =>
  text(/^(?!https?:\/\/)[^\p{Cc}]{2,256}$/u, '2 to 256 characters on one line that do not begin with http:// or https://')

const DURATION = 'a duration with its unit, such as 250ms, 30s, 15m or 1h'
/** For the schema that editors show: a transform tells nothing of its input. */
const DURATION_SHAPE = { type: 'string', pattern: String.raw`^(?!0+\D)\d{1,12}(ms|s|m|h)$`, patternErrorMessage: DURATION }

/** `30s`, read into milliseconds. No z.string: quotes would not mend a bare number. */
export const duration = () =>
  z.unknown().meta(DURATION_SHAPE).transform((value, ctx): number => {
    const ms = typeof value === 'string' ? parseDuration(value) : undefined
    if (ms !== undefined) return ms
    ctx.issues.push({ code: 'custom', message: DURATION, input: value })
    return z.NEVER
  })
