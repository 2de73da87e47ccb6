import { Refusal, type Product } from './action.ts'
import { toXml } from './xml.ts'

/** Refuses a parameter that an action cannot do without, in the words of its product. `name` is the wire's, `Zone.1.ZoneId`. */
export function missing(product: Product, name: string): Refusal {
  const last = lastOf(name)
  switch (product) {
    case 'Privatelink': return new Refusal(`MissingParam.${last}`, 400, `The param of ${name} is missing.`)
    case 'Ecs':
      if (last === 'InstanceId') return new Refusal('MissingParam.InstanceId', 400, 'The parameter instanceId is missing or empty.')
      return new Refusal(`MissingParameter.${last}`, 400, `The input parameter ${name} that is mandatory for processing this request is not supplied.`)
    default: return mandatory(name)
  }
}

/** The gateway's own form for what every call needs. */
export function mandatory(name: string): Refusal {
  return new Refusal(`Missing${lastOf(name)}`, 400, `${name} is mandatory for this action.`)
}

/** Refuses a value that does not fit its type, bounds or pattern, in the words of the product. */
export function malformed(product: Product, name: string): Refusal {
  const last = lastOf(name)
  switch (product) {
    case 'Alb': return new Refusal(`IllegalParam.${last}`, 400, `The param of ${name} is illegal.`)
    case 'Privatelink': return new Refusal(`IllegalParamFormat.${last}`, 400, `The param format of ${name} is illegal.`)
    case 'Ecs': return new Refusal(`InvalidParameter.${last}`, 400, `The specified parameter ${name} is not valid.`)
    default: return new Refusal('InvalidParameter', 400, `The specified parameter "${name}" is not valid.`)
  }
}

/** Refuses, with `--strict`, a parameter that the action does not list. Its code is the simulator's own. */
export function unknownParameter(name: string): Refusal {
  return new Refusal('UnknownParameter', 400, `The parameter ${printable(name)} is not one of this action.`)
}

export function unknownRegion(product: Product, region: string): Refusal {
  const message = product === 'Ecs' ? 'The RegionId provided does not exist in our records.' : 'The specified RegionId does not exist.'
  return new Refusal('InvalidRegionId.NotFound', 404, `${message} (${printable(region)})`)
}

export function dryRunPassed(): Refusal {
  return new Refusal('DryRunOperation', 400, 'Request validation has been passed with DryRun flag set.')
}

/** The last part of a wire name that is a word: `Servers.2.ServerId` gives `ServerId`. */
function lastOf(name: string): string {
  return name.split('.').findLast((part) => !/^\d+$/.test(part)) ?? name
}

/** A client's text, safe and short enough to stand in a message. */
export function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 100)
}

export interface Answer { status: number; type: string; body: string }

/** The form of an answer: JSON for current clients, XML for the older signature without `Format=JSON`. */
export type Format = 'json' | 'xml'

export function success(format: Format, action: string, requestId: string, body: object): Answer {
  const whole = { ...body, RequestId: requestId }
  return format === 'json' ? json(200, whole) : xml(200, `${action}Response`, whole)
}

/** An error as every product answers it. */
export function failure(format: Format, refusal: { code: string; status: number; message: string; detail?: object }, about: { product: string; host: string; requestId: string }): Answer {
  const { code, message, detail } = refusal
  const query = new URLSearchParams({ q: code, product: about.product, requestId: about.requestId })
  const whole = {
    RequestId: about.requestId, HostId: about.host, Code: code, Message: message, Recommend: `https://api.aliyun.com/troubleshoot?${query.toString()}`,
    ...(detail === undefined ? {} : { AccessDeniedDetail: detail }),
  }
  return format === 'json' ? json(refusal.status, whole) : xml(refusal.status, 'Error', whole)
}

function json(status: number, body: object): Answer {
  return { status, type: 'application/json;charset=utf-8', body: JSON.stringify(body) }
}

function xml(status: number, root: string, body: object): Answer {
  // Clients read an XML error only under exactly this type.
  return { status, type: 'text/xml;charset=utf-8', body: toXml(root, body) }
}
