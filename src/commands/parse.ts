import { SHELLS, type Shell } from '../completion/shells.ts'
import { parseDuration } from '../core/duration.ts'
import { STEP_IDS, type StepId } from '../core/events.ts'
import { type Language, LANGUAGES, text } from '../messages/index.ts'
import { POLICY_COMMANDS, SIDES, type PolicyCommand, type Side } from '../policy/actions.ts'
import { nearest } from '../core/nearest.ts'
import { proxyAddress } from '../core/proxy.ts'

/** Reads a number above 0. Throws a RangeError that says what would be right, as all readers here do. */
export function parsePace(value: string): number {
  const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : NaN
  if (!(number > 0 && number <= 1e6)) throw new RangeError(text.badPace)
  return number
}

/** Reads the speed of a world: a number above 0, or `instant`. */
export function parseSpeed(value: string): number | 'instant' {
  if (value === 'instant') return value
  try {
    return parsePace(value)
  } catch {
    throw new RangeError(text.badSpeed)
  }
}

/** A belief of the embedded cloud and the reading that is wanted. */
export interface Belief { name: string; value: string }

/** Reads `name=value`; which names and values there are, the embedded cloud knows. */
export function parseBelief(pair: string): Belief {
  const [, name, value] = /^([a-z0-9-]+)=(.+)$/.exec(pair) ?? []
  if (name === undefined || value === undefined) throw new RangeError(text.badBelief)
  return { name, value }
}

/** Reads a TCP port; 0 is one of them. */
export function parsePort(value: string): number {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : NaN
  if (!(port <= 65_535)) throw new RangeError(text.badPort)
  return port
}

/** Reads a TCP port from 1 on. */
export function parseListenerPort(value: string): number {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : NaN
  if (!(port >= 1 && port <= 65_535)) throw new RangeError(text.badListenerPort)
  return port
}

/** Reads a duration as milliseconds. */
export function parseTimeout(value: string): number {
  const ms = parseDuration(value)
  if (ms === undefined) throw new RangeError(text.badDuration)
  return ms
}

/** Reads the address that all calls go to, and writes it without a slash at its end. */
export function parseEndpointUrl(value: string): string {
  let url: URL
  try {
    url = new URL(value)
  } catch {
    throw new RangeError(text.badUrl)
  }
  const bare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === ''
  if (!/^https?:\/\//i.test(value) || !/^https?:$/.test(url.protocol) || url.hostname === '' || !bare || /[?#]/.test(value)) {
    throw new RangeError(text.badUrl)
  }
  return `${url.protocol}//${url.host}`
}

/** Reads an instance's ID. */
export function parseInstance(value: string): string {
  if (!/^i-[A-Za-z0-9]+$/.test(value)) throw new RangeError(text.badInstance)
  return value
}

/** A server that is named: its port is the usual one where it has none. */
export interface Server { instanceId: string; port?: number }

/** Reads `i-…` or `i-…:8080`. */
export function parseServer(value: string): Server {
  const [, instanceId, port] = /^(i-[A-Za-z0-9]+)(?::(\d{1,5}))?$/.exec(value) ?? []
  if (instanceId === undefined) throw new RangeError(text.badServer)
  return port === undefined ? { instanceId } : { instanceId, port: parseListenerPort(port) }
}

/** Reads the name of a stack. */
export function parseStack(value: string): string {
  if (!/^[a-z0-9-]{2,40}$/.test(value)) throw new RangeError(text.badStack)
  return value
}

/** Reads the address of an HTTP proxy. */
export function parseProxy(value: string): string {
  const url = proxyAddress(value)
  if (url?.protocol !== 'http:' || url.pathname !== '/' || url.search !== '' || url.hash !== '') throw new RangeError(text.badProxy)
  return value
}

/** The languages that a drawing is printed in. */
export type Diagram = 'mermaid'

/** Reads the name of such a language. */
export function parseDiagram(value: string): Diagram {
  if (value !== 'mermaid') throw new RangeError(text.badDiagram)
  return value
}

/** Reads the name of a language that this program speaks. */
export function parseLanguage(value: string): Language {
  const language = LANGUAGES.find((name) => name === value)
  if (language === undefined) throw new RangeError(text.badLanguage(LANGUAGES))
  return language
}

/** Reads the name of a command that there is a policy for. */
export function parsePolicyCommand(value: string): PolicyCommand {
  const command = POLICY_COMMANDS.find((name) => name === value)
  if (command === undefined) throw new RangeError(text.badPolicyCommand(POLICY_COMMANDS, nearest(value, POLICY_COMMANDS)))
  return command
}

/** Reads the name of a side. */
export function parseSide(value: string): Side {
  const side = SIDES.find((name) => name === value)
  if (side === undefined) throw new RangeError(text.badSide(SIDES, nearest(value, SIDES)))
  return side
}

/** Reads the name of a shell. */
export function parseShell(value: string): Shell {
  const shell = SHELLS.find((name) => name === value)
  if (shell === undefined) throw new RangeError(text.badShell(SHELLS, nearest(value, SHELLS)))
  return shell
}

/** A policy's file, and the account that it is for; without a name the first one. */
export interface AccountPolicy { account?: string; file: string }

/** Reads `file` or `account=file`; `./a=b` is a file. */
export function parseAccountPolicy(value: string): AccountPolicy {
  const [, account, named] = /^([\w-]+)=(.*)$/.exec(value) ?? []
  const file = named ?? value
  if (file === '') throw new RangeError(text.emptyValue)
  return account === undefined ? { file } : { account, file }
}

/** Reads the name of one of the seven steps. */
export function parseStep(value: string): StepId {
  const step = STEP_IDS.find((id) => id === value)
  if (step === undefined) throw new RangeError(text.badStep(STEP_IDS, nearest(value, STEP_IDS)))
  return step
}
