import { AsyncLocalStorage } from 'node:async_hooks'
import type { Agent, ClientRequest, RequestOptions } from 'node:http'
import httpxModule from 'httpx'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { getProxyForUrl } from 'proxy-from-env'
import { given } from '../core/given.ts'
import { proxyAddress } from '../core/proxy.ts'
import { text } from '../messages/whole.ts'

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
  /** As its head has it; the body may not be read that far. */
  requestId?: string
}

interface Httpx {
  request(url: string | object, options?: Record<string, unknown>): Promise<{ statusCode: number; headers?: { date?: string; 'x-acs-request-id'?: string } }>
}

const contexts = new AsyncLocalStorage<CallContext>()
const agents = new Map<string, Agent>()
let patched = false

function proxyAgent(url: string): Agent | undefined {
  const proxy = url.startsWith('https:') ? getProxyForUrl(url) : ''
  if (proxy === '') return undefined
  let agent = agents.get(proxy)
  if (agent === undefined) {
    if (proxyAddress(proxy) === undefined) throw unreadable()
    agents.set(proxy, (agent = new HttpsProxyAgent(proxy, { keepAlive: true }) as unknown as Agent))
    agent.on('proxyConnect', (answer: { statusCode: number; statusText: string }, request: ClientRequest) => {
      if (answer.statusCode !== 200) request.destroy(refusal(request.host, answer))
    })
  }
  return agent
}

/** A proxy that opens no way to the host; without this its page would be read as the answer of the cloud. */
function refusal(host: string, { statusCode, statusText }: { statusCode: number; statusText: string }): Error {
  return Object.assign(new Error(text.cloud.proxyRefused(`${statusCode} ${statusText}`.trim(), host)), { code: 'ProxyRefused', statusCode })
}

/** Only the name of the variable is told: its value may hold a password. */
function unreadable(): Error {
  const name = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'].find((one) => process.env[one]) ?? 'HTTPS_PROXY'
  return Object.assign(new Error(text.cloud.badProxy(name)), { code: 'BadProxy' })
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
    // What an earlier request of the same call was answered, one for a session token for example, is not this one's.
    delete context?.status
    delete context?.answer
    const agent = typeof url === 'string' ? proxyAgent(url) : undefined
    const sentAt = Date.now()
    const response = await original(url, {
      ...options,
      ...(agent === undefined ? {} : { agent }),
      beforeRequest: (request: RequestOptions) => ({ ...request, ...(context === undefined ? {} : { signal: context.signal }) }),
    })
    if (context !== undefined) {
      context.status = response.statusCode
      context.answer = { ...answerOf(sentAt, Date.now(), response.headers?.date), ...given({ requestId: response.headers?.['x-acs-request-id'] }) }
    }
    return response
  }
}

/** The Date header is cut to whole seconds, so that half a second is its likeliest rest. */
function answerOf(sentAt: number, receivedAt: number, date: string | undefined): HttpAnswer {
  const told = Date.parse(date ?? '')
  const ms = receivedAt - sentAt
  return Number.isNaN(told) ? { ms } : { ms, skewMs: Math.round(told + 500 - (sentAt + receivedAt) / 2) }
}

/** Runs `send` so that its HTTP requests end with the context's signal and leave their status in it. */
export function withContext<T>(context: CallContext, send: () => Promise<T>): Promise<T> {
  patch()
  return contexts.run(context, send)
}
