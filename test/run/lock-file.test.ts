import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EXIT, RunError } from '../../src/core/errors.ts'
import { holderNow, lockStack, type Holder } from '../../src/run/lock-file.ts'
import { identityOf } from '../../src/run/process-identity.ts'
import { temporary } from '../support/command.ts'
import { virtualClock } from '../support/clock.ts'

describe('the lock of a stack', () => {
  let folder: ReturnType<typeof temporary>
  let path: string
  const waited: Holder[] = []
  const take = (more: { wait?: boolean; signal?: AbortSignal; clock?: ReturnType<typeof virtualClock>; onWait?: (holder: Holder) => void } = {}) =>
    lockStack(path, { command: 'up', wait: more.wait ?? false, signal: more.signal ?? new AbortController().signal, clock: more.clock ?? virtualClock(), onWait: more.onWait ?? ((holder) => waited.push(holder)) })
  const leave = (holder: Partial<Holder> | string): void => {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, typeof holder === 'string' ? holder : JSON.stringify({ ...identityOf(process.pid), command: 'down', nonce: 'other', ...holder }))
  }
  beforeEach(() => {
    folder = temporary()
    path = join(folder.path, 'locks', 'web.lock')
    waited.length = 0
  })
  afterEach(() => folder.remove())

  test('is given back, and is nothing then', async () => {
    const release = await take()
    expect(existsSync(path)).toBe(true)
    release()
    expect(existsSync(path)).toBe(false)
  })

  test('held by a run that lives ends another at once with exit 6 where it may not wait', async () => {
    leave({})
    const error = await take().catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(RunError)
    expect((error as RunError).failure.exit).toBe(EXIT.locked)
    expect((error as RunError).message).toContain(`process ${process.pid} (down)`)
  })

  test('is waited for, naming process and command of who holds it', async () => {
    const release = await take()
    const clock = virtualClock()
    const second = lockStack(path, { command: 'up', wait: true, signal: new AbortController().signal, clock, onWait: (holder) => {
      waited.push(holder)
      release()
    } })
    ;(await second)()
    expect(waited).toMatchObject([{ pid: process.pid, command: 'up' }])
  })

  test.each<[string, Partial<Holder> | string]>([
    ['of a process that is gone', { pid: 2 ** 22 - 3 }],
    ['of a process whose number another one has now', { started: '1' }],
    ['from before a reboot', { boot: 'another boot' }],
    ['that is torn', '{"pid":'],
  ])('%s is no lock', async (_name, holder) => {
    leave(holder)
    ;(await take())()
    expect(existsSync(path)).toBe(false)
  })

  test('cut short by the time of the whole run is exit 6 as well', async () => {
    leave({})
    const over = new AbortController()
    const error = await take({ wait: true, signal: over.signal, onWait: () => over.abort(new RunError('over', { code: 'Timeout', exit: EXIT.timeout })) }).catch((caught: unknown) => caught)
    expect((error as RunError).failure).toMatchObject({ exit: EXIT.locked, hint: expect.stringContaining('--timeout') })
    expect((error as RunError).failure.hint).not.toContain('--no-wait')
  })

  test('can be looked at without taking it', async () => {
    expect(holderNow(path)).toBeUndefined()
    const release = await take()
    expect(holderNow(path)).toMatchObject({ pid: process.pid })
    release()
    leave({ pid: 2 ** 22 - 3 })
    expect(holderNow(path)).toBeUndefined()
    expect(existsSync(path)).toBe(true)
  })

  test('of somebody else is not given back by mistake', async () => {
    const release = await take()
    leave({})
    release()
    expect(existsSync(path)).toBe(true)
  })

  test('that cannot be kept is bad usage, which names the folder and how to choose another', async () => {
    writeFileSync(join(folder.path, 'locks'), 'a file')
    const error = (await take().catch((caught: unknown) => caught)) as RunError
    expect(error).toBeInstanceOf(RunError)
    expect(error.message).toBe(`the state of a run cannot be kept in ${join(folder.path, 'locks')}: EEXIST: file already exists`)
    expect(error.failure).toMatchObject({ code: 'StateDirectory', exit: EXIT.usage, hint: expect.stringContaining('ALB_PRIVATELINK_STATE_DIR') })
  })
})
