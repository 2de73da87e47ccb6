import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { environment, PROGRAM } from './process.mjs'
import { startSimulator } from './simulator.mjs'

/** The documented example. */
export const CONFIG = fileURLToPath(new URL('../../config.example.yaml', import.meta.url))

/** A `simulate` of its own on an instant clock, and commands on the example's stack that go there. */
export async function startStack() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-stack-'))
  const simulator = await startSimulator({ state: 'memory', pin: false })
  const [{ accessKeyId, accessKeySecret }] = simulator.accounts
  return {
    folder,
    simulator,
    env: environment({ ALB_PRIVATELINK_STATE_DIR: folder, ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret }),
    /** The arguments of node that run a command there; its own waits are cut short. */
    ask: (command, pace = 20) => [PROGRAM, command, '-c', CONFIG, '--pace', String(pace), '--yes', '--json', '--endpoint-url', `http://${simulator.host}`],
    /** Milliseconds that every answer takes longer from now on. */
    delay: (delayMs) => simulator.put('/_sim/faults', delayMs === 0 ? [] : [{ id: 'latency', match: { times: 1e9 }, do: { delayMs } }]),
    async stop() {
      await simulator.stop()
      rmSync(folder, { recursive: true })
    },
  }
}
