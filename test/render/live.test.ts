import { describe, expect, it } from 'vitest'
import { createLive } from '../../src/render/live.ts'
import { fakeIo } from '../support/fake-io.ts'
import { screen } from '../support/screen.ts'

function liveOn(columns: number, rows?: number) {
  const io = fakeIo({ stderrTTY: true, columns })
  const terminal = io.stderr.stream as unknown as { columns: number; rows?: number }
  if (rows !== undefined) terminal.rows = rows
  return { io, live: createLive({ ...io.stderr, get columns() { return terminal.columns } }), shown: () => screen(io.err(), columns, rows), terminal }
}

describe('a live block', () => {
  it('is drawn again in its place, longer or shorter', () => {
    const { io, live, shown } = liveOn(40)
    io.stderr.write('before\n')
    for (const block of ['one\ntwo\nthree\n', 'one\n', 'four\nfive\n']) live.show(block)
    expect(shown()).toEqual(['before', 'four', 'five', ''])
  })

  it('counts the rows of lines that the terminal wraps, wide and coloured ones too', () => {
    const { live, shown } = liveOn(10)
    live.show(`${'x'.repeat(25)}\n\u001B[31m${'y'.repeat(10)}\u001B[39m\n`)
    expect(shown()).toEqual(['xxxxxxxxxx', 'xxxxxxxxxx', 'xxxxx', 'yyyyyyyyyy', ''])
    live.show('short\n')
    expect(shown()).toEqual(['short', ''])
  })

  it('writes nothing where nothing changed', () => {
    const { io, live } = liveOn(40)
    live.show('same\n')
    const before = io.err()
    live.show('same\n')
    expect(io.err()).toBe(before)
  })

  it('is cut to the terminal’s height, so that its beginning can be reached', () => {
    const { live, shown } = liveOn(40, 5)
    const long = Array.from({ length: 9 }, (_, n) => `line ${n}`).join('\n')
    live.show(`${long}\nCtrl-C ends it\n`)
    expect(shown()).toEqual(['line 0', 'line 1', 'line 2', 'Ctrl-C ends it', ''])
    live.show('end\n')
    expect(shown()).toEqual(['end', ''])
  })

  it('is never drawn by clearing the terminal from its top, which would keep each drawing in the history', () => {
    const { io, live } = liveOn(40, 5)
    for (const word of ['one', 'two']) live.show(`${word}\n`.repeat(9))
    expect(io.err()).not.toContain('A\u001B[J')
  })

  it('is taken away, and can be left for good', () => {
    const { io, live, shown } = liveOn(40)
    expect(live.lift()).toBeUndefined()
    live.show('gone\n')
    expect(live.lift()).toBe('gone\n')
    live.show('stays\n')
    live.leave()
    io.stderr.write('after\n')
    live.show('next\n')
    expect(shown()).toEqual(['stays', 'after', 'next', ''])
  })
})
