import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { knowCloud, leaks } from './secrets.ts'

const bin = fileURLToPath(new URL('../../bin/alb-privatelink.js', import.meta.url))
export const exampleConfig = fileURLToPath(new URL('../../config.example.yaml', import.meta.url))

export type Event = Record<string, any> & { type: string }

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
  /** The JSON lines of stdout. */
  events: Event[]
}

export interface Running {
  child: ChildProcess
  ended: Promise<Ended>
}

const parse = (line: string): Event[] => {
  try {
    return [JSON.parse(line) as Event]
  } catch {
    return []
  }
}

/** What of the caller's environment a command may see: nothing that names an account, a profile or a proxy. */
function environment(more: Record<string, string>): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true', ...more }
}

/** What is searched for secrets. `simulate` tells those of its world at its start, on purpose: in JSON in its first line. */
function printed(args: readonly string[], stdout: string, stderr: string): Record<string, string> {
  if (args[0] !== 'simulate') return { stdout, stderr }
  return args.includes('--json') ? { stdout: stdout.replace(/^.*\n?/, ''), stderr } : {}
}

/**
 * Starts the built command as a process. All that it prints and leaves in its state directory is searched for secrets.
 * @param options `onEvent` is called with each JSON line as it comes; `open` leaves standard input to the caller
 */
export function start(args: readonly string[], options: { env?: Record<string, string>; input?: string; open?: true; onEvent?: (event: Event, child: ChildProcess) => void } = {}): Running {
  const env = environment(options.env ?? {})
  const child = spawn(process.execPath, [bin, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  let seen = 0
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk
    for (let end = stdout.indexOf('\n', seen); end >= 0; end = stdout.indexOf('\n', seen)) {
      const line = stdout.slice(seen, end)
      seen = end + 1
      for (const event of parse(line)) {
        if (event.type === 'ready') knowCloud(event)
        options.onEvent?.(event, child)
      }
    }
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk))
  child.stdin.on('error', () => undefined)
  if (!options.open) child.stdin.end(options.input ?? '')
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      const found = leaks(env, printed(args, stdout, stderr))
      if (found.length > 0) reject(new Error(`${args.join(' ')} let secrets out, in ${found.join(', in ')}`))
      else resolve({ code, signal, stdout, stderr, events: stdout.split('\n').flatMap(parse) })
    })
  })
  return { child, ended }
}

/** Runs the built command to its end. */
export const command = (args: readonly string[], options?: Parameters<typeof start>[1]): Promise<Ended> => start(args, options).ended

/** A folder of a test's own, and how to remove it. */
export function temporary(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'alb-privatelink-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** The outcomes of a run's steps, by step. */
export function outcomes(events: readonly Event[]): Record<string, string> {
  return Object.fromEntries(events.filter(({ type }) => type === 'step.done').map((event) => [event['step'], event['outcome']]))
}
