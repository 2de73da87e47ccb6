import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { PROGRAM } from './process.mjs'

const COUNTER = new URL('./count-syncs.mjs', import.meta.url).href
const pins = process.platform === 'linux' && spawnSync('taskset', ['-V']).status === 0

/**
 * Starts the built `simulate` as a process of its own, on one core where the machine can do that.
 * @param {{ state: string, world?: string, pin?: boolean, args?: string[] }} options without a world, the one of the example
 */
export async function startSimulator({ state, world, pin = pins, args = [] }) {
  const command = [process.execPath, '--import', COUNTER, ...args, PROGRAM,
    'simulate', '--port', '0', '--state', state, ...(world === undefined ? [] : ['--world', world]), '--speed', 'instant', '--json']
  if (pin) command.unshift('taskset', '-c', '0')
  const child = spawn(command[0], command.slice(1), { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  const lines = createInterface({ input: child.stdout })
  const [first] = await once(lines, 'line')
  const ready = JSON.parse(first)
  if (ready.type !== 'ready') throw new Error(first)
  lines.on('line', () => {})
  return {
    port: Number(new URL(ready.url).port), host: new URL(ready.url).host, accounts: ready.accounts, pinned: pin,
    /** Asks a control of the embedded cloud. */
    get: async (path) => (await fetch(ready.url + path, { headers: { authorization: `Bearer ${ready.controlToken}` } })).json(),
    /** Sets a control of the embedded cloud. */
    async put(path, body) {
      const headers = { authorization: `Bearer ${ready.controlToken}`, 'content-type': 'application/json' }
      const { ok, status } = await fetch(ready.url + path, { method: 'PUT', headers, body: JSON.stringify(body) })
      if (!ok) throw new Error(`PUT ${path}: ${status}`)
    },
    /** Fsyncs so far. */
    async syncs() {
      child.send('syncs')
      return (await once(child, 'message'))[0].syncs
    },
    /** Milliseconds of processor time so far, where the system tells: other processes do not count in it, as they do in wall time. */
    cpu() {
      if (process.platform !== 'linux') return Number.NaN
      const stat = readFileSync(`/proc/${child.pid}/stat`, 'latin1')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return (Number(fields[11]) + Number(fields[12])) * 10
    },
    async stop() {
      child.kill('SIGINT')
      await once(child, 'exit')
    },
  }
}
