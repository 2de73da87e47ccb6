import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { run } from '../../src/commands/init.ts'
import type { InitOptions } from '../../src/commands/options.ts'
import { readConfig } from '../../src/config/load.ts'
import { temporary } from '../support/command.ts'
import { fakeIo, type FakeIo } from '../support/fake-io.ts'
import { nothing } from '../support/nothing.ts'

describe('init on a terminal that shows lines, on the embedded cloud', () => {
  let folder: ReturnType<typeof temporary>
  let file: string
  beforeEach(() => {
    folder = temporary()
    file = join(folder.path, 'config.yaml')
  })
  afterEach(() => folder.remove())

  const options = (more: Partial<InitOptions> = {}): InitOptions => ({
    json: false, quiet: false, verbose: false, color: true, config: file, output: file, simulate: true, speed: 'instant', wait: true, skipChecks: [], yes: false, force: false,
    zones: [], vSwitches: [], servers: [], securityGroups: [], testFrom: [], test: true, ...more,
  })

  /** Runs it, and answers what is asked: by the beginning of a prompt's last line; Enter where nothing is written. */
  async function answering(answers: [prompt: string, line: string][], given: InitOptions): Promise<{ code: number; io: FakeIo; prompts: string[] }> {
    const io = fakeIo({ stdinTTY: true, stderrTTY: true, env: { TERM: 'dumb', ALB_PRIVATELINK_STATE_DIR: folder.path } })
    const left = [...answers]
    const prompts: string[] = []
    const state = { over: false }
    const ended = run(io, given).finally(() => (state.over = true))
    for (let seen = 0; !state.over; await nothing(1)) {
      const fresh = io.err().slice(seen)
      if (!fresh.endsWith(': ')) continue
      seen = io.err().length
      const prompt = fresh.slice(fresh.lastIndexOf('\n') + 1)
      prompts.push(prompt)
      const next = left.findIndex(([start]) => prompt.startsWith(start))
      io.type(`${next < 0 ? '' : left.splice(next, 1)[0]![1]}\n`)
    }
    return { code: await ended, io, prompts }
  }

  it('says where it goes before it asks for the region, goes through with Enter alone, and says how to go on', async () => {
    const { code, io, prompts } = await answering([], options())
    expect(code, io.err()).toBe(0)
    expect(io.err()).toMatch(/^Target: embedded cloud, no cost\nRegion\n {2}1 {2}cn-hangzhou .*\n {2}2 {2}cn-shanghai .*\nIts number \[1\]: Provider/)
    expect(io.err().match(/Target:/g)).toHaveLength(1)
    expect(prompts).toHaveLength(9)
    expect(readConfig('c', readFileSync(file, 'utf8'))).toMatchObject({ stack: 'web', region: 'cn-hangzhou', serverGroup: { servers: [{}, {}] } })
    expect(io.out()).toContain(`Wrote ${file}.`)
    expect(io.err()).toContain(`Next: alb-privatelink doctor -c ${file} --simulate\n`)
  })

  it('names no config where nothing says a region, since there is none yet', async () => {
    const io = fakeIo({ env: { ALB_PRIVATELINK_STATE_DIR: folder.path } })
    expect(await run(io, options({ simulate: false, profile: 'nobody', yes: true }))).toBe(2)
    expect(io.err()).toContain('error: no region given\n  Hint  Name it with --region or ALIBABA_CLOUD_REGION_ID, or in the profile.\n')
  })

  it('asks nothing that options say', async () => {
    const { code, prompts } = await answering([], options({
      region: 'cn-hangzhou', stack: 'shop', providerVpc: 'vpc-bp16xl1gorbiigaaphj4h', zones: ['cn-hangzhou-h', 'cn-hangzhou-i'], servers: [{ instanceId: 'i-bp1qxffdja8169jm1s2b' }], port: 8080, test: false,
      securityGroups: ['sg-bp1f163sff2z4jogt0x9'],
    }))
    expect({ code, prompts }).toEqual({ code: 0, prompts: [] })
    expect(readConfig('c', readFileSync(file, 'utf8'))).toMatchObject({ stack: 'shop', listener: { port: 8080 }, serverGroup: { servers: [{ instanceId: 'i-bp1qxffdja8169jm1s2b' }] } })
  })

  it('asks first whether to write over a file, and takes another name until it can be written', async () => {
    writeFileSync(file, 'mine')
    const other = join(folder.path, 'other.yaml')
    const { code, io, prompts } = await answering([[`${file} is there`, 'n'], ['File to write', join(folder.path, 'no', 'where.yaml')], ['File to write', '/dev/full'], ['File to write', other]], options())
    expect(code, io.err()).toBe(0)
    expect([readFileSync(file, 'utf8'), existsSync(other)]).toEqual(['mine', true])
    expect(prompts.map((prompt) => prompt.slice(0, 13))).toEqual([`${file} is there`.slice(0, 13), 'File to write', 'File to write', 'File to write', ...prompts.slice(4).map((prompt) => prompt.slice(0, 13))])
    expect(prompts[4]).toMatch(/^Its number/)
    expect(io.err().replaceAll(/\s+/g, ' ')).toContain('where.yaml: its folder does not exist')
    expect(io.err()).toContain('/dev/full: it is no ordinary file')
    expect((await answering([[`${file} is there`, 'y']], options())).code).toBe(0)
    expect(readFileSync(file, 'utf8')).toContain('stack: web')
  })

  it('writes what was answered even where the reader of configs refuses it, and says what is wrong in that file', async () => {
    const { code, io } = await answering([], options({ stack: 'No Name' }))
    expect(code, io.err()).toBe(2)
    expect(readFileSync(file, 'utf8')).toContain('stack: No Name')
    expect(io.err()).toContain(`${file}:5:8: stack`)
    expect(io.err()).toContain(`Your answers are in ${file}`)
    expect(io.err()).not.toContain('Nothing was called')
  })

  it('takes another name where the file came up meanwhile, and keeps the answers', async () => {
    const other = join(folder.path, 'other.yaml')
    const io = fakeIo({ stdinTTY: true, stderrTTY: true, env: { TERM: 'dumb', ALB_PRIVATELINK_STATE_DIR: folder.path } })
    const state = { over: false }
    const ended = run(io, options()).finally(() => (state.over = true))
    for (let seen = 0; !state.over; await nothing(1)) {
      const fresh = io.err().slice(seen)
      if (!fresh.endsWith(': ')) continue
      seen = io.err().length
      if (!existsSync(file)) writeFileSync(file, 'mine')
      io.type(fresh.includes('File to write') ? `${other}\n` : '\n')
    }
    expect(await ended, io.err()).toBe(0)
    expect(io.err()).toContain(`${file} is there already`)
    expect([readFileSync(file, 'utf8'), existsSync(other)]).toEqual(['mine', true])
  })

  it('writes nothing where it is interrupted', async () => {
    const io = fakeIo({ stdinTTY: true, stderrTTY: true, env: { TERM: 'dumb', ALB_PRIVATELINK_STATE_DIR: folder.path } })
    const ended = run(io, options())
    while (!io.err().endsWith(': ')) await nothing(1)
    io.signal('SIGINT')
    expect(await ended).toBe(130)
    expect(io.err()).toContain('Interrupted; nothing was written.\n')
    expect(existsSync(file)).toBe(false)
  })
})
