import { createHash } from 'node:crypto'
import type { Instance } from '../../model.ts'
import { lookUp } from '../names.ts'
import { parseIp } from '../cidr.ts'
import { connect, request, type Answer, type Ask, type Failure } from '../request.ts'
import type { View } from '../view.ts'

/** The command's time is over: nothing more of it runs. */
export class TimeUp extends Error {}
/** The command wants more memory than a guest has. */
export class Overload extends Error {}

/** Steps of an interpreter before a script counts as one that never ends. */
const STEPS = 150_000
/** What one HTTP request counts as. */
const REQUEST_STEPS = 100
/** How long the kernel goes on knocking at an address that keeps silent. */
export const SYN_LIMIT = 127_000
const MEMORY = 16 * 1024 * 1024
const OUTPUT = 1024 * 1024

/**
 * One run on a guest: its clock (virtual: sleeping and time-outs cost nothing real), its files, what it printed. Texts are
 * strings of bytes ("latin1"), as the programs of a real guest see them.
 */
export class Machine {
  readonly view: View
  readonly instance: Instance
  readonly startedAt: number
  /** Virtual milliseconds since the start. */
  elapsed = 0
  readonly files = new Map<string, string>()
  readonly dirs = new Set(['/', '/tmp', '/root', '/home', '/etc', '/usr', '/usr/bin', '/var', '/var/tmp', '/dev', '/proc',
    '/opt', '/mnt'])
  readonly lacks: ReadonlySet<string>
  private limitMs: number
  private readonly output: string[] = []
  private printed = 0
  private steps = 0
  private made = 0
  private held = 0

  constructor(view: View, instance: Instance, startedAt: number, limitMs: number) {
    this.view = view
    this.instance = instance
    this.startedAt = startedAt
    this.limitMs = limitMs
    this.lacks = new Set(instance.lacks ?? [])
    this.files.set('/etc/hostname', `${instance.InstanceName}\n`)
  }

  /** World time now. */
  get now(): number {
    return this.startedAt + this.elapsed
  }

  /** Lets virtual time pass; when the command's time is over, the run ends. */
  spend(ms: number): void {
    this.elapsed += Math.max(0, ms)
    if (!(this.elapsed < this.limitMs)) this.elapsed = this.limitMs
    this.view.now = this.now
    if (this.elapsed >= this.limitMs) throw new TimeUp()
  }

  /** True when the whole command's time is over, not just that of a part. */
  get over(): boolean {
    return this.elapsed >= this.limitMs
  }

  /** Runs something within a time limit of its own; past it TimeUp is thrown, with the clock at that limit. */
  async within<T>(ms: number, work: () => Promise<T>): Promise<T> {
    const outer = this.limitMs
    this.limitMs = Math.min(outer, this.elapsed + ms)
    try {
      return await work()
    } finally {
      this.limitMs = outer
    }
  }

  /** Counts work; a script that never ends runs into its time limit. Now and then the machine's other work gets a turn. */
  async step(n = 1): Promise<void> {
    const before = this.steps
    this.steps += n
    if (this.steps > STEPS) this.spend(Infinity)
    if (Math.floor(before / 2000) !== Math.floor(this.steps / 2000)) await new Promise((resolve) => setImmediate(resolve))
  }

  /** Text on its way into a variable or a file. */
  hold(text: string): string {
    this.held += text.length > 65_536 ? text.length : 0
    if (text.length > MEMORY / 4 || this.held > MEMORY * 4) throw new Overload()
    return text
  }

  print(text: string): void {
    this.printed += text.length
    if (this.printed <= OUTPUT) this.output.push(text)
  }

  printedBytes(): Buffer {
    return Buffer.from(this.output.join(''), 'latin1')
  }

  writeFile(path: string, text: string): void {
    this.files.set(path, this.hold(text))
    let size = 0
    for (const content of this.files.values()) size += content.length
    if (size > MEMORY) throw new Overload()
  }

  /** Text that no other call of the same run gives, the same in every run. */
  unique(length: number): string {
    const bytes = createHash('sha256').update(`${this.instance.id} ${this.startedAt} ${this.made++}`).digest()
    return [...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join('').slice(0, length)
  }

  lookUp(name: string): string[] {
    return lookUp(this.view, this.instance, name)
  }

  /** Opens a TCP connection and closes it again; lets the time pass that it took. */
  async dial(host: string, port: number, limitMs: number): Promise<'open' | 'dns' | 'refused' | 'timeout'> {
    await this.step(REQUEST_STEPS / 4)
    const [address] = parseIp(host) === undefined ? this.lookUp(host) : [host]
    if (address === undefined) return 'dns'
    const link = connect(this.view, this.instance, address, port)
    this.spend(link.kind === 'timeout' ? Math.min(limitMs, SYN_LIMIT) : link.ms)
    return link.kind
  }

  /** Sends an HTTP request and lets the time pass that it took. */
  async request(ask: Ask): Promise<Answer | Failure> {
    await this.step(REQUEST_STEPS)
    const timeoutMs = Math.min(ask.timeoutMs, this.limitMs - this.elapsed)
    const connectTimeoutMs = Math.min(ask.connectTimeoutMs ?? Infinity, SYN_LIMIT)
    const answer = await request(this.view, this.instance, { ...ask, timeoutMs, connectTimeoutMs })
    this.spend(answer.ms)
    return answer
  }
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
