import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { runProgram } from '../../src/program.ts'
import { speak } from '../../src/messages/index.ts'
import { fakeIo } from '../support/fake-io.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'alb-privatelink-'))
  mkdirSync(join(folder, 'folder'))
  const files = {
    'rules.json': '[{"match":{"action":"Nope"},"do":{"delayMs":1}}]', 'broken.json': '[\n  {"id": 1,}]', 'latin.json': Buffer.from([0x22, 0xe4, 0x22]),
    'policy.json': '{"Version":"1","Statement":[{"Effect":"allow"}]}', 'fine.json': '{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
    'world.yaml': 'regions: [{id: xx-one, zones: [{id: z1}]}]\nvpcs:\n  - name: v\n    cidr: 10.0.0.0/16\n    instances: [{name: i, vSwitch: s, securityGroups: [g]}]\n',
    'torn.json': '{"version":1', 'other.json': '{"version":2}',
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => speak('en'))

async function refused(words: string[], lang = 'en') {
  const at = (text: string): string => text.replaceAll('DIR', folder)
  const io = fakeIo({ argv: ['simulate', '--port', '0', ...(words.includes('--state') ? [] : ['--state', 'memory']), ...words.map(at), '--lang', lang], env: { ALB_PRIVATELINK_STATE_DIR: join(folder, 'state') } })
  expect(await runProgram(io)).toBe(2)
  expect(io.out()).toBe('')
  return io.err().replaceAll(folder, 'DIR')
}

describe('what keeps the embedded cloud from starting', () => {
  it.each([
    [['--faults', 'DIR/rules.json'], '--faults DIR/rules.json: the file has mistakes\n  [0].match.action: no action "Nope" is served', 'docs/simulator.md'],
    [['--faults', 'DIR/broken.json'], '--faults DIR/broken.json: this is no JSON\n  DIR/broken.json:2:12: this is not expected here', 'docs/simulator.md'],
    [['--faults', 'DIR/none.json'], '--faults DIR/none.json: there is no such file', 'Check the path that --faults gives.'],
    [['--faults', 'DIR/latin.json'], '--faults DIR/latin.json: the file is no UTF-8 text', 'Save the file as UTF-8.'],
    [['--world', 'DIR/world.yaml'], '--world DIR/world.yaml: the file has mistakes\n  DIR/world.yaml:5:17: vpcs[0].instances[0].address: it is missing; it must be a text', 'docs/world.example.yaml'],
    [['--world', 'DIR/folder'], '--world DIR/folder: this is a directory; a file is wanted', 'Check the path that --world gives.'],
    [['--policy', 'DIR/policy.json'], '--policy DIR/policy.json: the file has mistakes\n  Statement[0].Effect: Allow or Deny is wanted', '`alb-privatelink policy`'],
    [['--policy', 'other=DIR/fine.json'], '--policy: there is no account other for a policy; the world has default, partner', 'mend the file or option'],
    [['--state', 'DIR/torn.json'], '--state DIR/torn.json: this is no whole world file; it was left as it is', 'Move the file away'],
    [['--state', 'DIR/other.json'], '--state DIR/other.json: this is no world file of this version; it was left as it is', 'Move the file away'],
    [['--state', 'DIR/other.json/world.json'], '--state DIR/other.json: it cannot be written', 'Check the permissions of the folder'],
  ])('is told with its option, its file and the place: %j', async (words, said, hint) => {
    const err = await refused(words)
    expect(err.slice(0, err.indexOf('\n  Cause'))).toBe(`error: ${said}`)
    expect(err).toMatch(/\n {2}Cause {2}.*\n {2}Hint {3}.*\n {2}More {3}alb-privatelink explain Simulator /)
    expect(err).toContain(hint)
  })

  it('is framed in Chinese too', async () => {
    expect(await refused(['--faults', 'DIR/rules.json'], 'zh')).toMatch(/^错误：--faults DIR\/rules\.json：文件有误\n {2}\[0\]\.match\.action: .*\n {2}原因 .*\n {2}建议 .*docs\/simulator\.md.*\n/)
  })

  it('is told of the world of --simulate as well, and is no fault of the program', async () => {
    const state = join(folder, 'broken-state')
    mkdirSync(state)
    writeFileSync(join(state, 'world.json'), 'x')
    const io = fakeIo({ argv: ['status', '-c', join(import.meta.dirname, '../../config.example.yaml'), '--simulate'], env: { ALB_PRIVATELINK_STATE_DIR: state } })
    expect(await runProgram(io)).toBe(2)
    expect(io.err()).toMatch(/^Target: .*\nerror: .*\/world\.json: this is no whole world file; it was left as it is\n/)
  })
})

describe('a world file beside a state that holds a world', () => {
  it('is refused where it cannot be read', async () => {
    const io = fakeIo({ argv: ['simulate', '--port', '0', '--state', join(folder, 'kept.json')] })
    setTimeout(function stop() {
      if (io.out() === '') setTimeout(stop, 5)
      else io.signal('SIGINT')
    })
    expect(await runProgram(io)).toBe(130)
    expect(await refused(['--state', 'DIR/kept.json', '--world', 'DIR/none.yaml'])).toMatch(/^error: --world DIR\/none\.yaml: there is no such file\n/)
  })
})
