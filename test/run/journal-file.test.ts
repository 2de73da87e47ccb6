import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { journalFile } from '../../src/run/journal-file.ts'
import { temporary } from '../support/command.ts'

const entry = { step: 'load-balancer', action: 'CreateLoadBalancer', request: { vpcId: 'v' }, token: 'T', at: 1 } as const

describe('the journal on disk', () => {
  let folder: ReturnType<typeof temporary>
  let path: string
  beforeEach(() => {
    folder = temporary()
    path = join(folder.path, 'journal', 'web.json')
  })
  afterEach(() => folder.remove())

  test('is there for the next process as soon as a call may go out, and only for its owner', async () => {
    await journalFile(path, 'web').begin(entry)
    expect(journalFile(path, 'web').entry('load-balancer')).toEqual(entry)
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('is cleaned up when nothing is in flight', async () => {
    const journal = journalFile(path, 'web')
    await journal.begin(entry)
    await journal.begin({ ...entry, step: 'listener' })
    await journal.end('load-balancer')
    expect(journalFile(path, 'web').entry('listener')).toBeDefined()
    await journal.end('listener')
    expect(existsSync(path)).toBe(false)
  })

  test('that cannot be written ends the run before its call, with the path', async () => {
    writeFileSync(join(folder.path, 'journal'), 'a file')
    await expect(journalFile(path, 'web').begin(entry)).rejects.toMatchObject({ message: expect.stringContaining(path), failure: { code: 'StateDirectory', exit: 1 } })
  })

  test('writes nothing while nothing is created', async () => {
    await journalFile(path, 'web').end('load-balancer')
    expect(existsSync(join(folder.path, 'journal'))).toBe(false)
  })

  test.each([['torn', '{"v":1,"stack":"web","entr'], ['of another stack', JSON.stringify({ v: 1, stack: 'other', entries: [entry] })], ['of another kind', '[1,2]'], ['with entries of another kind', '{"v":1,"stack":"web","entries":[{"step":1}]}']])('that is %s holds nothing', async (_name, content) => {
    const journal = journalFile(path, 'web')
    await journal.begin(entry)
    writeFileSync(path, content)
    const next = journalFile(path, 'web')
    expect(next.entry('load-balancer')).toBeUndefined()
    await next.begin(entry)
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ stack: 'web', entries: [{ token: 'T' }] })
  })
})
