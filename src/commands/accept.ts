import { loadConfig } from '../config/load.ts'
import { UsageError } from '../core/errors.ts'
import { given } from '../core/given.ts'
import type { Io } from '../io.ts'
import { text } from '../messages/whole.ts'
import { acceptConnection, connectionsOf, isPending } from '../run/accept.ts'
import type { ConnectionSeen } from '../steps/connections.ts'
import { connect } from './connect.ts'
import { frame, type Session } from './frame.ts'
import { invocation } from './invocation.ts'
import type { AcceptOptions } from './options.ts'
import { stdinOf } from './stdin-of.ts'

const rowsOf = (connections: readonly ConnectionSeen[]): string[][] =>
  connections.map(({ endpointId, ownerId, vpcId, status, modifiedTime }) => [endpointId, ownerId || '?', vpcId || '?', status, modifiedTime || '?'])

/** Which of several pending connections to accept: those named, all, or what is typed on a terminal. */
async function choose(session: Session<AcceptOptions>, pending: ConnectionSeen[]): Promise<ConnectionSeen[]> {
  const { endpoints, all } = session.options
  if (all || (endpoints.length === 0 && pending.length === 1)) return pending
  if (endpoints.length > 0) return pending.filter(({ endpointId }) => endpoints.includes(endpointId))
  const list = session.table(text.command.columns, rowsOf(pending))
  if (!session.interactive) throw new UsageError(text.command.pending(pending.length, list), text.command.pendingHint)
  session.say(list)
  const typed = await session.ask(text.command.acceptWhich)
  if (typed === 'all') return pending
  const chosen = pending.filter(({ endpointId }) => endpointId === typed)
  if (chosen.length === 0) throw new UsageError(text.command.noneOfThem(typed))
  return chosen
}

/** The region of a config that happens to be there; `accept` asks for none. */
async function regionAround({ io, options }: Session<AcceptOptions>): Promise<string | undefined> {
  if (options.region !== undefined || io.env['ALIBABA_CLOUD_REGION_ID'] || options.config === '-') return undefined
  try {
    return (await loadConfig(options.config, () => stdinOf(io), io.env)).config.region
  } catch {
    return undefined
  }
}

/** `accept <service-id>`: accepts connections that wait at an endpoint service; needs no config. */
export async function run(io: Io, options: AcceptOptions): Promise<number> {
  return frame(io, options, 'accept', async (session) => {
    const { serviceId, endpoints, all } = options
    session.next = invocation('accept', options, io.env, [serviceId, ...endpoints.flatMap((id) => ['--endpoint', id]), ...(all ? ['--all'] : [])])
    const connected = await connect(session, undefined, given({ region: await regionAround(session) }))
    try {
      session.emit({ type: 'run.start', command: 'accept', stack: null, target: connected.target, steps: [{ step: 'connection', title: text.stepTitles.connection }] })
      const connections = await connectionsOf(connected.provider, serviceId)
      const unknown = endpoints.filter((endpointId) => !connections.some((connection) => connection.endpointId === endpointId))
      if (unknown.length > 0) throw new UsageError(text.command.noConnectionOf(serviceId, unknown.join(', ')))
      const pending = connections.filter(isPending)
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
