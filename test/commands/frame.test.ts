import { describe, expect, it } from 'vitest'
import { CloudError, type CloudErrorFields } from '../../src/cloud/error.ts'
import { frame, type Result, type Session } from '../../src/commands/frame.ts'
import type { CloudOptions } from '../../src/commands/options.ts'
import { ConfigError, EXIT, Interrupted, RunError, UsageError } from '../../src/core/errors.ts'
import type { CommandName, Outputs, RunEvent } from '../../src/core/events.ts'
import { fakeIo, type FakeIo, type FakeSettings } from '../support/fake-io.ts'
import { handClock } from '../support/hand-clock.ts'

const OPTIONS: CloudOptions = {
  json: false, quiet: false, verbose: false, color: true, config: 'config.yaml', simulate: true, wait: true, skipChecks: [], yes: false,
}

const START: Extract<RunEvent, { type: 'run.start' }> = {
  type: 'run.start', command: 'up', stack: 'web', target: { kind: 'cloud', region: 'cn-hangzhou', account: '1000000000001234' }, steps: [],
}
const zone = (name: string, address: string) =>
  ({ zoneId: `cn-hangzhou-${name}`, domain: `ep-1-${name}.epsrv-1.test`, address, eniId: `eni-${name}`, status: 'Connected' })
const OUTPUTS: Outputs = {
  loadBalancerId: 'alb-1',
  endpoints: [{ consumer: 'default', endpointId: 'ep-1', domain: 'ep-1.epsrv-1.test', connectionStatus: 'Connected', zones: [zone('h', '10.0.10.9'), zone('i', '10.10.0.9')] }],
}
const probe = (name: string, via: 'zone-domain' | 'zone-address' | 'endpoint-domain', more: object = {}): RunEvent => ({
  type: 'probe', instanceId: `i-${name}`, instanceName: `ECS ${name === 'h' ? '01' : '02'}`, zoneId: `cn-hangzhou-${name}`, via, url: 'http://there/',
  ok: true, status: 200, answeredBy: { 'ECS 04': 2, 'ECS 03': 2 }, attempts: 4, ms: 12, ...more,
})

interface Setting { command?: CommandName; options?: Partial<CloudOptions>; io?: FakeSettings }

/** Runs a body in a frame and keeps all that came of it. */
async function framed(body: (session: Session, io: FakeIo) => Promise<Result> | Result, { command = 'up', options = {}, io: settings = {} }: Setting = {}) {
  const io = fakeIo(settings)
  const exit = await frame(io, { ...OPTIONS, ...options }, command, async (session) => await body(session, io))
  const lines = options.json ? io.out().trim().split('\n').map((line) => JSON.parse(line)) : []
  return { exit, out: io.out(), err: io.err(), io, lines, done: lines.at(-1) }
}

/** The events of a run that builds two things, waits, and tests. */
function good(session: Session): Result {
  const { emit } = session
  const clock = handClock()
  session.clock = clock
  emit(START)
  emit({ type: 'check', name: 'credentials', result: 'ok', message: 'account 1234' })
  emit({ type: 'check', name: 'vswitch-acl', result: 'unknown', message: 'vsw-1 has a network ACL', hint: 'Look at its rules.' })
  emit({ type: 'check', name: 'tags', result: 'skipped', message: 'Skipped, as --skip-check asks.' })
  emit({ type: 'step.start', step: 'load-balancer', index: 1, total: 2, title: 'Load balancer' })
  emit({ type: 'step.state', step: 'load-balancer', id: 'alb-1', state: 'Provisioning', elapsedMs: 300 })
  clock.pass(52_400)
  emit({ type: 'step.done', step: 'load-balancer', id: 'alb-1', outcome: 'created', elapsedMs: 52_400 })
  emit({ type: 'step.start', step: 'endpoint', consumer: 'shop', index: 2, total: 2, title: 'Endpoint' })
  emit({ type: 'step.retry', step: 'endpoint', consumer: 'shop', action: 'CreateVpcEndpoint', code: 'Throttling.User', attempt: 2, attempts: 5, waitMs: 3000 })
  emit({ type: 'step.retry', step: 'endpoint', consumer: 'shop', action: 'CreateVpcEndpoint', code: 'EndpointLocked', attempt: 3, waitMs: 500 })
  emit({ type: 'step.warn', step: 'endpoint', consumer: 'shop', message: 'a zone is\nslow' })
  emit({ type: 'step.done', step: 'endpoint', consumer: 'shop', id: 'ep-1', outcome: 'found', elapsedMs: 20 })
  for (const name of ['h', 'i']) for (const via of ['zone-address', 'zone-domain', 'endpoint-domain'] as const) emit(probe(name, via))
  session.calls.count = 12
  return { outputs: OUTPUTS, next: 'alb-privatelink test' }
}

const TABLE = `Endpoint ep-1 · Connected
Zone           Domain               Address    Status     From    Test
cn-hangzhou-h  ep-1-h.epsrv-1.test  10.0.10.9  Connected  ECS 01  ECS 03 ×4, ECS 04 ×4
cn-hangzhou-i  ep-1-i.epsrv-1.test  10.10.0.9  Connected  ECS 02  ECS 03 ×4, ECS 04 ×4
any            ep-1.epsrv-1.test                          ECS 01  ECS 03 ×2, ECS 04 ×2
any            ep-1.epsrv-1.test                          ECS 02  ECS 03 ×2, ECS 04 ×2
`

describe('a run that goes well', () => {
  it('writes plain lines to stderr and the table to stdout', async () => {
    const { exit, out, err } = await framed(good)
    expect({ exit, out }).toEqual({ exit: 0, out: TABLE })
    expect(err).toBe(`Target: Alibaba Cloud cn-hangzhou, account …1234
! vswitch-acl: vsw-1 has a network ACL
  Look at its rules.
✔ 3 checks, 1 unknown, 1 skipped
[1/2] Load balancer · alb-1 · Provisioning
✔ [1/2] Load balancer · alb-1 · created · 52s
[2/2] Endpoint (shop) · throttled, trying again in 3s (2/5)
[2/2] Endpoint (shop) · EndpointLocked, trying again in 500ms (attempt 3)
! [2/2] Endpoint (shop) · a zone is slow
✔ [2/2] Endpoint (shop) · ep-1 · found
✔ ECS 01 · cn-hangzhou-h · http://there/ · ECS 03 ×2, ECS 04 ×2
✔ ECS 01 · cn-hangzhou-h · http://there/ · ECS 03 ×2, ECS 04 ×2
✔ ECS 01 · http://there/ · ECS 03 ×2, ECS 04 ×2
✔ ECS 02 · cn-hangzhou-i · http://there/ · ECS 03 ×2, ECS 04 ×2
✔ ECS 02 · cn-hangzhou-i · http://there/ · ECS 03 ×2, ECS 04 ×2
✔ ECS 02 · http://there/ · ECS 03 ×2, ECS 04 ×2
Done in 52s, 12 calls.
Next: alb-privatelink test
`)
  })

  it('shows every check with --verbose', async () => {
    const { err } = await framed(good, { options: { verbose: true } })
    expect(err).toContain('✔ credentials: account 1234\n')
    expect(err).toContain('- tags: Skipped, as --skip-check asks.\n')
  })

  it('writes nothing but the result with --quiet', async () => {
    expect(await framed(good, { options: { quiet: true } })).toMatchObject({ exit: 0, out: TABLE, err: '' })
  })

  it('writes one JSON line an event with --json, and the target line to stderr', async () => {
    const { exit, err, out, lines, done } = await framed(good, { options: { json: true } })
    expect({ exit, err }).toEqual({ exit: 0, err: 'Target: Alibaba Cloud cn-hangzhou, account …1234\n' })
    expect(out.split('\n')[1]).toBe('{"v":1,"type":"check","ts":"2026-01-02T03:04:05.000Z","name":"credentials","result":"ok","message":"account 1234"}')
    expect(lines.every(({ v, ts }) => v === 1 && ts === '2026-01-02T03:04:05.000Z')).toBe(true)
    expect(lines.map(({ type }) => type)).toEqual(['run.start', 'check', 'check', 'check', 'step.start', 'step.state', 'step.done', 'step.start',
      'step.retry', 'step.retry', 'step.warn', 'step.done', 'probe', 'probe', 'probe', 'probe', 'probe', 'probe', 'run.done'])
    expect(done).toEqual({
      v: 1, type: 'run.done', ts: '2026-01-02T03:04:05.000Z', ok: true, exit: 0, next: 'alb-privatelink test', outputs: OUTPUTS,
      elapsedMs: expect.any(Number), calls: 12,
    })
    expect(done.elapsedMs).toBeGreaterThanOrEqual(52_400)
    expect(done.elapsedMs).toBeLessThan(53_400)
  })

  it('prints the target line once, also when it was asked for before run.start', async () => {
    const { err } = await framed((session) => {
      session.target({ kind: 'endpoint', region: 'cn-hangzhou', account: null, url: 'http://127.0.0.1:4580' })
      session.emit(START)
      return { outputs: {} }
    })
    expect(err).toMatch(/^Target: http:\/\/127\.0\.0\.1:4580 \(cn-hangzhou\), account unknown\nDone in /)
  })

  it('gives a body its own result and exit code', async () => {
    const { exit, out, done } = await framed(() => ({ outputs: {}, exit: EXIT.changes, result: 'three changes' }), { command: 'accept' })
    expect({ exit, out, done }).toEqual({ exit: 10, out: 'three changes\n', done: undefined })
    const json = await framed(() => ({ outputs: {}, exit: EXIT.changes }), { options: { json: true } })
    expect(json.done).toMatchObject({ ok: true, exit: 10 })
  })

  it('says lines for people in text mode only, details with --verbose only', async () => {
    const body = (session: Session): Result => {
      session.say('one')
      session.detail('two')
      return { outputs: {} }
    }
    expect((await framed(body)).err).toBe('one\n')
    expect((await framed(body, { options: { verbose: true } })).err).toBe('one\ntwo\n')
    expect((await framed(body, { options: { quiet: true } })).err).toBe('')
    expect((await framed(body, { options: { json: true } })).err).toBe('')
  })
})

describe('a run that fails', () => {
  const QUOTA = { code: 'QuotaExceeded.X', message: 'Too many.', action: 'CreateServerGroup', requestId: 'AB-12', hint: 'Ask for more.' }
  const failing = (session: Session): never => {
    session.emit(START)
    session.emit({ type: 'step.start', step: 'load-balancer', index: 1, total: 7, title: 'Load balancer' })
    session.emit({ type: 'step.done', step: 'load-balancer', id: 'alb-1', outcome: 'created', elapsedMs: 1000 })
    session.emit({ type: 'step.start', step: 'server-group', index: 2, total: 7, title: 'Server group' })
    session.emit({ type: 'step.fail', step: 'server-group', id: 'sgp-1', state: 'Creating', ...QUOTA })
    throw new RunError('Too many.', { exit: EXIT.failed, code: QUOTA.code, action: QUOTA.action, requestId: QUOTA.requestId, hint: QUOTA.hint })
  }
  const FAILURE = `✖ [2/7] Server group · sgp-1 · failed
  CreateServerGroup: QuotaExceeded.X: Too many.
  State      Creating
  RequestId  AB-12
  Cause      The account may not have more of this kind in this region, or not more of it in one place.
  Hint       Ask for more.
  More       alb-privatelink explain QuotaExceeded.X (docs/troubleshooting.md#a-quota-is-used-up)
What exists now:
  load balancer  alb-1
  server group   sgp-1
To go on:          alb-privatelink up -c config.yaml --simulate
To remove it all:  alb-privatelink down -c config.yaml --simulate
`

  it('says what failed on what, the code, the RequestId, what exists and how to go on, once each', async () => {
    const { exit, out, err } = await framed(failing)
    expect({ exit, out }).toEqual({ exit: 1, out: '' })
    expect(err).toBe(`Target: Alibaba Cloud cn-hangzhou, account …1234\n✔ [1/7] Load balancer · alb-1 · created · 1s\n${FAILURE}`)
  })

  it('says the same with --quiet', async () => {
    expect(await framed(failing, { options: { quiet: true } })).toMatchObject({ exit: 1, out: '', err: FAILURE })
  })

  it('tells it in run.done with --json, with the outputs so far', async () => {
    const { done, err } = await framed((session) => {
      session.outputs = { loadBalancerId: 'alb-1' }
      return failing(session)
    }, { options: { json: true } })
    expect(err).toBe('Target: Alibaba Cloud cn-hangzhou, account …1234\n')
    expect(done).toMatchObject({
      ok: false, exit: 1, error: { code: 'QuotaExceeded.X', message: 'Too many.', action: 'CreateServerGroup', requestId: 'AB-12', hint: 'Ask for more.' },
      next: 'alb-privatelink up -c config.yaml --simulate', outputs: { loadBalancerId: 'alb-1' },
    })
  })

  it('says what was under way and may still be made, and then how to remove it, also where nothing is there yet', async () => {
    const cut = (session: Session): never => {
      session.emit(START)
      session.outputs = { endpoints: [] }
      session.unanswered = () => [{ step: 'load-balancer', action: 'CreateLoadBalancer' }]
      throw new Interrupted('SIGINT')
    }
    const { err } = await framed(cut)
    expect(err).toContain(`Interrupted; everything that exists stays as it is.
CreateLoadBalancer was under way, and its answer is not known: the load balancer may still be made.
To go on:          alb-privatelink up -c config.yaml --simulate
To remove it all:  alb-privatelink down -c config.yaml --simulate
`)
    expect((await framed(cut, { options: { json: true } })).done).toMatchObject({ exit: 130, unanswered: [{ step: 'load-balancer', action: 'CreateLoadBalancer' }] })
  })

  it('names what is left after a down that failed, and how to remove the rest', async () => {
    const { err } = await framed((session) => {
      session.emit({ ...START, command: 'down' })
      session.outputs = { removed: ['ep-1'], left: ['vpc-1'], remaining: [{ step: 'listener', id: 'lsn-1' }, { step: 'load-balancer', id: 'alb-1' }, { step: 'server-group', id: 'sgp-1' }] }
      session.emit({ type: 'step.done', step: 'endpoint', id: 'ep-1', outcome: 'removed', elapsedMs: 0 })
      session.emit({ type: 'step.start', step: 'listener', index: 3, total: 6, title: 'Listener' })
      session.emit({ type: 'step.state', step: 'listener', id: 'lsn-1', state: 'Stopping', elapsedMs: 0 })
      throw new RunError('no end of it', { code: 'Timeout', exit: EXIT.timeout })
    }, { command: 'down' })
    expect(err).toContain('error: Timeout: no end of it\n')
    expect(err).toContain('\nWhat exists now:\n  load balancer  alb-1\n  server group   sgp-1\n  listener       lsn-1\nTo remove the rest:  alb-privatelink down -c config.yaml --simulate\n')
  })

  it.each([
    ['NotThere', EXIT.failed, undefined, 'Once that is mended:  alb-privatelink up -c'],
    ['ChecksFailed', EXIT.checks, undefined, 'Once that is mended:  alb-privatelink up -c'],
    ['NotThere', EXIT.failed, 'alb-privatelink init --simulate', 'To go on:  alb-privatelink init'],
    ['Timeout', EXIT.timeout, undefined, 'To go on:  alb-privatelink up -c'],
  ] as const)('says of %s (exit %i) whether the same command can go on as things are', async (code, exit, next, line) => {
    const { err } = await framed((session) => {
      session.emit(START)
      if (next !== undefined) session.next = next
      throw new RunError('it ended', { code, exit })
    })
    expect(err).toContain(`\n${line}`)
  })

  it('names all of it after a down that removed nothing, which did not begin', async () => {
    const { err } = await framed((session) => {
      session.emit({ ...START, command: 'down' })
      session.outputs = { removed: [], left: [], remaining: [{ step: 'server-group', id: 'sgp-1' }] }
      throw new RunError('nothing was removed', { code: 'NotConfirmed', exit: EXIT.failed })
    }, { command: 'down' })
    expect(err).toContain('\nWhat exists now:\n  server group  sgp-1\nTo go on:  alb-privatelink down -c config.yaml --simulate\n')
  })

  it('shows the table and the failed layer when the connectivity test failed', async () => {
    const { exit, out, err } = await framed((session) => {
      session.emit({ ...START, command: 'test' })
      session.outputs = OUTPUTS
      session.emit(probe('h', 'zone-address'))
      session.emit(probe('h', 'zone-domain', { ok: false, status: null, answeredBy: {}, layer: 'dns', message: 'no such name' }))
      throw new RunError('1 of 2 probes failed', { code: 'Connectivity.dns', exit: EXIT.connectivity })
    }, { command: 'test', options: { quiet: true } })
    expect(exit).toBe(5)
    expect(out).toContain('cn-hangzhou-h  ep-1-h.epsrv-1.test  10.0.10.9  Connected  ECS 01  address: ECS 03 ×2, ECS 04 ×2; domain failed: dns\n')
    expect(err).toBe(`✖ ECS 01 · cn-hangzhou-h · http://there/ · dns: no such name
error: Connectivity.dns: 1 of 2 probes failed
  Cause  The domain of the endpoint, or of its zone, does not resolve on the instance.
  Hint   Give a new endpoint a minute. Else look at the name servers of the instance: the names resolve through those of the VPC (100.100.2.136 and 100.100.2.138).
  More   alb-privatelink explain Connectivity.dns (docs/troubleshooting.md#layer-dns)
To go on:  alb-privatelink test -c config.yaml --simulate
`)
  })

  it('lists every mistake of a config with its place, in text and in JSON', async () => {
    const mistakes = () => {
      throw new ConfigError('2 mistakes', [
        { path: 'config.yaml', line: 3, column: 5, message: 'unknown key "prot"; did you mean "port"?' },
        { path: 'config.yaml', line: 9, column: 1, message: 'expected a number' },
      ])
    }
    const { exit, err } = await framed(mistakes)
    expect({ exit, err }).toEqual({ exit: 2, err: 'config.yaml:3:5: unknown key "prot"; did you mean "port"?\nconfig.yaml:9:1: expected a number\n' })
    const { done } = await framed(mistakes, { options: { json: true } })
    expect(done).toMatchObject({ exit: 2, error: { code: 'Config', message: expect.stringMatching(/^config\.yaml:3:5: .*\nconfig\.yaml:9:1: /) } })
    expect(done).not.toHaveProperty('next')
  })

  it('prints the short usage after bad usage, and after nothing else', async () => {
    const { exit, err } = await framed(() => {
      throw new UsageError('name the endpoints', 'Use --endpoint or --all.')
    }, { command: 'accept' })
    expect({ exit, err }).toEqual({ exit: 2, err: `error: name the endpoints
  Hint  Use --endpoint or --all.

Usage: alb-privatelink accept <service-id> [--endpoint ID]... [--all] [options]
See 'alb-privatelink accept --help' for all options.
` })
  })

  it.each([['forbidden', 4], ['fatal', 1], ['unknown', 1]] as const)('maps a %s answer of the cloud to exit code %i', async (kind, code) => {
    const { exit, done } = await framed(() => {
      throw new CloudError('not you', { product: 'Alb', action: 'ListListeners', code: 'NoPermission', class: kind, requestId: 'R', hint: 'h' })
    }, { options: { json: true } })
    expect(exit).toBe(code)
    expect(done.error).toEqual({ code: 'NoPermission', message: 'not you', action: 'ListListeners', requestId: 'R', hint: 'h', cause: expect.stringContaining('policy'), see: 'docs/troubleshooting.md#a-permission-is-missing' })
  })

  const DENIED = {
    product: 'Alb', action: 'CreateLoadBalancer', code: 'NoPermission', class: 'forbidden', httpStatus: 403, requestId: 'AB-12',
    denied: 'alb:CreateLoadBalancer, NoPermissionType ImplicitDeny', recommend: 'https://api.aliyun.com/troubleshoot?q=NoPermission', hint: 'Ask for it.',
  } as const
  const UNHEARD = { product: 'Alb', action: 'CreateListener', code: 'Some.Thing', class: 'fatal', httpStatus: 400, requestId: 'CD-34', denied: 'x, y', recommend: 'https://example.com/x' } as const
  const raised = (message: string, fields: CloudErrorFields) => (): never => {
    throw new CloudError(message, fields)
  }

  it('tells of a known code cause, cure and place, and the page of the cloud', async () => {
    const { err } = await framed(raised('not you', DENIED))
    expect(err).toBe(`error: CreateLoadBalancer: NoPermission: not you
  RequestId   AB-12
  Denied      alb:CreateLoadBalancer, NoPermissionType ImplicitDeny
  Cause       The key is known, but no policy allows it this action on this resource, or a policy denies it.
  Hint        Ask for it.
  Cloud page  https://api.aliyun.com/troubleshoot?q=NoPermission
  More        alb-privatelink explain NoPermission (docs/troubleshooting.md#a-permission-is-missing)
Once that is mended:  alb-privatelink up -c config.yaml --simulate
`)
    const { done } = await framed(raised('not you', DENIED), { options: { json: true } })
    const { product: _product, class: _class, ...told } = DENIED
    expect(done.error).toEqual({ ...told, message: 'not you', cause: expect.stringContaining('policy'), see: 'docs/troubleshooting.md#a-permission-is-missing' })
  })

  it('tells of an unknown code all that the cloud said, and nothing of its own', async () => {
    const { err } = await framed(raised('what is this', UNHEARD))
    expect(err).toBe(`error: CreateListener: Some.Thing: what is this
  HTTP status  400
  RequestId    CD-34
  Denied       x, y
  Cloud page   https://example.com/x
To go on:  alb-privatelink up -c config.yaml --simulate
`)
    const { done } = await framed(raised('what is this', UNHEARD), { options: { json: true } })
    const { product: _product, class: _class, ...told } = UNHEARD
    expect(done.error).toEqual({ ...told, message: 'what is this' })
  })

  it('calls its own faults by their name, with the trace only on --verbose', async () => {
    const broken = () => {
      throw new TypeError('x is not a function')
    }
    const { exit, err } = await framed(broken)
    expect(exit).toBe(1)
    expect(err).toMatch(/^error: something that should not happen: x is not a function\n {2}Hint {2}.*report/)
    expect(err).not.toMatch(/\n +at /)
    expect((await framed(broken, { options: { verbose: true } })).err).toMatch(/TypeError: x is not a function\n +at /)
    expect((await framed(broken, { options: { json: true } })).done).toMatchObject({ exit: 1, error: { code: 'Internal' } })
  })

  it('never shows a secret, nor lets text of the cloud steer the terminal', async () => {
    const leaking = (session: Session): never => {
      session.secrets.add('s3cr3t/+==')
      session.say('key s3cr3t/+==')
      throw new RunError('GET /?Token=s3cr3t%2F%2B%3D%3D \u001B[2Jfailed', { code: 'Network', exit: EXIT.failed })
    }
    const { err } = await framed(leaking)
    expect(err).toMatch(/^key \*\*\*\nerror: Network: GET \/\?Token=\*\*\* \[2Jfailed\n/)
    expect((await framed(leaking, { options: { json: true } })).out).not.toMatch(/s3cr3t/)
  })
})

describe('a signal', () => {
  const waiting = (signal: 'SIGINT' | 'SIGTERM') => (session: Session, io: FakeIo) =>
    new Promise<Result>((_resolve, reject) => {
      session.emit(START)
      session.outputs = { loadBalancerId: 'alb-1' }
      session.signal.addEventListener('abort', () => {
        reject(new Error('the wait was aborted'))
      })
      io.signal(signal)
    })

  it('stops the run in order, keeps everything, and says how to go on', async () => {
    const { exit, err } = await framed(waiting('SIGINT'))
    expect(exit).toBe(130)
    expect(err).toBe(`Target: Alibaba Cloud cn-hangzhou, account …1234
Stopping after this request; nothing is removed. Press Ctrl-C again to quit now.
Interrupted; everything that exists stays as it is.
What exists now:
  load balancer  alb-1
To go on:          alb-privatelink up -c config.yaml --simulate
To remove it all:  alb-privatelink down -c config.yaml --simulate
`)
  })

  it('gives 143 for SIGTERM, and the outputs so far with --json', async () => {
    const { exit, done, err } = await framed(waiting('SIGTERM'), { options: { json: true } })
    expect({ exit, err }).toEqual({ exit: 143, err: 'Target: Alibaba Cloud cn-hangzhou, account …1234\n' })
    expect(done).toMatchObject({ ok: false, exit: 143, error: { code: 'Interrupted', message: 'terminated' }, outputs: { loadBalancerId: 'alb-1' } })
  })

  it('does not promise of a down that nothing is removed', async () => {
    expect((await framed(waiting('SIGINT'), { command: 'down' })).err).toContain('Stopping after this request; what is still there stays.')
  })

  it('is no matter for a command that only reads: it ends, and that is all', async () => {
    for (const command of ['status', 'plan', 'doctor'] as const) {
      const { exit, err } = await framed(waiting('SIGINT'), { command })
      expect(exit).toBe(130)
      expect(err).not.toContain('Stopping')
      expect(err).toContain('Interrupted; everything that exists stays as it is.')
    }
  })

  it('ends the process at once when it comes again, with one last run.done', async () => {
    const io = fakeIo()
    let release = (_result: Result): void => {}
    const run = frame(io, { ...OPTIONS, json: true }, 'up', () => new Promise((resolve) => (release = resolve)))
    io.signal('SIGINT')
    expect(io.exits).toEqual([])
    io.signal('SIGTERM')
    expect(io.exits).toEqual([143])
    release({ outputs: {} })
    expect(await run).toBe(143)
    expect(io.out().trim().split('\n').map((line) => JSON.parse(line))).toMatchObject([{ type: 'run.done', exit: 143 }])
  })

  it('lets a run that finished all the same be done', async () => {
    const { exit } = await framed((_session, io) => {
      io.signal('SIGINT')
      return { outputs: {} }
    })
    expect(exit).toBe(0)
  })

  it('is what the end of the reader of our output counts as', async () => {
    const { exit } = await framed((session, io) => new Promise<Result>((_resolve, reject) => {
      session.signal.addEventListener('abort', () => reject(new Error('aborted')))
      io.closePipe()
    }))
    expect(exit).toBe(130)
  })

  it('is nobody\'s business any more once the run is over', async () => {
    const { io } = await framed(() => ({ outputs: {} }))
    io.signal('SIGINT')
    expect({ exits: io.exits, err: io.err() }).toEqual({ exits: [], err: '' })
  })
})

describe('a question', () => {
  const ASKED = 'Target: Alibaba Cloud cn-hangzhou, account …1234\nThese go.\n  alb-1\nRemove them?\nType web to go on: '
  const asking = async (session: Session, io: FakeIo): Promise<Result> => {
    session.emit({ ...START, command: 'down' })
    setTimeout(() => io.type('web\n'))
    const yes = await session.confirm(['These go.', '  alb-1'], 'Remove them?', 'web')
    return { outputs: { yes } }
  }
  const terminal = { stdinTTY: true, stderrTTY: true, env: { CI: '1', NO_COLOR: '1' } }

  it('is asked on a terminal, and takes the word that it asks for', async () => {
    const { exit, err } = await framed(asking, { io: terminal, command: 'accept' })
    expect({ exit, err: err.replace(/Done in \d+ms/, 'Done') }).toEqual({ exit: 0, err: `${ASKED}Done, 0 calls.\n` })
  })

  it('takes nothing else for a yes', async () => {
    let answer: boolean | undefined
    await framed(async (session, io) => {
      setTimeout(() => io.type('y\n'))
      answer = await session.confirm(['These go.', '  alb-1'], 'Remove them?', 'web')
      return { outputs: {} }
    }, { io: terminal })
    expect(answer).toBe(false)
  })

  it('is not asked with --yes', async () => {
    const { exit, err } = await framed(asking, { options: { yes: true }, command: 'accept' })
    expect({ exit, err: err.replace(/Done in \d+ms/, 'Done') }).toEqual({ exit: 0, err: 'Target: Alibaba Cloud cn-hangzhou, account …1234\nThese go.\n  alb-1\nDone, 0 calls.\n' })
  })

  it('says with --quiet too where and what it is about', async () => {
    const { exit, err } = await framed(asking, { options: { quiet: true }, io: terminal })
    expect({ exit, err }).toEqual({ exit: 0, err: ASKED })
    expect(await framed(asking, { options: { quiet: true, yes: true }, io: terminal })).toMatchObject({ exit: 0, err: '' })
  })

  it('shows what it is about as the terminal takes it, whatever stdout is', async () => {
    const { err } = await framed(async (session, io) => {
      setTimeout(() => io.type('\n'))
      await session.ask('Which? ', (paint) => paint.bold('a table'))
      return { outputs: {} }
    }, { io: { stdinTTY: true, stderrTTY: true, env: { CI: '1', FORCE_COLOR: '1' } } })
    expect(err).toContain('\u001B[1ma table\u001B[22m\nWhich? ')
  })

  it('is thought about while the clock of the run stands', async () => {
    const held: string[] = []
    const { exit } = await framed(async (session, io) => {
      session.clock = { ...handClock(), hold: () => {
        held.push('stands')
        return () => held.push('goes on')
      } }
      return await asking(session, io)
    }, { io: terminal })
    expect({ exit, held }).toEqual({ exit: 0, held: ['stands', 'goes on'] })
  })

  it.each([['Ctrl-C', (io: FakeIo) => io.signal('SIGINT')], ['the end of the input', (io: FakeIo) => io.end()]])('is left by %s with a line of its own for what comes next', async (_name, leave) => {
    const { err } = await framed(async (session, io) => {
      session.emit(START)
      setTimeout(() => leave(io))
      if (!(await session.confirm(['These go.', '  alb-1'], 'Remove them?', 'web'))) throw new RunError('nothing was removed', { code: 'NotConfirmed', exit: EXIT.failed })
      return { outputs: {} }
    }, { io: terminal })
    expect(err).toMatch(/Type web to go on: \n(error: NotConfirmed: nothing was removed|Interrupted; everything that exists stays as it is\.)\n/)
  })

  it.each([['off a terminal', {}, {}], ['with --json', { json: true }, terminal]])('is refused %s without --yes', async (_name, options, io) => {
    const { exit, out, err } = await framed(asking, { options, io })
    expect(exit).toBe(2)
    expect(out + err).toContain('--yes')
  })

  it('is given up at Ctrl-C', async () => {
    const { exit } = await framed(async (session, io) => {
      setTimeout(() => io.signal('SIGINT'))
      await session.confirm(['These go.', '  alb-1'], 'Remove them?', 'web')
      return { outputs: {} }
    }, { io: terminal })
    expect(exit).toBe(130)
  })
})
