import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCloud, type RunningCloud } from '../support/cloud.ts'
import { command, exampleConfig, start, temporary, type Ended, type Event, type Running } from '../support/command.ts'
import { screen } from '../support/screen.ts'

const bin = fileURLToPath(new URL('../../bin/alb-privatelink.js', import.meta.url))
const steps = ({ events }: Ended): Event[] => events.filter(({ type }) => type === 'status')
/** The last that was told of each step: `step standing`. */
const last = (ended: Ended): string[] => [...new Map(steps(ended).map(({ step, standing }) => [step as string, `${step} ${standing}`])).values()]
const WHOLE = ['load-balancer ready', 'server-group ready', 'listener ready', 'endpoint-service ready', 'endpoint ready', 'connection ready', 'connectivity open']

describe('status beside an up that is at work', () => {
  let cloud: RunningCloud
  let folder: ReturnType<typeof temporary>
  let up: Running
  let upEnded = false
  let env: Record<string, string>
  const words = (line: string): string[] => [...line.split(' '), '-c', exampleConfig, '--pace', '40']
  const run = (line: string): Promise<Ended> => command([...words(line), '--json'], { env })
  beforeAll(async () => {
    cloud = await startCloud(['--speed', '40'])
    folder = temporary()
    env = { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path }
    await new Promise<void>((resolve) => {
      // Ten minutes of its clock are its patience, and have to outlast what is done while time stands still.
      up = start(['up', '-c', exampleConfig, '--pace', '15', '--json'], { env, onEvent: ({ type }) => type === 'step.state' && resolve() })
    })
    await cloud.control('PUT', '/_sim/clock', { frozen: true })
    // The lists tell of what is new some seconds later, and here no time passes by itself.
    await cloud.control('POST', '/_sim/clock/advance', { seconds: 15 })
    void up.ended.then(() => (upEnded = true))
  })
  afterAll(async () => {
    up.child.kill('SIGKILL')
    await cloud.stop()
    folder.remove()
  })

  test('waits for no lock, and tells what is under way', async () => {
    const ended = await run('status')
    expect(ended.code, ended.stderr).toBe(0)
    expect(upEnded).toBe(false)
    expect(steps(ended).map(({ standing }) => standing)).toEqual(['moving', 'absent', 'absent', 'absent', 'absent', 'absent', 'open'])
    const [balancer] = steps(ended)
    expect(balancer).toMatchObject({ step: 'load-balancer', id: expect.stringMatching(/^alb-/), state: 'Provisioning' })
    expect(balancer!['ageSeconds']).toBeLessThan(120)
    expect(ended.events.at(-1)).toMatchObject({
      next: expect.stringContaining('alb-privatelink up '), outputs: { loadBalancerId: balancer!['id'], steps: [{ standing: 'moving' }, {}, {}, {}, {}, {}, {}] },
    })
  })

  test('with --watch is bounded by --timeout', async () => {
    const { code, events } = await run('status --watch --timeout 20s')
    expect(code).toBe(8)
    expect(events.at(-1)).toMatchObject({ type: 'run.done', error: { code: 'Timeout' }, next: expect.stringContaining('status') })
  })

  test.skipIf(spawnSync('script', ['--version']).error !== undefined)('with --watch on a terminal is drawn again in place, and ends at once with 130 at Ctrl-C', async () => {
    const line = `stty cols 120 rows 50; exec '${process.execPath}' '${bin}' ${words('status --watch').join(' ')}`
    const child = spawn('script', ['-qec', line, '/dev/null'], { env: { PATH: process.env['PATH'], HOME: '/nonexistent', TERM: 'xterm', ...env } })
    let out = ''
    let pressed = 0
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk
      // oxlint-disable-next-line no-control-regex -- a move up begins with one
      if (pressed > 0 || !/\u001B\[\d+A[^]*Watching/.test(out)) return
      pressed = Date.now()
      child.stdin.write('\u0003')
    })
    // A state that changes; else nothing would be drawn a second time.
    const id = (await cloud.state()).resources['loadBalancers']![0]!.id
    const states = ['Configuring', 'Provisioning']
    const put = (status: string) => cloud.control('PATCH', '/_sim/world', { loadBalancers: { [id]: { status } } })
    const changing = setInterval(() => {
      states.reverse()
      void put(states[0]!)
    }, 300)
    const code = await new Promise((resolve) => child.on('close', resolve)).finally(() => clearInterval(changing))
    await put('Provisioning')
    expect(code).toBe(130)
    expect(Date.now() - pressed).toBeLessThan(2000)
    const shown = screen(out, 120, 50).join('\n')
    expect(shown.match(/1 {2}Load balancer .*(Provisioning|Configuring)/g)).toHaveLength(1)
    expect(shown).toContain('Interrupted; everything that exists stays as it is.')
  })

  test('with --watch follows it to the end', async () => {
    const watch = start([...words('status --watch'), '--json'], { env, onEvent: ({ type }) => type === 'status' && void cloud.control('PUT', '/_sim/clock', { frozen: false, speed: 400 }) })
    const ended = await watch.ended
    expect(ended.code, ended.stderr).toBe(0)
    expect(last(ended)).toEqual(WHOLE)
    const told = steps(ended).filter(({ step }) => step === 'load-balancer').map(({ state }) => state)
    // Whether a look falls into the time in which the listener is put on it is chance.
    expect([...new Set(told.filter((state) => state !== 'Configuring'))]).toEqual(['Provisioning', 'Active'])
    expect((await up.ended).code).toBe(0)
  })

  test('of the finished stack takes at most 14 calls, the health of each server included', async () => {
    const ended = await run('status')
    expect(last(ended)).toEqual(WHOLE)
    expect(steps(ended)[1]!['servers']).toMatchObject([{ port: 80, state: 'Available', health: 'healthy' }, { port: 80, state: 'Available', health: 'healthy' }])
    expect(ended.events.at(-1)!['calls']).toBeLessThanOrEqual(14)
    expect(ended.events.at(-1)!['next']).toContain('alb-privatelink test ')
    const plain = await command(words('status'), { env })
    expect(plain.stdout).toMatch(/^ {3}Step .*\n1 {2}Load balancer {6}alb-\w+ +Active +\d+[ms]/)
    const diagram = await command(words('status --diagram mermaid'), { env })
    expect(diagram.stdout).toMatch(/^flowchart LR\n/)
  })

  test('with --watch ends with 1 where waiting mends nothing; a look alone does not', async () => {
    const id = (await cloud.state()).resources['loadBalancers']![0]!.id
    await cloud.control('PATCH', '/_sim/world', { loadBalancers: { [id]: { status: 'CreateFailed' } } })
    expect((await run('status')).code).toBe(0)
    const watched = await run('status --watch')
    expect(watched.code).toBe(1)
    expect(watched.events.at(-1)!['error']).toMatchObject({ code: 'Failed', message: `Load balancer ${id}: the load balancer could not be created` })
  })
})
