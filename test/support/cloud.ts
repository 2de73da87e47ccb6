import { start, type Event, type Running } from './command.ts'

export interface LogEntry { n: number; start: number; end: number; action: string; product: string; mutating: boolean; worked: boolean; status: number; code: string | null; clientToken: string | null }

/** A running embedded cloud in a process of its own, and its controls. */
export interface RunningCloud {
  url: string
  ready: Event
  /** The environment in which a command finds this cloud and its first account. */
  env: Record<string, string>
  state(): Promise<{ now: unknown; resources: Record<string, (Record<string, any> & { id: string; status: string; tags: Record<string, string> })[]> }>
  log(after?: number): Promise<LogEntry[]>
  control(method: string, path: string, body?: unknown): Promise<any>
  stop(): Promise<void>
}

/** The resources that belong to a stack, by kind; what a world brings by itself is left out. */
export const MADE = ['loadBalancers', 'serverGroups', 'listeners', 'endpointServices', 'endpoints'] as const

/** Starts `simulate` and waits for its first line. */
export async function startCloud(args: readonly string[] = [], env: Record<string, string> = {}): Promise<RunningCloud> {
  let running: Running | undefined
  const ready = await new Promise<Event>((resolve, reject) => {
    running = start(['simulate', '--json', '--port', '0', '--state', 'memory', ...args], { env, onEvent: (event) => event.type === 'ready' && resolve(event) })
    running.ended.then(({ stderr, code }) => reject(new Error(`simulate ended with ${code}: ${stderr}`)), reject)
  })
  const url = String(ready['url'])
  const control = async (method: string, path: string, body?: unknown): Promise<any> => {
    const response = await fetch(`${url}${path}`, {
      method, headers: { authorization: `Bearer ${ready['controlToken']}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  return {
    url,
    ready,
    env: {
      ALIBABA_CLOUD_ACCESS_KEY_ID: String(ready['accessKeyId']),
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: String(ready['accessKeySecret']),
      ALB_PRIVATELINK_ENDPOINT_URL: url,
    },
    state: () => control('GET', '/_sim/state'),
    log: async (after = 0) => (await control('GET', `/_sim/log?after=${after}`)).entries,
    control,
    stop: async () => {
      running!.child.kill('SIGKILL')
      await running!.ended
    },
  }
}
