import { AsyncLocalStorage } from 'node:async_hooks'
import type { Agent, RequestOptions } from 'node:http'
import httpxModule from 'httpx'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { getProxyForUrl } from 'proxy-from-env'
import { given } from '../core/given.ts'

/** What one call brings to its HTTP requests, and what they leave for it. */
export interface CallContext {
  signal: AbortSignal
  /** HTTP status of the last answer; the SDK packages drop it when the body is not JSON. */
  status?: number
  /** How the last answer came. */
  answer?: HttpAnswer
}

/** What an answer tells beside its body. */
export interface HttpAnswer {
  /** From sending to the head of the answer, in real milliseconds. */
  ms: number
  /** How much the cloud's clock is ahead of this machine's, in milliseconds; to half a second, as the Date header has whole ones. */
  skewMs?: number
  /** The same of the clock that the dates in the answer's body go by: an embedded cloud's world runs at a speed of its own. */
  aheadMs?: number
}

interface AnswerHeaders { date?: string; 'x-sim-now'?: string }

interface Httpx {
  request(url: string | object, options?: Record<string, unknown>): Promise<{ statusCode: number; headers?: AnswerHeaders }>
}

const contexts = new AsyncLocalStorage<CallContext>()
const agents = new Map<string, Agent>()
let patched = false

function proxyAgent(url: string): Agent | undefined {
  const proxy = url.startsWith('https:') ? getProxyForUrl(url) : ''
  if (proxy === '') return undefined
  let agent = agents.get(proxy)
  if (agent === undefined) agents.set(proxy, (agent = new HttpsProxyAgent(proxy, { keepAlive: true }) as unknown as Agent))
  return agent
}

/**
 * All SDK packages and the credential providers send through one module, httpx, which knows neither AbortSignal nor proxies
 * and loses the status of answers that are not JSON. This adds the three, once per process.
 */
function patch(): void {
  if (patched) return
  patched = true
  const httpx = ((httpxModule as unknown as { default?: Httpx }).default ?? httpxModule) as Httpx
  const original = httpx.request
  httpx.request = async (url, options = {}) => {
    const context = contexts.getStore()
    const agent = typeof url === 'string' ? proxyAgent(url) : undefined
    const sentAt = Date.now()
    const response = await original(url, {
      ...options,
      ...(agent === undefined ? {} : { agent }),
      beforeRequest: (request: RequestOptions) => ({ ...request, ...(context === undefined ? {} : { signal: context.signal }) }),
    })
    if (context !== undefined) {
      context.status = response.statusCode
      context.answer = answerOf(sentAt, Date.now(), response.headers ?? {})
    }
    return response
  }
}

/** The Date header is cut to whole seconds, so that half a second is its likeliest rest. */
function answerOf(sentAt: number, receivedAt: number, headers: AnswerHeaders): HttpAnswer {
  const ahead = (date: string | undefined, rest: number): number | undefined => {
    const told = Date.parse(date ?? '')
    return Number.isNaN(told) ? undefined : Math.round(told + rest - (sentAt + receivedAt) / 2)
  }
  const skewMs = ahead(headers.date, 500)
  return { ms: receivedAt - sentAt, ...given({ skewMs, aheadMs: ahead(headers['x-sim-now'], 0) ?? skewMs }) }
}

/** Runs `send` so that its HTTP requests end with the context's signal and leave their status in it. */
export function withContext<T>(context: CallContext, send: () => Promise<T>): Promise<T> {
  patch()
  return contexts.run(context, send)
}
