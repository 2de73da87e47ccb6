import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { text as readAll } from 'node:stream/consumers'
import { instanceHere } from '../cloud/metadata.ts'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'
import { pipeOf } from '../config/pipe.ts'
import { pacedClock } from '../core/clock.ts'
import { EXIT, RunError, UsageError } from '../core/errors.ts'
import type { EndpointOutput } from '../core/events.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'
import { connectivityStep } from '../run/connectivity-step.ts'
import { localWay } from '../run/local-way.ts'
import { factsReader } from '../run/path-facts.ts'
import type { RunContext } from '../run/run-context.ts'
import type { EndpointSeen } from '../steps/05-endpoint.ts'
import type { Guest } from '../steps/probe/plan.ts'
import { limited } from './connect.ts'
import type { Result, Session } from './frame.ts'
import type { TestOptions } from './options.ts'
import { endpointIn } from './stored-outputs.ts'
import { stdinOf } from './stdin-of.ts'

const PLACE = { index: 1, total: 1 }

/** `test --local`: step 7 from this machine, with what the cloud shows of the stack; runs no command anywhere. */
export async function localTest(session: Session<TestOptions>, context: RunContext, endpoint: EndpointSeen): Promise<Result> {
  const { config, signal } = context
  const way = await wayFrom(session, config, endpoint.zones, signal)
  await connectivityStep(context, endpoint.id, PLACE, () => Promise.resolve(localWay({ ...way, endpoint, factsOf: factsReader(context, endpoint) })))
  return { outputs: session.outputs }
}

/** `test --local --outputs FILE`: the same from what `up` or `status` printed; no credentials, and no call to the cloud. */
export async function storedTest(session: Session<TestOptions>, file: string): Promise<Result> {
  const { io, options } = session
  const { config } = await loadConfig(options.config, () => stdinOf(io, session.signal), io.env, session.signal)
  if (config.consumer.test === undefined) throw new RunError(text.command.noTest, { code: 'NoTest', exit: EXIT.usage, hint: text.command.noTestHint })
  const endpoint = endpointIn(await contentOf(file, session), config.consumer.name, file)
  const clock = pacedClock(options.pace ?? 1)
  session.clock = clock
  const { signal, end } = limited(session, clock)
  const { endpointUrl: url } = options
  const target = { kind: url === undefined ? ('cloud' as const) : ('endpoint' as const), region: options.region ?? config.region ?? '', account: null, ...given({ url }) }
  try {
    const way = await wayFrom(session, config, endpoint.zones, signal)
    session.emit({ type: 'run.start', command: 'test', stack: config.stack, target, steps: [{ step: 'connectivity', title: text.stepTitles.connectivity }] })
    session.outputs = { endpoints: [endpoint] }
    await connectivityStep({ config, clock, signal, emit: session.emit }, endpoint.endpointId, PLACE, () => Promise.resolve(localWay({ ...way, endpoint })))
    return { outputs: session.outputs }
  } finally {
    end()
  }
}

async function contentOf(file: string, { io, signal }: Session<TestOptions>): Promise<string> {
  if (file === '-') return readAll(stdinOf(io, signal))
  try {
    return await (statSync(file).isFIFO() ? readAll(await pipeOf(file, signal)) : readFile(file, 'utf8'))
  } catch (error) {
    if (signal.aborted) throw error
    throw new UsageError(text.noOutputs(file, (error as NodeJS.ErrnoException).code ?? 'unreadable'))
  }
}

async function wayFrom({ io, options }: Session<TestOptions>, config: Config, zones: readonly EndpointOutput['zones'][number][] | EndpointSeen['zones'], signal: AbortSignal) {
  const { instances: [instance], zones: [zone], proxy } = options
  const guest = await guestHere({ config, zoneIds: zones.map(({ zoneId }) => zoneId), ...given({ instance, zone }) }, () => instanceHere(io.env, signal))
  return { config: asking(config, guest), guest, signal, ...given({ proxy }) }
}

/** The zone is decided: what the config says of the instance does not count any more. */
function asking(config: Config, { instanceId, zoneId }: Guest): Config {
  const test = config.consumer.test!
  return { ...config, consumer: { ...config.consumer, test: { ...test, from: [{ instanceId, zoneId }] } } }
}

/**
 * Which instance this machine is, and in which zone it asks: what was said by hand, then the config, then the metadata server.
 * @throws UsageError where nothing says it, or the endpoint has no such zone
 */
export async function guestHere(
  { config, zoneIds, instance, zone }: { config: Config; zoneIds: readonly string[]; instance?: string; zone?: string }, ask: () => ReturnType<typeof instanceHere>,
): Promise<Guest> {
  const { from } = config.consumer.test!
  if (zone !== undefined && !zoneIds.includes(zone)) throw new UsageError(text.noSuchZone(zone), text.thereIs(zoneIds))
  const configured = (id: string | undefined): string | undefined => from.find(({ instanceId }) => instanceId === id)?.zoneId
  const here = instance === undefined || (zone ?? configured(instance)) === undefined ? await ask() : undefined
  const instanceId = instance ?? here?.instanceId
  if (instanceId === undefined) throw new UsageError(text.whoAmI, text.whoAmIHint(from.map((one) => one.instanceId)))
  const zoneId = zone ?? configured(instanceId) ?? (here?.instanceId === instanceId ? here.zoneId : undefined)
  if (zoneId === undefined) throw new UsageError(text.whichZone(instanceId), text.whichZoneHint(zoneIds))
  return { instanceId, os: process.platform === 'win32' ? 'windows' : 'linux', zoneId }
}
