import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const PROGRAM = fileURLToPath(new URL('../../bin/alb-privatelink.js', import.meta.url))
const MEMORY = new URL('./tell-memory.mjs', import.meta.url).href

/**
 * The environment of a measured process: extra certificates cost Node 20 some 50 ms of a start, and would hide what is measured.
 * @param {Record<string, string>} [more]
 */
export const environment = (more = {}) => ({ PATH: process.env.PATH, HOME: process.env.HOME, NODE_EXTRA_CA_CERTS: '', ...more })

/**
 * Runs a process to its end.
 * @param {string[]} args of node
 * @param {{ env?: Record<string, string>, code?: number }} [options] the exit code that is expected
 * @returns {Promise<{ ms: number, stdout: string }>} from the spawn to the exit
 */
export function timed(args, { env = environment(), code = 0 } = {}) {
  return new Promise((done, fail) => {
    const start = performance.now()
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    const end = new Promise((exited) => child.once('exit', () => exited(performance.now() - start)))
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (chunk) => (stdout += chunk))
    child.stderr.on('data', (chunk) => (stderr += chunk))
    child.once('error', fail).once('close', async (got) => (got === code ? done({ ms: await end, stdout }) : fail(new Error(`node ${args.join(' ')} ended with ${got}: ${stderr}`))))
  })
}

/**
 * The most memory that a process held.
 * @param {string[]} args of node
 * @param {{ env?: Record<string, string> }} [options]
 * @returns {Promise<number>} in MB
 */
export function peakMemory(args, { env = environment() } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ['--import', MEMORY, ...args], { env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    child.once('message', ({ maxRSS }) => done(maxRSS / 1024))
    child.once('error', fail).once('exit', (code) => code !== 0 && fail(new Error(`node ${args.join(' ')} ended with ${code}`)))
  })
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
