import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommandName } from '../../src/core/events.ts'
import { eventFields, eventParts } from '../../src/messages/event-fields.ts'
import { help } from '../../src/messages/help.ts'
import { runProgram } from '../../src/program.ts'
import { fakeIo, type FakeSettings } from '../support/fake-io.ts'
import { ownWorld, wholeText, type Whole, type World } from '../support/whole-output.ts'

const ON = '-c config.yaml --simulate --speed instant'
const ACCEPT = '--simulate --speed instant'

/** The commands in an order in which each finds what it needs; `$SERVICE` is the endpoint service that was made last. */
const LINES: Readonly<Record<string, string>> = {
  init: `init --yes --output - ${ACCEPT}`,
  doctor: `doctor ${ON}`,
  plan: `plan ${ON}`,
  up: `up ${ON}`,
  'up, all of it there': `up ${ON}`,
  test: `test ${ON}`,
  status: `status ${ON}`,
  'down --dry-run': `down --dry-run ${ON}`,
  down: `down --yes ${ON}`,
  'up --stop-after': `up --stop-after endpoint ${ON}`,
  accept: `accept $SERVICE ${ACCEPT}`,
  'accept, unknown': `accept epsrv-bp1none ${ACCEPT}`,
  policy: 'policy --for accept',
  explain: 'explain QuotaExceeded.LoadBalancersNum',
}

const MODES: Readonly<Record<string, [string, FakeSettings]>> = {
  'on a terminal': ['', { stdoutTTY: true, stderrTTY: true, columns: 120 }],
  'in a pipe': ['', {}],
  'as JSON': [' --json', {}],
}

/** What each command printed in each manner, each manner in a world of its own. */
async function printed(): Promise<Map<string, Map<string, Whole>>> {
  const outputs = new Map(Object.keys(LINES).map((name) => [name, new Map<string, Whole>()]))
  for (const [mode, [more, settings]] of Object.entries(MODES)) {
    const world = ownWorld()
    let service = ''
    for (const [name, line] of Object.entries(LINES)) {
      const whole = await world.run(line.replace('$SERVICE', service) + more, settings)
      outputs.get(name)!.set(mode, whole)
      service = /epsrv-bp1[0-9a-z]{17}/.exec(whole.raw)?.[0] ?? service
    }
    world.remove()
  }
  return outputs
}

describe('the whole output', () => {
  let outputs: Map<string, Map<string, Whole>>
  beforeAll(async () => {
    outputs = await printed()
  }, 120_000)

  it.each(Object.keys(LINES))('of %s stands as it was read over', async (name) => {
    const text = [...outputs.get(name)!].map(([mode, whole]) => `===== ${name} ${mode}: ${wholeText(whole)}`).join('\n')
    await expect(text).toMatchFileSnapshot(`whole-output/${name.replace(/\W+/g, '-')}.txt`)
  })

  it('as JSON has no outputs that help does not tell of', () => {
    const told = (command: string): string[] => [...(command === 'status' ? told('up') : []), ...Object.entries(eventParts.outputs).flatMap(([names, fields]) => (names.split(', ').includes(command) ? fields.match(/\w+/g)! : []))]
    for (const [name, modes] of outputs) {
      const { outputs: found } = JSON.parse(modes.get('as JSON')!.stdout.trimEnd().split('\n').at(-1)!) as { outputs: object }
      expect(told(/^\w+/.exec(name)![0]), name).toEqual(expect.arrayContaining(Object.keys(found)))
    }
  })

  it('as JSON has no field that help does not tell of, and all that it says are always there', () => {
    const lines = [...outputs.values()].flatMap((modes) => modes.get('as JSON')!.stdout.split('\n').slice(0, -1))
    const seen = new Set<string>()
    for (const line of lines) {
      const { v, type, ts, ...event } = JSON.parse(line) as Record<string, unknown> & { type: keyof typeof eventFields }
      expect({ v, ts }).toEqual({ v: 1, ts: '2026-01-02T03:04:05.000Z' })
      const names = Object.keys(eventFields[type].fields)
      const always = names.filter((name) => !name.endsWith('?'))
      expect(names.map((name) => name.replace('?', '')), line).toEqual(expect.arrayContaining(Object.keys(event)))
      expect(Object.keys(event), line).toEqual(expect.arrayContaining(always))
      seen.add(type)
    }
    expect([...seen].sort()).toEqual(Object.keys(eventFields).filter((type) => !['step.retry', 'step.fail', 'step.warn'].includes(type)).sort())
  })
})

const TERMINAL: FakeSettings = { stdoutTTY: true, stderrTTY: true, columns: 80 }
/** What colours, and what else moves or clears. */
// oxlint-disable-next-line no-control-regex -- that is what is looked for
const COLOR = /\u001B\[\d+m/
// oxlint-disable-next-line no-control-regex -- the same
const MOVE = /\u001B\[(?!\d+m)|\r/

describe('what is written', () => {
  let world: World
  beforeAll(async () => {
    world = ownWorld()
  })
  afterAll(() => world.remove())

  it.each<[string, string, FakeSettings, { colors: boolean; moves: boolean }]>([
    ['on a terminal', '', TERMINAL, { colors: true, moves: true }],
    ['on a terminal with --no-color', ' --no-color', { ...TERMINAL, env: { FORCE_COLOR: '1' } }, { colors: false, moves: true }],
    ['on a terminal with NO_COLOR', '', { ...TERMINAL, env: { NO_COLOR: '1' } }, { colors: false, moves: true }],
    ['on TERM=dumb', '', { ...TERMINAL, env: { TERM: 'dumb' } }, { colors: false, moves: false }],
    ['in CI on a terminal', '', { ...TERMINAL, env: { CI: 'true' } }, { colors: true, moves: false }],
    ['in a pipe', '', {}, { colors: false, moves: false }],
    ['in a pipe with FORCE_COLOR', '', { env: { FORCE_COLOR: '1' } }, { colors: true, moves: false }],
    ['to a file, with the progress on a terminal', '', { ...TERMINAL, stdoutTTY: false, env: { NO_COLOR: '1' } }, { colors: false, moves: true }],
    ['as JSON with FORCE_COLOR on a terminal', ' --json', { ...TERMINAL, env: { FORCE_COLOR: '1' } }, { colors: false, moves: false }],
  ])('%s has colours and moves where they belong', async (_name, more, settings, { colors, moves }) => {
    const { exit, raw, out } = await world.run(`up ${ON}${more}`, settings)
    expect(exit, raw).toBe(0)
    expect({ colors: COLOR.test(raw), moves: MOVE.test(raw) }).toEqual({ colors, moves })
    // A result is never drawn over.
    expect(out).not.toMatch(MOVE)
    if (settings.env?.['TERM'] === 'dumb') expect(raw).toMatch(/^[\n -~]*$/)
  }, 30_000)
})

it('of help is one page a command, of eighty columns, that leads with two examples', async () => {
  const pages: string[] = []
  for (const name of [undefined, ...Object.keys(help.commandExamples) as CommandName[]]) {
    const io = fakeIo({ argv: name === undefined ? ['help'] : ['help', name], stdoutTTY: true, columns: 80 })
    expect(await runProgram(io)).toBe(0)
    expect(io.out()).toMatch(/^Examples:\n( {2}[^ ].*\n( {6}.*\n)?){2}\n/)
    pages.push(io.out())
  }
  await expect(pages.join(`${'='.repeat(80)}\n`)).toMatchFileSnapshot('whole-output/help.txt')
})
