/** How the rest of the program starts the embedded cloud; the implementation is in index.ts. */
export interface SimulatorOptions {
  /** A file that holds the world and may be served by several processes at once, or `memory`. */
  state: string
  /** A YAML world to begin with; without it the documented example. Not used where `state` already holds a world. */
  world?: string
  /** 0 picks a free port; the address is always 127.0.0.1. */
  port?: number
  /** World seconds for each real second, or `instant`; without it what the world file says, or the default. */
  speed?: number | 'instant'
  /** Readings of beliefs by name; they are kept with the world. */
  beliefs?: Record<string, string>
  /** A JSON file of fault rules. */
  faults?: string
  /** JSON files with RAM policies: the key of the account of that name (else the first) is a RAM user's then, who may do what it allows. */
  policies?: readonly { account?: string; file: string }[]
  /** Serve the forward proxy into the private networks as well. */
  proxy?: boolean
  /** Refuse parameters that an action does not list. */
  strict?: boolean
  /** The environment: ALB_PRIVATELINK_SIM_ACCESS_KEY_ID and _SECRET replace the made-up key of the first account. */
  env?: Record<string, string | undefined>
  /** Told of each call after it was answered. */
  onCall?: (entry: CallEntry) => void
  /** Told of mistakes of the simulator's own, each answered with InternalError. */
  onError?: (error: unknown) => void
}

export interface CallEntry {
  n: number
  /** Real epoch milliseconds. */
  start: number
  end: number
  product: string
  action: string
  region: string
  account: string | null
  status: number
  code: string | null
  requestId: string
  clientToken: string | null
  mutating: boolean
  /** The call changed the world. */
  worked: boolean
  /** What it changed, and before it what time had moved since the call before. */
  changed: Change[]
  /** ID of the fault rule that made the answer. */
  fault: string | null
  /** The simulator lacks the action that was asked for; the cloud may have it. */
  lacks: boolean
}

/** One change of the world: a record was made, removed or changed. Without `from`, `to` and `fields` there is no more to say. */
export interface Change {
  what: 'created' | 'changed' | 'removed'
  /** `loadBalancer`, `connection`, `endpointZone`, … */
  kind: string
  /** ID of the resource; a connection has its endpoint's. */
  id: string
  /** Which server, zone or security group of the resource. */
  part?: string
  /** Status before and after, where the kind has one. */
  from?: string
  to?: string
  /** Members beside the status that are other than before. */
  fields?: string[]
  by: 'call' | 'time'
}

export interface Simulator {
  /** `http://127.0.0.1:PORT` */
  url: string
  region: string
  /** How fast the world's clock runs; what the command paces its own waits by. Of an instant world the default speed. */
  speed: number
  accounts: { id: string; name: string; accessKeyId: string; accessKeySecret: string }[]
  controlToken: string
  /** `http://127.0.0.1:PORT` of the forward proxy into the private networks, where it was asked for. */
  proxy?: string
  /** The world's time, in milliseconds since 1970. */
  now(): number
  /** The state held a world already, which is served: the file that was named to begin with is not. */
  kept: boolean
  /** An instance in whose place the proxy may be tried: its name, and the user name that stands for it there. */
  guest?: { name: string; user: string }
  close(): Promise<void>
}
