import { spawnSync } from 'node:child_process'
import { closeSync, constants, openSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { MADE, startCloud } from '../support/cloud.ts'
import { command, exampleConfig, start, temporary } from '../support/command.ts'

describe('an interrupted up', () => {
  test.each([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 143]] as const)('by %s makes no further call, says how to go on and ends with %d; the same command goes on', async (signal, exit) => {
    const cloud = await startCloud(['--speed', '40'])
    const folder = temporary()
    try {
      const env = { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path }
      let sent = false
      const first = await start(['up', '-c', exampleConfig, '--pace', '40', '--json'], {
        env,
        onEvent: (event, child) => {
          if (event.type !== 'step.state' || sent) return
          sent = true
          child.kill(signal)
        },
      }).ended
      expect(first.code, first.stderr).toBe(exit)
      expect(first.events.at(-1)).toMatchObject({ type: 'run.done', ok: false, exit, next: expect.stringContaining('up'), outputs: { loadBalancerId: expect.stringMatching(/^alb-/) } })
      expect((await cloud.log()).filter((entry) => entry.mutating).map(({ action }) => action)).toEqual(['CreateLoadBalancer'])
      await cloud.control('PUT', '/_sim/clock', { mode: 'scaled', speed: 400 })
      const second = await command(['up', '-c', exampleConfig, '--pace', '400', '--json'], { env })
      expect(second.code, second.stderr).toBe(0)
      const { resources } = await cloud.state()
      expect(MADE.map((kind) => resources[kind]!.length)).toEqual([1, 1, 1, 1, 1])
    } finally {
      await cloud.stop()
      folder.remove()
    }
  })

  test('while a creating call is under way says that its answer is not known; down removes what comes of it', async () => {
    const cloud = await startCloud(['--speed', '400'])
    const folder = temporary()
    try {
      const env = { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path }
      // Longer than a call under way is still given; it is carried out all the same.
      await cloud.control('PUT', '/_sim/faults', [{ id: 'slow', match: { action: 'CreateLoadBalancer' }, do: { delayMs: 3000 } }])
      const running = start(['up', '-c', exampleConfig, '--pace', '400', '--json'], { env })
      while ((await cloud.control('GET', '/_sim/faults'))[0].hits === 0) await new Promise((resolve) => setTimeout(resolve, 10))
      running.child.kill('SIGINT')
      const first = await running.ended
      expect(first.code, first.stderr).toBe(130)
      expect(first.events.at(-1)).toMatchObject({ unanswered: [{ step: 'load-balancer', action: 'CreateLoadBalancer' }] })
      const down = await command(['down', '-c', exampleConfig, '--pace', '1', '--json', '--yes'], { env })
      expect(down.code, down.stderr).toBe(0)
      expect((await cloud.state()).resources['loadBalancers']).toEqual([])
    } finally {
      await cloud.stop()
      folder.remove()
    }
  })
})

/** Opens a pipe as soon as somebody reads from it. */
async function writerOf(pipe: string): Promise<number> {
  for (;;) {
    try {
      return openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
}

test.each([
  'plan -c PIPE --simulate', 'test -c PIPE --simulate', 'accept epsrv-bp1 -c PIPE --simulate', 'policy -c PIPE', `test --local -c ${exampleConfig} --outputs PIPE`,
])('%s ends at SIGINT while nobody writes into its pipe', async (line) => {
  const folder = temporary()
  try {
    const pipe = join(folder.path, 'pipe')
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0)
    const { child, ended } = start([...line.split(' ').map((word) => (word === 'PIPE' ? pipe : word)), '--json'], { env: { ALB_PRIVATELINK_STATE_DIR: folder.path } })
    const writer = await writerOf(pipe)
    child.kill('SIGINT')
    const { code, events } = await ended
    closeSync(writer)
    expect(code).toBe(130)
    expect(events).toMatchObject([{ type: 'run.done', ok: false, exit: 130, error: { code: 'Interrupted' } }])
  } finally {
    folder.remove()
  }
})

describe('whoever waits for a config on standard input', () => {
  test.each([['policy', 'SIGINT', 130], ['up', 'SIGINT', 130], ['status', 'SIGTERM', 143], ['doctor', 'SIGHUP', 143]] as const)('%s ends at once at %s with %d and run.done', async (name, signal, exit) => {
    const folder = temporary()
    try {
      const { child, ended } = start([name, '-c', '-', ...(name === 'policy' ? [] : ['--simulate']), '--json'], { env: { ALB_PRIVATELINK_STATE_DIR: folder.path }, open: true })
      // More than a pipe holds: that it is taken shows that the command has begun to read.
      await new Promise<void>((done) => child.stdin!.write(Buffer.alloc(768 * 1024, '#'), () => done()))
      child.kill(signal)
      const { code, events } = await ended
      expect(code).toBe(exit)
      expect(events).toMatchObject([{ type: 'run.done', ok: false, exit, error: { code: 'Interrupted' } }])
    } finally {
      folder.remove()
    }
  })
})
