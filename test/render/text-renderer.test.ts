import { describe, expect, it, vi } from 'vitest'
import type { RunEvent } from '../../src/core/events.ts'
import { createRenderer, modeOf } from '../../src/render/renderer.ts'
import { fakeIo } from '../support/fake-io.ts'
import { handClock } from '../support/hand-clock.ts'
import { screen } from '../support/screen.ts'

const SETTINGS = { json: false, quiet: false, verbose: false, color: false, secrets: new Set<string>() }
const START: RunEvent = { type: 'run.start', command: 'up', stack: 'web', target: { kind: 'embedded', region: 'r', account: null }, steps: [] }
const STEP: RunEvent = { type: 'step.start', step: 'listener', index: 3, total: 7, title: 'Listener' }
const STATE: Extract<RunEvent, { type: 'step.state' }> = { type: 'step.state', step: 'listener', id: 'lsn-1', state: 'Provisioning', elapsedMs: 2000 }
const DONE: RunEvent = { type: 'step.done', step: 'listener', id: 'lsn-1', outcome: 'created', elapsedMs: 30_000 }

describe('how a run is shown', () => {
  it.each([
    ['json', { json: true, quiet: true }, { stderrTTY: true }],
    ['quiet', { json: false, quiet: true }, { stderrTTY: true }],
    ['spinner', { json: false, quiet: false }, { stderrTTY: true }],
    ['plain', { json: false, quiet: false }, { stdoutTTY: true }],
    ['plain', { json: false, quiet: false }, { stderrTTY: true, env: { CI: '1' } }],
  ] as const)('is %s', (mode, options, io) => {
    expect(modeOf(fakeIo(io), options)).toBe(mode)
  })
})

describe('off a terminal', () => {
  it.each([1, 5])('a step says every ten seconds of real time that it goes on, in seconds of the run\'s clock (pace %d)', (pace) => {
    const io = fakeIo()
    const clock = handClock(pace)
    const renderer = createRenderer(io, SETTINGS)
    renderer.clock(clock)
    for (const event of [START, STEP, STATE]) renderer.event(event)
    for (let second = 1; second <= 25; second++) {
      clock.pass(1000 * pace)
      io.tick(1000)
    }
    renderer.event(DONE)
    clock.pass(60_000)
    io.tick(60_000)
    renderer.close()
    expect(io.err()).toBe(`Target: embedded cloud, no cost
[3/7] Listener · lsn-1 · Provisioning · 2s
[3/7] Listener · lsn-1 · Provisioning · ${2 + 9 * pace}s
[3/7] Listener · lsn-1 · Provisioning · ${pace === 1 ? '20s' : '1m32s'}
✔ [3/7] Listener · lsn-1 · created · 30s
`)
  })

  it('a try before the first step bears the name of its step', () => {
    const io = fakeIo()
    const renderer = createRenderer(io, SETTINGS)
    for (const event of [START, { type: 'step.retry', step: 'load-balancer', action: 'ListLoadBalancers', code: 'ECONNREFUSED', attempt: 1, attempts: 4, waitMs: 1000 }] as const) renderer.event(event)
    renderer.close()
    expect(io.err()).toContain('\nLoad balancer · ECONNREFUSED, trying again in 1s (1/4)\n')
  })

  it('a step without a line of its own says so too, and a wait for the next try', () => {
    const io = fakeIo()
    const clock = handClock()
    const renderer = createRenderer(io, SETTINGS)
    renderer.clock(clock)
    for (const event of [START, STEP]) renderer.event(event)
    clock.pass(9000)
    io.tick(9000)
    renderer.event({ type: 'step.retry', step: 'listener', action: 'CreateListener', code: 'Throttling', attempt: 1, waitMs: 12_000 })
    clock.pass(10_000)
    io.tick(10_000)
    renderer.close()
    expect(io.err()).toBe(`Target: embedded cloud, no cost
[3/7] Listener · 9s
[3/7] Listener · throttled, trying again in 12s (attempt 1)
[3/7] Listener · throttled, trying again in 12s (attempt 1) · 19s
`)
  })

  it('says nothing of it with --quiet', () => {
    const io = fakeIo()
    const clock = handClock()
    const renderer = createRenderer(io, { ...SETTINGS, quiet: true })
    renderer.clock(clock)
    for (const event of [START, STEP, STATE]) renderer.event(event)
    clock.pass(60_000)
    io.tick(60_000)
    expect(io.err()).toBe('')
  })
})

describe('on a terminal', () => {
  /** What a terminal shows at last: lines, with what was wiped taken out. */
  const screen = (text: string): string[] => {
    // oxlint-disable-next-line no-control-regex -- these are the terminal's commands
    const lines = text.replaceAll(/\u001B\[\?\d+[hl]/g, '').split('\n')
    return lines.map((line) => line.slice(line.lastIndexOf('\u001B[K') + 1).replace(/^\[K/, ''))
  }

  it('a spinner shows the state and counts the seconds by itself; finished steps stay above it', async () => {
    const io = fakeIo({ stderrTTY: true })
    const clock = handClock()
    const renderer = createRenderer(io, SETTINGS)
    renderer.clock(clock)
    renderer.event(START)
    await vi.waitFor(() => expect(io.err()).toContain('Looking at what is there'))
    for (const event of [STEP, STATE]) renderer.event(event)
    for (let second = 0; second < 3; second++) {
      clock.pass(1000)
      io.tick(1000)
    }
    await vi.waitFor(() => expect(io.err()).toMatch(/⠋|⠙/))
    await vi.waitFor(() => expect(io.err()).toContain('[3/7] Listener · lsn-1 · Provisioning · 5s'))
    renderer.say('a line in between')
    renderer.event(DONE)
    renderer.close()
    expect(screen(io.err())).toEqual(['Target: embedded cloud, no cost', 'a line in between', '✔ [3/7] Listener · lsn-1 · created · 30s', ''])
    expect(io.err().endsWith('\u001B[?25h✔ [3/7] Listener · lsn-1 · created · 30s\n')).toBe(true)
  })

  it('changes of state are lines as well with --verbose', async () => {
    const io = fakeIo({ stderrTTY: true })
    const renderer = createRenderer(io, { ...SETTINGS, verbose: true })
    for (const event of [START, STEP, STATE]) renderer.event(event)
    await vi.waitFor(() => expect(io.err()).toContain('· 2s'))
    renderer.event(DONE)
    renderer.close()
    expect(screen(io.err())).toContain('[3/7] Listener · lsn-1 · Provisioning · 2s')
  })

  it('the line is cut to the terminal, in ASCII where it must be', async () => {
    const io = fakeIo({ stderrTTY: true, columns: 30, env: { LANG: 'C' } })
    const renderer = createRenderer(io, SETTINGS)
    renderer.event(STEP)
    renderer.event({ ...STATE, id: 'lsn-0123456789' })
    await vi.waitFor(() => expect(io.err()).toContain('- [3/7] Listener - lsn-012...'))
    renderer.close()
  })

  it('nothing moves while a question stands', async () => {
    const io = fakeIo({ stderrTTY: true })
    const renderer = createRenderer(io, SETTINGS)
    for (const event of [START, STEP, STATE]) renderer.event(event)
    await vi.waitFor(() => expect(io.err()).toContain('· 2s'))
    renderer.pause()
    const before = io.err()
    io.tick(5000)
    expect(before.endsWith('\u001B[?25h')).toBe(true)
    expect(io.err()).toBe(before)
    renderer.close()
  })
})

describe('a view that is shown again and again', () => {
  const view = (block: string, ...lines: string[]) => ({ block: () => block, lines: () => lines })

  it('is a block on a terminal, above which lines appear; the result takes its place', async () => {
    const io = fakeIo({ stdoutTTY: true, stderrTTY: true })
    const renderer = createRenderer(io, SETTINGS)
    renderer.event(START)
    renderer.live(view('one · block\n', 'a line'))
    renderer.say('said')
    expect(screen(io.err(), 80)).toEqual(['Target: embedded cloud, no cost', 'said', 'one · block', ''])
    renderer.live(view('another\n', 'a line'))
    expect(screen(io.err(), 80)).toEqual(['Target: embedded cloud, no cost', 'said', 'another', ''])
    renderer.result('result\n')
    renderer.close()
    expect(screen(io.err(), 80)).toEqual(['Target: embedded cloud, no cost', 'said', ''])
    expect(io.out()).toBe('result\n')
  })

  it('stays where it is when the run is interrupted', () => {
    const io = fakeIo({ stderrTTY: true, env: { LANG: 'C' } })
    const renderer = createRenderer(io, SETTINGS)
    renderer.live(view('one · block\n'))
    renderer.pause()
    renderer.say('bye')
    renderer.close()
    expect(screen(io.err(), 80)).toEqual(['one - block', 'bye', ''])
  })

  it('is lines elsewhere, and nothing with --quiet and --json', () => {
    const shown = (settings: object): string => {
      const io = fakeIo()
      const renderer = createRenderer(io, { ...SETTINGS, ...settings, secrets: new Set(['top-secret']) })
      renderer.live(view('block\n', 'a line with top-secret'))
      renderer.close()
      return io.err() + io.out()
    }
    expect([shown({}), shown({ quiet: true }), shown({ json: true })]).toEqual(['a line with ***\n', '', ''])
  })
})
