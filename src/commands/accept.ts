import { loadConfig } from '../config/load.ts'
import { formatAge } from '../core/duration.ts'
import { EXIT, RunError, UsageError } from '../core/errors.ts'
import { given } from '../core/given.ts'
import type { Io } from '../io.ts'
import { text } from '../messages/whole.ts'
import { paintFor } from '../render/paint.ts'
import { harmless } from '../render/redact.ts'
import type { Dressed } from '../render/renderer.ts'
import { table } from '../render/table.ts'
import { acceptConnection, connectionsOf, isPending } from '../run/accept.ts'
import type { ConnectionSeen } from '../steps/connections.ts'
import { connect } from './connect.ts'
import { frame, type Session } from './frame.ts'
import type { AcceptOptions } from './options.ts'
import { stdinOf } from './stdin-of.ts'

/** How long ago something was, for people. */
function agoOf(date: string, now: number): string {
  const at = Date.parse(date)
  return Number.isNaN(at) ? '?' : formatAge(Math.max(0, Math.floor((now - at) / 1000)))
}

/** The pending connections as a table, numbered for whoever is to choose. */
function pendingTable(session: Session, pending: readonly ConnectionSeen[]): Dressed {
  const rows = pending.map(({ endpointId, ownerId, vpcId, status, modifiedTime }, index) =>
    [`${index + 1}`, endpointId, ownerId || '?', vpcId || '?', text.state(status), agoOf(modifiedTime, session.now())].map(harmless))
  return (paint, columns) => table(['', ...text.command.columns], rows, paint, columns)
}

/** The connections that somebody means by their numbers, their endpoints' IDs, or beginnings of them that fit one alone; undefined where one is none. */
export function meant<T extends { endpointId: string }>(typed: string, pending: readonly T[]): T[] | undefined {
  if (typed === 'all') return [...pending]
  const found = typed.split(/[\s,]+/).filter((word) => word !== '').map((word) => {
    if (/^\d+$/.test(word)) return pending[Number(word) - 1]
    const alike = pending.filter(({ endpointId }) => endpointId.startsWith(word))
    return alike.find(({ endpointId }) => endpointId === word) ?? (alike.length === 1 ? alike[0] : undefined)
  })
  return found.length > 0 && found.every((one) => one !== undefined) ? [...new Set(found)] : undefined
}

/** Asks until what is typed is among them. */
async function ask(session: Session, pending: readonly ConnectionSeen[]): Promise<ConnectionSeen[]> {
  for (let about = pendingTable(session, pending); ;) {
    const typed = await session.ask(text.command.acceptWhich, about)
    if (!typed) throw new RunError(text.command.notAccepted, { code: 'NotConfirmed', exit: EXIT.failed })
    const chosen = meant(typed, pending)
    if (chosen !== undefined) return chosen
    about = () => text.command.noneOfThem(harmless(typed))
  }
}

/** Which of several pending connections to accept: those named, all, or what is typed on a terminal. */
async function choose(session: Session<AcceptOptions>, pending: ConnectionSeen[]): Promise<ConnectionSeen[]> {
  const { io, options } = session
  const { endpoints, all } = options
  if (all || (endpoints.length === 0 && pending.length === 1)) return pending
  if (endpoints.length > 0) return pending.filter(({ endpointId }) => endpoints.includes(endpointId))
  if (session.interactive && !options.yes) return ask(session, pending)
  // With --json run.done has them as a list.
  const list = options.json ? pending.map(({ endpointId }) => endpointId).join(', ') : `\n${pendingTable(session, pending)(paintFor(io.stderr, io.env, false), undefined)}`
  throw new UsageError(text.command.pending(pending.length, list), text.command.pendingHint)
}

/** The region of a config that happens to be there; `accept` asks for none. */
async function regionAround({ io, options, signal }: Session<AcceptOptions>): Promise<string | undefined> {
  if (options.region !== undefined || io.env['ALIBABA_CLOUD_REGION_ID'] || options.config === '-') return undefined
  try {
    return (await loadConfig(options.config, () => stdinOf(io), io.env, signal)).config.region
  } catch (error) {
    if (signal.aborted) throw error
    return undefined
  }
}

/** `accept <service-id>`: accepts connections that wait at an endpoint service; needs no config. */
export async function run(io: Io, options: AcceptOptions): Promise<number> {
  return frame(io, options, 'accept', async (session) => {
    const { serviceId, endpoints } = options
    const connected = await connect(session, undefined, given({ region: await regionAround(session) }))
    try {
      session.emit({ type: 'run.start', command: 'accept', stack: null, target: connected.target, steps: [{ step: 'connection', title: text.stepTitles.connection }] })
      const connections = await connectionsOf(connected.provider, serviceId)
      const unknown = endpoints.filter((endpointId) => !connections.some((connection) => connection.endpointId === endpointId))
      if (unknown.length > 0) throw new UsageError(text.command.noConnectionOf(serviceId, unknown.join(', ')))
      const pending = connections.filter(isPending)
      const waiting = pending.map(({ endpointId, ownerId, vpcId, status, modifiedTime }) => ({ endpointId, ownerId, vpcId, status, since: modifiedTime }))
      session.outputs = { serviceId, accepted: [], pending: waiting }
      const chosen = pending.length === 0 ? [] : await choose(session, pending)
      session.outputs = { serviceId, accepted: [] }
      const accepted: string[] = []
      // One after another: the cloud takes no two acceptances of one account at once.
      for (const [position, { endpointId }] of chosen.entries()) {
        await acceptConnection(connected.provider, session.emit, serviceId, endpointId, { index: position + 1, total: chosen.length })
        accepted.push(endpointId)
        session.outputs = { serviceId, accepted: [...accepted] }
      }
      const result = accepted.length === 0 ? text.command.noneWaits(serviceId) : text.command.accepted(accepted.join(', '))
      return { outputs: { serviceId, accepted }, result }
    } finally {
      await connected.close()
    }
  })
}
