import { resolve } from 'node:path'
import { given } from '../core/given.ts'
import type { Io } from '../io.ts'
import { text } from '../messages/index.ts'
import { jsonLine } from '../render/json.ts'
import { paintFor, type Paint } from '../render/paint.ts'
import { harmless } from '../render/redact.ts'
import type { CallEntry, Simulator, SimulatorOptions } from '../simulator/api.ts'
import { callLines } from './call-lines.ts'
import { shellWord } from './invocation.ts'
import type { SimulateOptions } from './options.ts'
import { smallFrame } from './small-frame.ts'
import { worldFile } from './state-dir.ts'

type Start = (options: SimulatorOptions) => Promise<Simulator>

const startReal: Start = async (options) => (await import('../simulator/index.ts')).startSimulator(options)

/**
 * Runs the embedded cloud until Ctrl-C or SIGTERM. Stdout gets the lines that point a client at it, stderr each call; with
 * --json, stdout gets the ready line, a line for each call, and run.done.
 * @param start starts the embedded cloud; another than the real one only in tests
 * @returns the exit code: 130 or 143 by the signal, 2 where it cannot start
 */
export function run(io: Io, options: SimulateOptions, start: Start = startReal): Promise<number> {
  const state = options.state === undefined ? worldFile(io) : options.state === 'memory' ? 'memory' : resolve(options.state)
  const paint = paintFor(io.stderr, io.env, options.color)
  // Beside the frame, which blots out secrets: the keys of the made-up world are there to be used.
  const json = (event: { type: string; [field: string]: unknown }): void => io.stdout.write(jsonLine(event, io.now()))
  return smallFrame(io, options, { command: 'simulate', stopping: text.stoppingSimulator }, async ({ signal, calls, say }) => {
    const onCall = (entry: CallEntry): void => {
      calls.count++
      if (options.json) json({ type: 'call', ...entry })
      else if (!options.quiet) io.stderr.write(callLines(entry, paint).map((line) => `${line}\n`).join(''))
    }
    const simulator = await started(start, options, { state, env: io.env, onCall })
    try {
      const worldKept = options.world !== undefined && simulator.kept
      if (options.json) json({ type: 'ready', ...readyFields(simulator), ...given({ worldKept: worldKept || undefined }) })
      else tellReady(io, options, paint, simulator, state)
      if (worldKept) say(text.worldKept(shellWord(options.world!), state))
      return await new Promise<never>((_, reject) => {
        const stop = (): void => reject(signal.reason as Error)
        if (signal.aborted) stop()
        else signal.addEventListener('abort', stop)
      })
    } finally {
      await simulator.close()
    }
  })
}

/** Starts it; what it refuses (a port in use, a file that is no world, a wrong fault rule) is bad usage. */
async function started(
  start: Start, options: SimulateOptions, fixed: Pick<SimulatorOptions, 'state' | 'env' | 'onCall'>,
): Promise<Simulator> {
  const { port, state, world, speed, faults, policies, beliefs, strict } = options
  try {
    return await start({ ...fixed, port, strict, proxy: true, ...given({ world, speed, faults, policies, beliefs }) })
  } catch (error) {
    const { simulatorFailure } = await import('./simulator-failure.ts')
    throw simulatorFailure(error, { port, ...given({ stateOption: state && '--state' }) })
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
    if (guest !== undefined && proxy !== undefined) io.stderr.write(`${text.proxy(harmless(guest.name), proxy.replace('//', `//${guest.user}@`))}\n`)
    io.stderr.write(`${text.readyExports}\n`)
  }
  io.stdout.write(Object.entries(variables).map(([name, value]) => `export ${name}=${shellWord(value)}\n`).join(''))
}
