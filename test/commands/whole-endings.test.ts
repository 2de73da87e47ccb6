import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { pacedClock } from '../../src/core/clock.ts'
import { lockStack } from '../../src/run/lock-file.ts'
import { stackKey } from '../../src/run/stack-key.ts'
import { exampleConfig } from '../support/command.ts'
import type { FakeIo, FakeSettings } from '../support/fake-io.ts'
import { nothing } from '../support/nothing.ts'
import { ownWorld, wholeText, type Whole, type World } from '../support/whole-output.ts'

const ON = '-c config.yaml --simulate --speed instant'
const AT: FakeSettings = { stdinTTY: true, stderrTTY: true, env: { NO_COLOR: '1' } }

interface Case {
  line: string
  settings?: FakeSettings
  meanwhile?: (io: FakeIo) => Promise<void>
  /** Another run holds the stack. */
  held?: true
  /** Not as JSON: nobody is asked then, or it is no different. */
  text?: true
}

/** Sends Ctrl-C once something stands there. */
const interrupting = (sign: RegExp) => async (io: FakeIo): Promise<void> => {
  while (!sign.test(io.out() + io.err())) await nothing(1)
  io.signal('SIGINT')
}

/** What ends otherwise than well, and what the usual runs do not show; in an order in which each finds what it needs. */
const CASES: Readonly<Record<string, Case>> = {
  'exit 10': { line: `plan --exit-code ${ON}` },
  'exit 8': { line: 'up -c config.yaml --endpoint-url $SILENT --pace 1000 --timeout 10s' },
  'exit 3': { line: 'up -c strange.yaml --simulate --speed instant' },
  quiet: { line: `up --quiet ${ON}`, text: true },
  'exit 5': { line: 'test -c expecting.yaml --simulate --speed instant' },
  'exit 6': { line: `up --no-wait ${ON}`, held: true },
  'test --print': { line: `test --print ${ON}` },
  'status --watch': { line: `status --watch ${ON}` },
  'status --diagram': { line: `status --diagram mermaid ${ON}` },
  'exit 130': { line: `down ${ON}`, settings: AT, meanwhile: interrupting(/ web .*[:：] ?$/), text: true },
  completion: { line: 'completion bash', text: true },
  simulate: { line: 'simulate --port 0 --state memory', meanwhile: interrupting(/Ctrl-C ends it|按 Ctrl-C 结束|"ready"/) },
}
const MANNERS: Readonly<Record<string, string>> = { 'in English': '', 'in Chinese': ' --lang zh', 'as JSON': ' --json' }

/** Runs something while another run holds the stack of the example. */
async function whileHeld<T>(world: World, account: string, work: () => Promise<T>): Promise<T> {
  const key = stackKey('web', { kind: 'embedded', region: 'cn-hangzhou', account }, account)
  const release = await lockStack(join(world.folder, 'locks', `${key}.lock`), {
    command: 'alb-privatelink up -c config.yaml', wait: false, signal: new AbortController().signal, clock: pacedClock(1), onWait: () => undefined,
  })
  try {
    return await work()
  } finally {
    release()
  }
}

/** What each case printed in one manner, in a world of its own; `$SILENT` is an address that never answers. */
async function printed(more: string, json: boolean, silent: string): Promise<Map<string, Whole>> {
  const world = ownWorld()
  const example = readFileSync(exampleConfig, 'utf8')
  world.write('strange.yaml', example.replace('i-bp1qxffdja8169jm1s2b', 'i-bp1none'))
  world.write('expecting.yaml', example.replace(/^( +status:).*/m, '$1 500'))
  const wholes = new Map<string, Whole>()
  const { account } = (JSON.parse((await world.run(`plan --json ${ON}`)).out.split('\n')[0]!) as { target: { account: string } }).target
  for (const [name, { line, settings, meanwhile, held, text }] of Object.entries(CASES)) {
    if (json && text) {
      // What comes behind finds what it made.
      if (name === 'quiet') await world.run(line)
      continue
    }
    const run = (): Promise<Whole> => world.run(line.replace('$SILENT', silent) + more, settings, meanwhile)
    wholes.set(name, held ? await whileHeld(world, account, run) : await run())
  }
  world.remove()
  return wholes
}

describe('the whole output', () => {
  const outputs = new Map<string, Map<string, Whole>>()
  let silent: Server
  beforeAll(async () => {
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_ID', 'LTAIwholeKEYa')
    vi.stubEnv('ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'secret-of-a-test')
    silent = createServer(() => undefined)
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
    for (const [manner, more] of Object.entries(MANNERS)) outputs.set(manner, await printed(more, manner === 'as JSON', address))
  }, 120_000)
  afterAll(() => {
    vi.unstubAllEnvs()
    silent.closeAllConnections()
    silent.close()
  })

  it.each(Object.keys(CASES))('of %s stands as it was read over, in both languages', async (name) => {
    const exit = Number(/^exit (\d+)$/.exec(name)?.[1] ?? (name === 'simulate' ? 130 : 0))
    const wholes = [...outputs].flatMap(([manner, cases]): [string, Whole][] => (cases.has(name) ? [[manner, cases.get(name)!]] : []))
    expect(wholes.map(([, whole]) => whole.exit), wholes[0]![1].raw).toEqual(wholes.map(() => exit))
    const texts = wholes.map(([manner, whole]) => `===== ${name} ${manner}: ${wholeText(whole)}`)
    await expect(texts.join('\n')).toMatchFileSnapshot(`whole-output/${name.replace(/\W+/g, '-')}.txt`)
  })
})
