import { describe, expect, it, vi } from 'vitest'
import { terminalAsker } from '../../src/commands/prompts.ts'
import { Interrupted } from '../../src/core/errors.ts'
import type { Asker, Choice } from '../../src/init/asker.ts'
import { fakeIo, type FakeIo } from '../support/fake-io.ts'
import { nothing } from '../support/nothing.ts'

const DOWN = '\u001B[B'
const ENTER = '\r'
const CTRL_C = '\u0003'
const CTRL_D = '\u0004'

const choices: Choice<string>[] = [
  { value: 'one', id: 'vpc-1', cells: ['生产网络', 'vpc-1'], hint: 'Available' },
  { value: 'two', id: 'vpc-2', cells: ['test\u001B[2J', 'vpc-2'], unfit: 'no\nzone' },
  { value: 'three', id: 'vpc-3', cells: ['', 'vpc-3'] },
]
const question = { flag: '--vpc', message: 'Which VPC', choices, suggested: ['one'], sure: false }
const several = { ...question, suggested: ['three'], check: (values: readonly string[]) => (values.length === 0 ? 'One at least.' : undefined) }

/** More than a screenful. */
const many = Array.from({ length: 60 }, (_, value): Choice<number> => ({ value, id: `vpc-with-a-long-id-${100 + value}`, cells: [`a-very-long-name-of-a-network-that-nobody-can-read-tail${value}`, `vpc-with-a-long-id-${100 + value}`, '10.0.0.0/8'] }))
const long = { flag: '--vpc', message: 'Which of them', choices: many, suggested: [5], sure: false }

const keys = (typed: string): string[] => typed.split('')

/** Keys go one after the other, as they are drawn: the library reads each by itself. */
async function press(io: FakeIo, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await nothing(5)
    io.type(key)
  }
}

async function asked(env: Record<string, string> = {}): Promise<{ io: FakeIo; asker: Asker; stop: AbortController }> {
  const io = fakeIo({ stderrTTY: true, columns: 100, env })
  const stop = new AbortController()
  return { io, stop, asker: await terminalAsker({ io, color: true, signal: () => stop.signal, pause: () => undefined, say: () => undefined }) }
}

// oxlint-disable-next-line no-control-regex -- the sequences are what is taken out
const plain = (drawn: string): string => drawn.replaceAll(/\u001B\[[?\d;]*[A-Za-z]/g, '')

describe('somebody at a terminal', () => {
  it('chooses one with arrow keys, past what cannot be chosen', async () => {
    const { io, asker } = await asked()
    const answer = asker.one(question)
    await press(io, DOWN, ENTER)
    expect(await answer).toBe('three')
    const drawn = plain(io.err())
    expect(drawn).toContain('生产网络  vpc-1 (Available)')
    // Wide characters take two columns; what came from elsewhere steers nothing.
    expect(drawn).toContain('test[2J   vpc-2 (no zone)')
    expect(drawn).toContain('          vpc-3')
  })

  it('takes what is suggested with Enter alone', async () => {
    const { io, asker } = await asked()
    const answers = [asker.one({ ...question, suggested: ['three'] })]
    await press(io, ENTER)
    expect(await Promise.all(answers)).toEqual(['three'])
  })

  it('chooses several with Space, and is asked again with what is wrong', async () => {
    const { io, asker } = await asked()
    const answer = asker.several(several)
    await press(io, ' ', ENTER)
    await press(io, ' ', ENTER)
    expect(await answer).toEqual(['one'])
    expect(plain(io.err())).toContain('One at least.')
  })

  it('finds one of many by any part of it, also by what the terminal has no room for', async () => {
    const { io, asker } = await asked()
    const answer = asker.one(long)
    await press(io, 'x', ENTER, '\u007F', ...keys('tail37'), ENTER)
    expect(await answer).toBe(37)
    const drawn = plain(io.err())
    expect(drawn).toContain('Search: tail')
    expect(drawn).toContain('Type to search, arrow keys move, Enter goes on')
    expect(drawn).toMatch(/Nothing found\.[^]*Choose one\./)
    expect(drawn).toContain('(1 found)')
    // IDs are whole however long the names are.
    expect(drawn).toContain('nobody-can-read-tail…  vpc-with-a-long-id-137  10.0.0.0/8')
  })

  it('chooses several of many, found one after the other', async () => {
    const { io, asker } = await asked()
    const answer = asker.several({ ...long, suggested: [0], check: () => undefined })
    await press(io, ...keys('tail37'), '\t', '\u007F', '\u007F', ...keys('41'), '\t', ENTER)
    expect(await answer).toEqual([0, 37, 41])
    expect(plain(io.err())).toContain('3 chosen')
  })

  it('types a text over the suggested one, and is told what is wrong with it', async () => {
    const { io, asker } = await asked()
    const answer = asker.text({ message: 'Name', suggested: 'web', check: (value) => (value === 'web!' ? 'No.' : undefined) })
    await press(io, '!', ENTER, '\u007F', '2', ENTER)
    expect(await answer).toBe('web2')
    expect(plain(io.err())).toContain('No.')
  })

  it('says yes and no', async () => {
    const { io, asker } = await asked()
    const no = asker.agree('Overwrite?')
    await press(io, ENTER)
    expect(await no).toBe(false)
    const yes = asker.agree('Overwrite?')
    await press(io, 'y')
    expect(await yes).toBe(true)
  })

  it.each([['Ctrl-C', CTRL_C], ['Ctrl-D', CTRL_D]])('ends it with %s, and gets the cursor back', async (_, key) => {
    const { io, asker } = await asked()
    const answer = asker.one(question)
    const ended = expect(answer).rejects.toThrow(Interrupted)
    await press(io, key)
    await ended
    expect(io.err().lastIndexOf('\u001B[?25h')).toBeGreaterThan(io.err().lastIndexOf('\u001B[?25l'))
  })

  it('throws why the run ends', async () => {
    const { asker, stop } = await asked()
    const answer = asker.text({ message: 'Name', suggested: '', check: () => undefined })
    const ended = expect(answer).rejects.toThrow('the time is up')
    await nothing(5)
    stop.abort(new Error('the time is up'))
    await ended
    await expect(asker.one(question)).rejects.toThrow('the time is up')
  })

  it('writes nothing more when the run ends after its questions', async () => {
    const { io, asker, stop } = await asked()
    const answer = asker.one(question)
    await press(io, ENTER)
    await answer
    const before = io.err()
    stop.abort(new Error('the run is over'))
    expect(io.err()).toBe(before)
  })

  it.each<[Record<string, string>, boolean]>([[{ TERM: 'xterm' }, true], [{ TERM: 'xterm', NO_COLOR: '1' }, false]])('with %j has colours: %j', async (env, colored) => {
    // The library asks its own process.
    vi.stubEnv('FORCE_COLOR', '1')
    vi.stubEnv('NO_COLOR', undefined)
    const { io, asker } = await asked(env)
    const answer = asker.one(question)
    await press(io, ENTER)
    await answer
    vi.unstubAllEnvs()
    // oxlint-disable-next-line no-control-regex -- colours are what is looked for
    expect(/\u001B\[[34]\dm/.test(io.err())).toBe(colored)
    expect(plain(io.err())).toContain('Which VPC')
  })
})
