import { resolve } from 'node:path'
import { EXIT, Interrupted, RunError } from '../core/errors.ts'
import { given } from '../core/given.ts'
import { nearest } from '../core/nearest.ts'
import type { Io } from '../io.ts'
import { text } from '../messages/index.ts'
import { jsonLine } from '../render/json.ts'
import { paintFor, type Paint } from '../render/paint.ts'
import { harmless } from '../render/redact.ts'
import { endUsage } from '../render/usage.ts'
import type { CallEntry, Simulator, SimulatorOptions } from '../simulator/api.ts'
import type { BeliefError } from '../simulator/beliefs.ts'
import { callLines } from './call-lines.ts'
import { failureOf } from './failure.ts'
import { shellWord } from './invocation.ts'
import type { SimulateOptions } from './options.ts'
import { worldFile } from './state-dir.ts'

type Start = (options: SimulatorOptions) => Promise<Simulator>

const startReal: Start = async (options) => (await import('../simulator/index.ts')).startSimulator(options)

/**
 * Runs the embedded cloud until Ctrl-C or SIGTERM. Stdout gets the lines that point a client at it, stderr each call; with
 * --json, stdout gets the ready line, a line for each call, and run.done.
 * @param start starts the embedded cloud; another than the real one only in tests
 * @returns the exit code: 130 or 143 by the signal, 2 where it cannot start
 */
export async function run(io: Io, options: SimulateOptions, start: Start = startReal): Promise<number> {
  const began = io.now()
  const state = options.state === undefined ? worldFile(io) : options.state === 'memory' ? 'memory' : resolve(options.state)
  const paint = paintFor(io.stderr, io.env, options.color)
  let calls = 0
  let ended: number | undefined
  const json = (event: { type: string; [field: string]: unknown }): void => io.stdout.write(jsonLine(event, io.now()))
  const end = (error: unknown): number => {
    if (ended !== undefined) return ended
    const failure = failureOf(error)
    ended = failure.exit
    if (options.json) json({ type: 'run.done', ok: false, ...failure, outputs: {}, elapsedMs: io.now() - began, calls })
    else if (!(error instanceof Interrupted)) io.stderr.write(endUsage(failure.error, 'simulate'))
    if (failure.error.code === 'Internal' && options.verbose && !options.json) io.stderr.write(`${(error as Error).stack ?? ''}\n`)
    return ended
  }
  const onCall = (entry: CallEntry): void => {
    calls++
    if (options.json) json({ type: 'call', ...entry })
    else if (!options.quiet) io.stderr.write(callLines(entry, paint).map((line) => `${line}\n`).join(''))
  }

  const stopped = signalOf(io, options, (reason) => io.exit(end(reason)))
  let simulator: Simulator | undefined
  try {
    simulator = await started(start, options, { state, env: io.env, onCall })
    if (options.json) json({ type: 'ready', ...readyFields(simulator) })
    else tellReady(io, options, paint, simulator, state)
    return end(await stopped.reason)
  } catch (error) {
    return end(error)
  } finally {
    await simulator?.close()
    stopped.off()
  }
}

/** The first signal, or the end of whoever read our output, gives the reason to stop; a second signal ends the process. */
function signalOf(
  io: Io, options: SimulateOptions, again: (reason: Interrupted) => void,
): { reason: Promise<Interrupted>; off: () => void } {
  let off = (): void => {}
  const reason = new Promise<Interrupted>((resolve) => {
    let stopping = false
    const offSignals = io.onSignal((signal) => {
      if (stopping) again(new Interrupted(signal))
      else if (!options.json && !options.quiet) io.stderr.write(`${text.stoppingSimulator}\n`)
      stopping = true
      resolve(new Interrupted(signal))
    })
    const offClosed = io.onClosed(() => resolve(new Interrupted('SIGINT')))
    off = () => {
      offSignals()
      offClosed()
    }
  })
  return { reason, off }
}

/** Starts it; what it refuses (a port in use, a file that is no world, a wrong fault rule) is bad usage, in its own words. */
/** The error of a belief or reading that does not exist; the class itself is of what is loaded later. */
const isBeliefError = (error: Error): error is BeliefError => error.name === 'BeliefError'

async function started(
  start: Start, options: SimulateOptions, fixed: Pick<SimulatorOptions, 'state' | 'env' | 'onCall'>,
): Promise<Simulator> {
  const { port, world, speed, faults, policies, beliefs, strict } = options
  try {
    return await start({ ...fixed, port, strict, ...given({ world, speed, faults, policies, beliefs }) })
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError || error instanceof ReferenceError) throw error
    const inUse = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
    const near = isBeliefError(error) ? nearest(error.wrong, error.known) : undefined
    const hint = given({ hint: inUse ? text.portInUseHint : near && text.didYouMean(near) })
    const message = inUse ? text.portInUse(port) : error.message
    throw new RunError(message, { code: 'Simulator', exit: EXIT.usage, ...hint }, { cause: error })
  }
}

/** The page's address; a browser does not send what stands behind the #. */
function pageOf({ url, controlToken }: Simulator): string {
  return `${url}/_sim/#token=${controlToken}`
}

function readyFields(simulator: Simulator): Record<string, unknown> {
  const { url, region, accounts, controlToken, proxy } = simulator
  const [first] = accounts
  return { url, region, accessKeyId: first?.accessKeyId, accessKeySecret: first?.accessKeySecret, controlToken, accounts, proxy, page: pageOf(simulator) }
}

/** Sentences to stderr; to stdout only lines that a shell can take. */
function tellReady(io: Io, options: SimulateOptions, paint: Paint, simulator: Simulator, state: string): void {
  const { url, region, accounts, controlToken, proxy, guest } = simulator
  const variables = {
    ALB_PRIVATELINK_ENDPOINT_URL: url,
    ALIBABA_CLOUD_REGION_ID: region,
    ALIBABA_CLOUD_ACCESS_KEY_ID: accounts[0]?.accessKeyId ?? '',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: accounts[0]?.accessKeySecret ?? '',
  }
  if (!options.quiet) {
    io.stderr.write(`${paint.bold(state === 'memory' ? text.readyMemory(url, region) : text.ready(url, region, state))}\n`)
    io.stderr.write(`${text.page(pageOf(simulator))}\n${text.controls(url, controlToken)}\n`)
    if (guest !== undefined) io.stderr.write(`${text.proxy(harmless(guest.name), proxy.replace('//', `//${guest.user}@`))}\n`)
    io.stderr.write(`${text.readyExports}\n`)
  }
  io.stdout.write(Object.entries(variables).map(([name, value]) => `export ${name}=${shellWord(value)}\n`).join(''))
}
