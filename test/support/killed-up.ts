import { expect } from 'vitest'
import { MADE, startCloud } from './cloud.ts'
import { command, exampleConfig, start, temporary, type Event } from './command.ts'

/** Runs `up` until an event that is waited for, and kills it there; then runs it again and looks at what the cloud holds. */
export async function killedAt(type: 'step.done' | 'step.state', step: string): Promise<void> {
  const cloud = await startCloud(['--speed', '400'])
  const folder = temporary()
  try {
    const env = { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path }
    const args = ['up', '-c', exampleConfig, '--pace', '400', '--json']
    let killed = false
    const first = await start(args, {
      env,
      onEvent: (event: Event, child) => {
        if (event.type !== type || event['step'] !== step || killed) return
        killed = true
        child.kill('SIGKILL')
      },
    }).ended
    expect(killed, first.stderr).toBe(true)
    const second = await command(args, { env })
    expect(second.code, second.stderr + JSON.stringify(second.events.at(-1))).toBe(0)
    expect(second.events.filter((event) => event.type === 'probe').every((probe) => probe['ok'])).toBe(true)
    const { resources } = await cloud.state()
    expect(MADE.map((kind) => resources[kind]!.length)).toEqual([1, 1, 1, 1, 1])
  } finally {
    await cloud.stop()
    folder.remove()
  }
}
