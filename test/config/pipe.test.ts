import { spawnSync } from 'node:child_process'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pipeOf } from '../../src/config/pipe.ts'
import { temporary } from '../support/command.ts'

describe('a pipe with a name', () => {
  let folder: ReturnType<typeof temporary>
  let path: string
  beforeEach(() => {
    folder = temporary()
    path = join(folder.path, 'pipe')
    expect(spawnSync('mkfifo', [path]).status).toBe(0)
  })
  afterEach(() => folder.remove())

  test('is read to the end of what was written, however often its writer takes a rest', async () => {
    const content = text(await pipeOf(path))
    const writer = await open(path, 'w')
    for (const part of ['stack', ': ', 'w'.repeat(100_000)]) {
      await writer.write(part)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await writer.close()
    expect(await content).toBe(`stack: ${'w'.repeat(100_000)}`)
  })

  test('is waited for until it is given up', async () => {
    const abort = new AbortController()
    const content = text(await pipeOf(path, abort.signal))
    abort.abort()
    await expect(content).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('that is not there is told as the system does', async () => {
    await expect(pipeOf(join(folder.path, 'none'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
