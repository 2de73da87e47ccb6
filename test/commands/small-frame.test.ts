import { describe, expect, it } from 'vitest'
import { smallFrame, type Manner, type Scene, type SmallResult } from '../../src/commands/small-frame.ts'
import { RunError, UsageError } from '../../src/core/errors.ts'
import { fakeIo, type FakeIo, type FakeSettings } from '../support/fake-io.ts'

const SECRET = 'SecretOfTheEnvironment'
const OPTIONS = { json: false, quiet: false, verbose: false, color: false }

async function framed(body: (scene: Scene, io: FakeIo) => Promise<SmallResult>, more: { options?: Partial<typeof OPTIONS>; manner?: Manner; io?: FakeSettings } = {}) {
  const io = fakeIo({ ...more.io, env: { ALIBABA_CLOUD_ACCESS_KEY_SECRET: SECRET, ...more.io?.env } })
  const exit = await smallFrame(io, { ...OPTIONS, ...more.options }, more.manner ?? { command: 'explain' }, (scene) => body(scene, io))
  return { exit, out: io.out(), err: io.err(), exits: io.exits, done: more.options?.json ? JSON.parse(io.out().trim().split('\n').at(-1)!) : undefined }
}
const refused = (message: string, code = 'Simulator', hint?: string) => () => Promise.reject(new RunError(message, { code, exit: 2, ...(hint === undefined ? {} : { hint }) }))

describe('what calls nothing', () => {
  it('prints its lines on stderr and its result on stdout, or run.done alone', async () => {
    const body = async ({ say }: Scene): Promise<SmallResult> => {
      say('a line')
      return { outputs: { entry: 1 }, result: 'result\n' }
    }
    expect(await framed(body)).toMatchObject({ exit: 0, out: 'result\n', err: 'a line\n' })
    expect(await framed(body, { options: { json: true } })).toMatchObject({ exit: 0, err: '', done: { v: 1, type: 'run.done', ok: true, exit: 0, outputs: { entry: 1 }, calls: 0 } })
    expect(await framed(body, { options: { quiet: true } })).toMatchObject({ out: 'result\n', err: '' })
  })

  it.each([false, true])('lets no secret of the environment out, in message, hint or result (JSON: %s)', async (json) => {
    const failed = await framed(refused(`about ${SECRET}`, 'Simulator', `try ${SECRET}`), { options: { json } })
    const done = await framed(async ({ say }) => {
      say(SECRET)
      return { outputs: { said: SECRET }, result: `${SECRET}\n` }
    }, { options: { json } })
    for (const { out, err } of [failed, done]) {
      expect(out + err).not.toContain(SECRET)
      expect(out + err).toContain('***')
    }
  })

  it('adds cause, cure and place of a known code', async () => {
    expect((await framed(refused('it is wrong'))).err).toMatch(/^error: it is wrong\n {2}Cause .*\n {2}Hint .*\n {2}More .*explain Simulator .*\n$/)
    expect((await framed(refused('it is wrong'), { options: { json: true } })).done.error).toEqual({ code: 'Simulator', message: 'it is wrong', cause: expect.any(String), hint: expect.any(String), see: expect.stringMatching(/^docs\//) })
  })

  it('shows the usage after bad usage, or the page in its place', async () => {
    const body = () => Promise.reject(new UsageError('no'))
    expect((await framed(body)).err).toMatch(/^error: no\n\nUsage: alb-privatelink explain .*\nSee .*\n$/)
    expect((await framed(body, { manner: { page: 'A page.\n' } })).err).toBe('error: no\n\nA page.\n')
  })

  it.each([['SIGINT', 130], ['SIGTERM', 143]] as const)('ends at once at %s with %d, and says so in its last line', async (signal, exit) => {
    const body = async (_scene: Scene, io: FakeIo): Promise<SmallResult> => {
      io.signal(signal)
      return { outputs: {} }
    }
    expect(await framed(body)).toMatchObject({ exits: [exit], out: '', err: 'Interrupted.\n' })
    const json = await framed(body, { options: { json: true } })
    expect(json).toMatchObject({ exits: [exit], exit, err: '', done: { ok: false, exit, error: { code: 'Interrupted' } } })
    expect(json.out.match(/\n/g)).toHaveLength(1)
  })

  it('lets what has something to stop do so, and ends at once at a second signal', async () => {
    const stops = async ({ signal }: Scene, io: FakeIo): Promise<SmallResult> => {
      io.signal('SIGTERM')
      signal.throwIfAborted()
      return { outputs: {} }
    }
    expect(await framed(stops, { manner: { stopping: 'Stopping.' } })).toMatchObject({ exit: 143, exits: [], err: 'Stopping.\n' })
    const stuck = async (_scene: Scene, io: FakeIo): Promise<SmallResult> => {
      io.signal('SIGINT')
      io.signal('SIGINT')
      return { outputs: {} }
    }
    expect(await framed(stuck, { manner: { stopping: 'Stopping.' } })).toMatchObject({ exits: [130] })
  })

  it('turns nothing on a terminal', async () => {
    expect((await framed(async () => ({ outputs: {}, result: 'x\n' }), { io: { stderrTTY: true } })).err).toBe('')
  })
})
