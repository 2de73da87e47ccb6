import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holderOf, isGone, tryLock, type Holder } from '../../src/simulator/lock.ts'

let dir: string
let path: string
beforeEach(() => { path = join((dir = mkdtempSync(join(tmpdir(), 'lock-'))), 'world.json.lock') })
afterEach(() => rmSync(dir, { recursive: true }))
/** A holder in this machine's own process space, as it stands in a lock file. */
function own(): Holder {
  const release = tryLock(path)
  const holder = holderOf(path) as Holder
  release?.()
  return holder
}
const leave = (holder: Partial<Holder>): void => writeFileSync(path, JSON.stringify({ ...own(), ...holder }))
const DEAD = 2 ** 22 + 1

describe('a lock', () => {
  it('is held by one at a time and leaves nothing behind', () => {
    const release = tryLock(path)
    expect(release).toBeTypeOf('function')
    expect(tryLock(path)).toBeUndefined()
    release?.()
    expect(readdirSync(dir)).toEqual([])
    const again = tryLock(path)
    expect(again).toBeTypeOf('function')
    again?.()
  })

  it.each([
    ['a process that is gone', { pid: DEAD }],
    ['a process whose number another has now', { started: '1' }],
    ['a process before the last boot', { boot: '00000000-0000-0000-0000-000000000000' }],
    ['a process of another host that has held it far too long', { space: 'other', at: Date.now() - 31_000 }],
  ])('of %s is taken over', (_, holder) => {
    leave({ ...holder, id: 'stale' })
    const release = tryLock(path)
    expect(release).toBeTypeOf('function')
    expect(holderOf(path)?.id).not.toBe('stale')
    release?.()
    expect(readdirSync(dir)).toEqual([])
  })

  it.each([
    ['a living process', {}],
    ['a process of another host that took it just now', { space: 'other', pid: DEAD }],
  ])('of %s is left alone', (_, holder) => {
    leave({ ...holder, id: 'alive' })
    expect(tryLock(path)).toBeUndefined()
    expect(holderOf(path)?.id).toBe('alive')
  })

  it('is not released by whoever no longer holds it', () => {
    const release = tryLock(path)
    leave({ id: 'another' })
    release?.()
    expect(holderOf(path)?.id).toBe('another')
  })

  it('that is stale is removed by one only: who was about to remove it finds that right taken', () => {
    leave({ pid: DEAD, id: 'stale' })
    const right = tryLock(`${path}.stale.stale`)
    expect(tryLock(path)).toBeUndefined()
    expect(holderOf(path)?.id).toBe('stale')
    right?.()
    expect(tryLock(path)).toBeTypeOf('function')
  })

  it('is taken over even when whoever was taking it over died of it', () => {
    const dead = { ...own(), pid: DEAD }
    writeFileSync(path, JSON.stringify({ ...dead, id: 'stale' }))
    writeFileSync(`${path}.stale.stale`, JSON.stringify({ ...dead, id: 'heir' }))
    expect(tryLock(path)).toBeTypeOf('function')
    expect(readdirSync(dir)).toEqual(['world.json.lock'])
  })

  it('that cannot be read is respected while it is fresh', () => {
    writeFileSync(path, 'junk')
    expect(tryLock(path)).toBeUndefined()
    expect(readFileSync(path, 'utf8')).toBe('junk')
    expect(isGone({ ...(holderOf(path) as Holder), at: Date.now() - 31_000 })).toBe(true)
  })
})
