import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fileStore, memoryStore, StoreError } from '../../src/simulator/store.ts'
import { toyWorld } from './toy.ts'

let dir: string
let file: string
beforeEach(() => { file = join((dir = mkdtempSync(join(tmpdir(), 'store-'))), 'deep', 'world.json') })
afterEach(() => rmSync(dir, { recursive: true }))
const more = (store: Awaited<ReturnType<typeof fileStore>>, keep: boolean | 'if changed' = true) =>
  store.update((world) => ({ result: ++world.made, keep }))

describe('a world in a file', () => {
  it('is private, whole JSON, and holds what was written', async () => {
    const store = await fileStore(file, toyWorld)
    const before = store.read().made
    expect(await more(store)).toBe(before + 1)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(join(dir, 'deep')).mode & 0o777).toBe(0o700)
    expect(JSON.parse(readFileSync(file, 'utf8')).made).toBe(before + 1)
    expect(readdirSync(join(dir, 'deep'))).toEqual(['world.json'])
  })

  it('is the same one for every store on it, each of which sees at once what the others wrote', async () => {
    const [one, two] = [await fileStore(file, toyWorld), await fileStore(file, toyWorld)]
    expect(two.read().accounts).toEqual(one.read().accounts)
    const start = one.read().made
    for (let i = 0; i < 5; i++) {
      await more(one)
      expect(two.read().made).toBe(start + 2 * i + 1)
      await more(two)
      expect(one.read().made).toBe(start + 2 * i + 2)
    }
  })

  it('bears the time of its writing to the microsecond, whatever the clock of the file system', async () => {
    const store = await fileStore(file, toyWorld)
    const times: bigint[] = []
    for (let i = 0; i < 5; i++) {
      await more(store)
      times.push(statSync(file, { bigint: true }).mtimeNs)
    }
    expect(times.map((time) => time % 1000n)).toEqual([0n, 0n, 0n, 0n, 0n])
    expect(new Set(times).size).toBe(5)
    expect(Math.abs(Number(times[0]! / 1_000_000n) - Date.now())).toBeLessThan(60_000)
  })

  it('is not written by a step that keeps nothing, nor by one that changed nothing', async () => {
    const store = await fileStore(file, toyWorld)
    await more(store)
    const { ino } = statSync(file)
    await store.update(() => ({ result: 0, keep: false }))
    await store.update(() => ({ result: 0, keep: 'if changed' }))
    expect(statSync(file).ino).toBe(ino)
    await more(store, 'if changed')
    expect(JSON.parse(readFileSync(file, 'utf8')).made).toBe(store.read().made)
  })

  it('is as it was before a step that failed', async () => {
    const store = await fileStore(file, toyWorld)
    const before = store.read().made
    await expect(store.update((world) => {
      world.made = 1e6
      throw new Error('half done')
    })).rejects.toThrow('half done')
    expect(store.read().made).toBe(before)
    expect(await more(store)).toBe(before + 1)
  })

  it.each([
    ['torn', (text: string) => text.slice(0, -50)], ['empty', () => ''], ['foreign', () => '{"resources":[]}'],
    ['of another version', (text: string) => text.replace('"version":1', '"version":2')], ['of another form', (text: string) => text.replace('"vpcs":{', '"vpcs":[],"x":{')],
  ])('that is %s is refused and left as it is', async (_, spoil) => {
    const store = await fileStore(file, toyWorld)
    const text = spoil(readFileSync(file, 'utf8'))
    writeFileSync(file, text)
    await expect(fileStore(file, toyWorld)).rejects.toThrow(StoreError)
    expect(() => store.read()).toThrow('left as it is')
    await expect(more(store)).rejects.toThrow('left as it is')
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  it('that is taken away while it is served is not made anew behind the user’s back', async () => {
    const store = await fileStore(file, toyWorld)
    rmSync(file)
    await expect(more(store)).rejects.toThrow('gone')
    expect(existsSync(file)).toBe(false)
  })

  it('that cannot be written says so', async () => {
    if (process.getuid?.() === 0) {
      writeFileSync(join(dir, 'plain'), '')
      await expect(fileStore(join(dir, 'plain', 'world.json'), toyWorld)).rejects.toThrow(StoreError)
      return
    }
    chmodSync(dir, 0o500)
    await expect(fileStore(file, toyWorld)).rejects.toThrow(StoreError)
    chmodSync(dir, 0o700)
  })

  it('whose lock another keeps gives up in the end', async () => {
    const store = await fileStore(file, toyWorld, { lockTimeout: 0 })
    const { tryLock } = await import('../../src/simulator/lock.ts')
    const release = tryLock(`${file}.lock`)
    await expect(more(store)).rejects.toThrow('held the lock')
    release?.()
    await more(store)
  })

  it('is put back to what it was at first, by another store too', async () => {
    const one = await fileStore(file, toyWorld)
    const first = JSON.stringify(one.read())
    await more(one)
    const two = await fileStore(file, () => { throw new Error('there is one already') })
    await more(two)
    await two.reset((world) => world)
    expect(JSON.stringify(one.read())).toBe(first)
  })

  it('clears away old drafts of processes that were killed, and nothing else', async () => {
    await fileStore(file, toyWorld)
    const old = `${file}.0a1b2c3d-0000-4000-8000-000000000000.tmp`
    const fresh = `${file}.0a1b2c3d-0000-4000-8000-000000000001.tmp`
    const other = `${file}.mine`
    for (const name of [old, fresh, other]) writeFileSync(name, '')
    for (const name of [old, other]) utimesSync(name, new Date(0), new Date(0))
    await fileStore(file, toyWorld)
    expect([old, fresh, other].map((name) => existsSync(name))).toEqual([false, true, true])
  })
})

it('a world in memory is one object, never copied for a call', async () => {
  const store = memoryStore(toyWorld)
  const world = store.read()
  await store.update((same) => ({ result: expect(same).toBe(world), keep: true }))
  world.made = 99
  await store.reset((first) => first)
  expect(store.read().made).not.toBe(99)
})

describe('processes that share a world', () => {
  let worker: string
  beforeAll(async () => {
    worker = join(mkdtempSync(join(tmpdir(), 'worker-')), 'worker.mjs')
    await build({
      bundle: true, platform: 'node', format: 'esm', outfile: worker,
      stdin: {
        resolveDir: import.meta.dirname, loader: 'ts',
        contents: `
          import { fileStore } from '../../src/simulator/store.ts'
          const [file, count, hang] = process.argv.slice(2)
          const store = await fileStore(file, () => { throw new Error('no world') })
          process.send('ready')
          await new Promise((go) => process.once('message', go))
          for (let i = 0; i < Number(count); i++) await store.update((world) => {
            world.made++
            if (hang) { process.send('holding'); for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) }
            return { result: 0, keep: true }
          })
          process.disconnect()
        `,
      },
    })
  })
  afterAll(() => rmSync(join(worker, '..'), { recursive: true }))
  const start = async (...args: string[]): Promise<ChildProcess> => {
    const child = fork(worker, [file, ...args])
    await once(child, 'message')
    return child
  }

  it('lose no step of each other', async () => {
    const store = await fileStore(file, toyWorld)
    const before = store.read().made
    const children = await Promise.all([start('60'), start('60')])
    const ended = children.map((child) => once(child, 'exit'))
    for (const child of children) child.send('go')
    for (let i = 0; i < 60; i++) await more(store)
    expect((await Promise.all(ended)).map(([code]) => code)).toEqual([0, 0])
    expect(store.read().made).toBe(before + 180)
    expect(readdirSync(join(dir, 'deep'))).toEqual(['world.json'])
  })

  it('go on when one is killed while it holds the lock, and its half step is not seen', async () => {
    const store = await fileStore(file, toyWorld)
    const before = store.read().made
    const child = await start('1', 'hang')
    const holding = once(child, 'message')
    child.send('go')
    await holding
    expect(existsSync(`${file}.lock`)).toBe(true)
    const next = more(store)
    child.kill('SIGKILL')
    expect(await next).toBe(before + 1)
    expect(existsSync(`${file}.lock`)).toBe(false)
  })
})
