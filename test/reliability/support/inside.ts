import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from '../../../src/program.ts'
import { fakeIo } from '../../support/fake-io.ts'
import type { Event } from '../../support/command.ts'
import { smallCloud, type SmallCloud } from './small-cloud.ts'

export interface Outcome { code: number; events: Event[]; stderr: string }

/** A cloud in a process of its own, and commands that run inside this one: a fraction of the time of a process each. */
export interface Inside extends SmallCloud {
  run(command: readonly string[], config?: string): Promise<Outcome>
}

/** The world is much faster than the commands' clock: their budgets last although the machine is busy. */
const SPEED = 2000
const PACE = 100

/** One key pair for all clouds of this process: the credentials package reads the process's own environment. */
const KEYS = { ALB_PRIVATELINK_SIM_ACCESS_KEY_ID: 'LTAIReliability00000', ALB_PRIVATELINK_SIM_ACCESS_KEY_SECRET: randomUUID() }
process.env['ALIBABA_CLOUD_ACCESS_KEY_ID'] = KEYS.ALB_PRIVATELINK_SIM_ACCESS_KEY_ID
process.env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'] = KEYS.ALB_PRIVATELINK_SIM_ACCESS_KEY_SECRET

export async function inside(): Promise<Inside> {
  const small = await smallCloud(['--speed', String(SPEED)], KEYS)
  const home = join(small.folder, 'home')
  return {
    ...small,
    run: async (command, config = small.config) => {
      const io = fakeIo({ argv: [...command, '-c', config, '--pace', String(PACE), '--json'], env: { ...small.cloud.env, ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true', ALB_PRIVATELINK_STATE_DIR: home } })
      const code = await runProgram(io)
      return { code, stderr: io.err(), events: io.out().split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Event) }
    },
    restore: async (name) => {
      rmSync(home, { recursive: true, force: true })
      await small.restore(name)
    },
  }
}
