import { describe, expect, it } from 'vitest'
import type { SimulateOptions } from '../../src/commands/options.ts'
import { run } from '../../src/commands/simulate.ts'
import type { CallEntry, Simulator, SimulatorOptions } from '../../src/simulator/api.ts'
import { fakeIo, type FakeIo, type FakeSettings } from '../support/fake-io.ts'

const OPTIONS: SimulateOptions = { json: false, quiet: false, verbose: false, color: true, port: 4580, strict: false }
const ENTRY: CallEntry = {
  n: 1, start: Date.UTC(2026, 0, 2, 3, 4, 6), end: Date.UTC(2026, 0, 2, 3, 4, 6) + 4, product: 'Alb', action: 'CreateListener', region: 'cn-hangzhou', account: '1',
  status: 200, code: null, requestId: 'R', clientToken: null, mutating: true, worked: true, changed: [], fault: null, lacks: false,
}
const LACKING: CallEntry = { ...ENTRY, n: 3, product: 'Vpc', action: 'CreateVpc', status: 404, code: 'InvalidApi.NotFound', worked: false, lacks: true }
const UNKNOWN: CallEntry = { ...LACKING, n: 4, product: '', action: 'Describe\u001B[2J\nLoadBalancers' }
const REFUSED: CallEntry = { ...ENTRY, n: 2, status: 400, code: 'IncorrectStatus.LoadBalancer', worked: false, fault: 'f-1' }

/** Runs the command with a stand-in for the embedded cloud; `during` happens once it is ready. */
async function simulated(options: Partial<SimulateOptions>, during: (io: FakeIo, given: SimulatorOptions) => void, settings: FakeSettings = {}, kept = false) {
  const io = fakeIo(settings)
  let given: SimulatorOptions | undefined
  let closed = 0
  const start = async (asked: SimulatorOptions): Promise<Simulator> => {
    given = asked
    setTimeout(() => during(io, asked))
    return {
      url: 'http://127.0.0.1:4580', region: 'cn-hangzhou', speed: 20, controlToken: 'control', proxy: 'http://127.0.0.1:4581', guest: { name: 'ECS 01', user: 'ecs-01' },
      accounts: [{ id: '1', name: 'main', accessKeyId: 'LTAI1', accessKeySecret: 'sec ret' }],
      kept, now: Date.now, close: async () => void closed++,
    }
  }
  const exit = await run(io, { ...OPTIONS, ...options }, start)
  return { exit, out: io.out(), err: io.err(), given, closed, io }
}

describe('the embedded cloud in the foreground', () => {
  it('prints lines for a shell on stdout, and the calls on stderr, until Ctrl-C', async () => {
    const { exit, out, err, closed } = await simulated({}, (io, { onCall }) => {
      onCall?.(ENTRY)
      onCall?.(REFUSED)
      onCall?.(LACKING)
      onCall?.(UNKNOWN)
      io.signal('SIGINT')
    })
    expect({ exit, closed }).toEqual({ exit: 130, closed: 1 })
    expect(out).toBe(`export ALB_PRIVATELINK_ENDPOINT_URL=http://127.0.0.1:4580
export ALIBABA_CLOUD_REGION_ID=cn-hangzhou
export ALIBABA_CLOUD_ACCESS_KEY_ID=LTAI1
export ALIBABA_CLOUD_ACCESS_KEY_SECRET='sec ret'
`)
    expect(err).toBe(`Embedded cloud on http://127.0.0.1:4580 (cn-hangzhou), world in /home/somebody/.local/state/alb-privatelink/world.json
Page: http://127.0.0.1:4580/_sim/#token=control
Controls: http://127.0.0.1:4580/_sim/state, log, faults (PUT arms them), clock, with "Authorization: Bearer control"
Proxy into the private networks, here as ECS 01: curl -x http://ecs-01@127.0.0.1:4581 http://DOMAIN/
In another terminal, point the command (or any client) at it with the lines below. Ctrl-C ends it.
03:04:06 #1 Alb CreateListener 200 · 4ms
03:04:06 #2 Alb CreateListener 400 IncorrectStatus.LoadBalancer · 4ms · fault f-1
03:04:06 #3 Vpc CreateVpc 404 InvalidApi.NotFound · 4ms · the embedded cloud lacks this action
03:04:06 #4 Describe[2J LoadBalancers 404 InvalidApi.NotFound · 4ms · the embedded cloud lacks this action
Stopping. Press Ctrl-C again to quit now.
`)
  })

  it('prints ready, a line a call, and run.done with --json', async () => {
    const { exit, out, err } = await simulated({ json: true }, (io, { onCall }) => {
      onCall?.(ENTRY)
      io.signal('SIGTERM')
    })
    expect({ exit, err }).toEqual({ exit: 143, err: '' })
    expect(out.trim().split('\n').map((line) => JSON.parse(line))).toEqual([
      {
        v: 1, type: 'ready', ts: '2026-01-02T03:04:05.000Z', url: 'http://127.0.0.1:4580', region: 'cn-hangzhou', accessKeyId: 'LTAI1', accessKeySecret: 'sec ret',
        controlToken: 'control', accounts: [{ id: '1', name: 'main', accessKeyId: 'LTAI1', accessKeySecret: 'sec ret' }], proxy: 'http://127.0.0.1:4581',
        page: 'http://127.0.0.1:4580/_sim/#token=control',
      },
      { v: 1, type: 'call', ts: '2026-01-02T03:04:05.000Z', ...ENTRY },
      {
        v: 1, type: 'run.done', ts: '2026-01-02T03:04:05.000Z', ok: false, exit: 143, error: { code: 'Interrupted', message: 'terminated' },
        outputs: {}, elapsedMs: 0, calls: 1,
      },
    ])
  })

  it('prints only the lines for a shell with --quiet', async () => {
    const { out, err } = await simulated({ quiet: true, state: 'memory' }, (io, { onCall }) => {
      onCall?.(ENTRY)
      io.signal('SIGINT')
    })
    expect(err).toBe('')
    expect(out).toMatch(/^(export [A-Z_]+=.*\n){4}$/)
  })

  it('passes its options on, with the world of --simulate where no state is named', async () => {
    const env = { XDG_STATE_HOME: '/state' }
    const stop = (io: FakeIo): void => io.signal('SIGINT')
    const all = { port: 0, world: 'w.yaml', state: 'memory', speed: 'instant', faults: 'f.json', beliefs: { 'list-lag': '0' }, strict: true } as const
    expect((await simulated(all, stop, { env })).given).toEqual({ ...all, proxy: true, env, onCall: expect.any(Function) })
    expect((await simulated({}, stop, { env })).given).toEqual({ port: 4580, state: '/state/alb-privatelink/world.json', strict: false, proxy: true, env, onCall: expect.any(Function) })
    expect((await simulated({ state: 'my/world.json' }, stop)).given?.state).toBe(`${process.cwd()}/my/world.json`)
  })

  it('says that the world it was named is not used where the state holds one, and how to begin with it', async () => {
    const stop = (io: FakeIo): void => io.signal('SIGINT')
    const told = '--world w.yaml is not used: /home/somebody/.local/state/alb-privatelink/world.json holds a world already. To begin with it: --state memory, --state with another file, or remove that file.\n'
    expect((await simulated({ world: 'w.yaml' }, stop, {}, true)).err).toContain(told)
    expect((await simulated({ world: 'w.yaml' }, stop)).err).not.toContain('is not used')
    expect((await simulated({}, stop, {}, true)).err).not.toContain('is not used')
    const { out, err } = await simulated({ world: 'w.yaml', json: true }, stop, {}, true)
    expect({ err, ready: JSON.parse(out.split('\n')[0]!) }).toEqual({ err: '', ready: expect.objectContaining({ type: 'ready', worldKept: true }) })
  })

  it('quits at once on the second signal', async () => {
    const io = fakeIo()
    const never = new Promise<void>(() => {})
    void run(io, { ...OPTIONS, json: true }, async () => ({
      url: '', region: '', speed: 1, controlToken: '', proxy: '', accounts: [], kept: false, now: Date.now, close: () => never,
    }))
    await new Promise((resolve) => setTimeout(resolve))
    io.signal('SIGINT')
    await new Promise((resolve) => setTimeout(resolve))
    io.signal('SIGINT')
    expect(io.exits).toEqual([130])
    expect(io.out().match(/run\.done/g)).toHaveLength(1)
  })

  it('stops when nobody reads its output any more', async () => {
    expect(await simulated({ json: true }, (io) => io.closePipe())).toMatchObject({ exit: 130, closed: 1 })
  })
})

describe('an embedded cloud that cannot start', () => {
  const refused = async (error: Error, options: Partial<SimulateOptions> = {}) => {
    const io = fakeIo()
    const exit = await run(io, { ...OPTIONS, ...options }, async () => {
      throw error
    })
    return { exit, out: io.out(), err: io.err() }
  }

  it('names the port that is in use and the option that helps', async () => {
    const error = Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE' })
    expect(await refused(error)).toEqual({
      exit: 2, out: '', err: `error: port 4580 of 127.0.0.1 is in use
  Cause  The port is taken, a file of the embedded cloud (world, state, faults, policy) cannot be used, or a belief is not known.
  Hint   Another embedded cloud may be running. Choose another port with --port; 0 picks a free one.
  More   alb-privatelink explain Simulator (docs/troubleshooting.md#the-embedded-cloud-cannot-start)
`,
    })
    const { out, err } = await refused(error, { json: true })
    expect(err).toBe('')
    expect(JSON.parse(out)).toMatchObject({ type: 'run.done', ok: false, exit: 2, error: { code: 'Simulator', cause: expect.any(String), see: expect.any(String) } })
  })

  it('says what is wrong with a file in its own words', async () => {
    expect(await refused(new Error('w.json: not a whole world file'))).toEqual({ exit: 2, out: '', err: expect.stringMatching(/^error: w\.json: not a whole world file\n {2}Cause .*\n {2}Hint .*\n {2}More .*\n$/) })
  })

  it.each([
    ['moon', 'cheese', /^error: --belief moon: there is no such belief\n.*\n {2}Hint {3}There is: service-delete-with-resources, .*\n/],
    ['list-lag', '7', /^error: --belief list-lag=7: this belief has no such value\n.*\n {2}Hint {3}There is: 2, 0, 10\.\n/],
    ['list-lga', '0', /\n {2}Hint {3}Did you mean list-lag\?\n/], ['endpoint-duplicate', 'refus', /\n {2}Hint {3}Did you mean refused\?\n/],
  ])(
    'refuses the belief %s=%s', async (name, value, told) => {
      const io = fakeIo()
      expect(await run(io, { ...OPTIONS, port: 0, state: 'memory', beliefs: { [name]: value } })).toBe(2)
      expect(io.out()).toBe('')
      expect(io.err()).toMatch(told)
    })

  it('does not blame the user for a fault of its own', async () => {
    const { exit, err } = await refused(new TypeError('x is undefined'))
    expect(exit).toBe(1)
    expect(err).toMatch(/^error: something that should not happen: x is undefined\n {2}Hint .*report.*\n/)
    expect((await refused(new TypeError('x is undefined'), { verbose: true })).err).toMatch(/TypeError: x is undefined\n +at /)
  })
})
