import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCloud } from '../support/cloud.ts'
import { command, exampleConfig, temporary, type Ended } from '../support/command.ts'
import { writeSecondConfig, writeSecondWorld } from '../support/second-world.ts'
import { readFileSync } from 'node:fs'

describe('bad input', () => {
  let folder: ReturnType<typeof temporary>
  let state: string
  beforeAll(() => {
    folder = temporary()
    state = join(folder.path, 'state')
  })
  afterAll(() => folder.remove())
  const run = (args: string[], input?: string): Promise<Ended> => command(args, { env: { ALB_PRIVATELINK_STATE_DIR: state }, ...(input === undefined ? {} : { input }) })
  const write = (name: string, content: string | Buffer): string => {
    const path = join(folder.path, name)
    writeFileSync(path, content)
    return path
  }
  const refused = ({ code, stdout, stderr }: Ended): void => {
    expect(code, stderr).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).not.toMatch(/\n\s+at |Error:/)
    expect(existsSync(state)).toBe(false)
  }

  test.each<[string, () => string]>([
    ['a file that is not there', () => join(folder.path, 'nothing.yaml')],
    ['a folder', () => folder.path],
    ['an empty file', () => write('empty.yaml', '')],
    ['ten megabytes of junk', () => write('junk.yaml', Buffer.alloc(10 * 1024 * 1024, 0xfe))],
    ['text in another encoding', () => write('utf16.yaml', Buffer.from('\uFEFFstack: web', 'utf16le'))],
    ['aliases that explode', () => write('bomb.yaml', ['a: &a [x,x,x,x,x,x,x,x,x,x]', ...'bcdefghi'.split('').map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[index]}`).join(',')}]`)].join('\n'))],
    ['a syntax error', () => write('syntax.yaml', 'stack: [web')],
    ['a list', () => write('list.yaml', '- stack')],
  ])('as %s is refused before anything is called or written', async (_name, path) => {
    refused(await run(['up', '-c', path(), '--simulate']))
  })

  test('as a variable of the environment that is not set is refused, and taken once it is set', async () => {
    const path = write('variable.yaml', readFileSync(exampleConfig, 'utf8').replace('stack: web', 'stack: ${STACK}'))
    const unset = await run(['policy', '-c', path])
    refused(unset)
    expect(unset.stderr).toContain('the environment variable STACK is not set')
    expect(await command(['policy', '-c', path], { env: { STACK: 'shop' } })).toMatchObject({ code: 0 })
  })

  test('lists every mistake with its place', async () => {
    const text = readFileSync(exampleConfig, 'utf8').replace('stack: web ', 'stack: WEB ').replace('port: 80\n      weight: 100', 'port: 70000\n      weight: "100"').replace('autoAccept: false', 'autoAcept: false')
    const ended = await run(['up', '-c', write('mistakes.yaml', text), '--simulate'])
    refused(ended)
    const places = ended.stderr.match(/mistakes\.yaml:\d+:\d+: /g)
    expect(places).toHaveLength(4)
    expect(ended.stderr).toContain('autoAccept')
  })

  test('on standard input is read and refused the same way', async () => refused(await run(['up', '-c', '-', '--simulate'], 'stack: 1')))

  test('ends with run.done in JSON too', async () => {
    for (const args of [['up', '-c', join(folder.path, 'nothing.yaml'), '--simulate'], ['up', '--nonsense'], ['upp'], ['up', '--simulate', '--endpoint-url', 'http://127.0.0.1:1'], ['up', '-c', exampleConfig, '--simulate', '--skip-check', 'nonsense']]) {
      const { code, events, stdout } = await run([...args, '--json'])
      expect(code, args.join(' ')).toBe(2)
      expect(stdout.trim().split('\n')).toHaveLength(events.length)
      expect(events.at(-1)).toMatchObject({ v: 1, type: 'run.done', ok: false, exit: 2 })
    }
    expect(existsSync(state)).toBe(false)
  })

  test('a region that is not there is told at once, and nothing after it', async () => {
    const { code, events } = await command(['up', '-c', exampleConfig, '--simulate', '--region', 'cn-nowhere', '--json'], { env: { ALB_PRIVATELINK_STATE_DIR: join(folder.path, 'elsewhere') } })
    expect(code).toBe(1)
    expect(events.map(({ type }) => type)).toEqual(['run.start', 'run.done'])
    expect(events.at(-1)).toMatchObject({ error: { code: 'InvalidRegionId.NotFound', recommend: expect.stringMatching(/^https:/), see: 'docs/troubleshooting.md#the-region-is-not-known' } })
  })

  test.each<[string, () => string]>([
    ['a file', () => write('state-file', '')],
    ['below a file', () => join(write('state-file', ''), 'below')],
    ['the home of a world that is torn', () => {
      mkdirSync(join(folder.path, 'torn'), { recursive: true })
      return join(write('torn/world.json', 'no\nworld'), '..')
    }],
  ])('a state directory that is %s is bad usage, told with its path and the variable that names another', async (_name, directory) => {
    const path = directory()
    for (const words of [['up', '-c', exampleConfig, '--simulate'], ['simulate', '--port', '0']]) {
      const ended = await command(words, { env: { ALB_PRIVATELINK_STATE_DIR: path } })
      expect(ended.code, ended.stderr).toBe(2)
      expect(ended.stderr).toContain(path)
      expect(ended.stderr).toContain('ALB_PRIVATELINK_STATE_DIR')
      expect(ended.stderr).not.toMatch(/\n\s+at |Error:|fault of alb-privatelink/)
    }
  })

  test('where there is no config, names the command that writes one', async () => {
    const ended = await run(['plan', '-c', join(folder.path, 'nothing.yaml'), '--simulate'])
    expect(ended.code).toBe(2)
    expect(ended.stderr).toContain('`alb-privatelink init`')
  })

  test('off a terminal, down without --yes names the flag and touches nothing', async () => {
    const ended = await run(['down', '-c', exampleConfig, '--simulate'])
    expect(ended.code).toBe(2)
    expect(ended.stderr).toContain('--yes')
    expect(existsSync(state)).toBe(false)
  })
})

describe('twelve planted faults', () => {
  test('are all listed, end with exit 3, and nothing is created', async () => {
    const folder = temporary()
    mkdirSync(folder.path, { recursive: true })
    const world = JSON.parse(readFileSync(writeSecondWorld(folder.path), 'utf8'))
    world.accounts = [{ name: 'default', privatelink: 'closed' }]
    world.regions[0].zones[1].privatelink = false
    world.regions[0].zones[2].alb = false
    const [shop, stock] = world.vpcs
    shop.securityGroups.push({ name: 'shut', rules: [] })
    shop.instances[0].status = 'Stopped'
    shop.instances[1].agent = 'absent'
    stock.securityGroups.push({ name: 'closed', rules: [] })
    stock.instances[0].status = 'Stopped'
    stock.instances[1].securityGroups = ['closed']
    const path = join(folder.path, 'planted.yaml')
    writeFileSync(path, JSON.stringify(world))
    const cloud = await startCloud(['--speed', '400', '--world', path])
    try {
      const config = JSON.parse(readFileSync(await writeSecondConfig(folder.path, cloud), 'utf8'))
      const { resources } = await cloud.state()
      const id = (kind: string, key: string, name: string): string => resources[kind]!.find((item) => item[key] === name)!.id
      config.loadBalancer.zones[0].vSwitchId = id('vSwitches', 'VSwitchName', 'back-1') // in another zone
      config.loadBalancer.zones[1].vSwitchId = 'vsw-notthere' // unknown
      config.serverGroup.servers[2].instanceId = 'i-notthere' // unknown
      config.serverGroup.servers[3].instanceId = config.consumer.test.from[2].instanceId // in VPC 1
      config.consumer.securityGroupIds = [id('securityGroups', 'SecurityGroupName', 'servers')] // of VPC 2
      config.consumer.zones[2].vSwitchId = id('vSwitches', 'VSwitchName', 'back-2') // of VPC 2
      const file = join(folder.path, 'planted-config.yaml')
      writeFileSync(file, JSON.stringify(config))
      const before = (await cloud.log()).length
      const { code, events, stderr } = await command(['up', '-c', file, '--pace', '400', '--json'], { env: { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path } })
      expect(code, stderr).toBe(3)
      const failed = events.filter((event) => event.type === 'check' && event['result'] === 'fail').map((event) => `${event['name']}: ${event['message']}`)
      const said = failed.join('\n')
      expect(failed.length, said).toBeGreaterThanOrEqual(12)
      for (const word of ['vsw-notthere', 'i-notthere', 'ap-southeast-1b', 'ap-southeast-1c', config.consumer.securityGroupIds[0], config.consumer.zones[2].vSwitchId, config.loadBalancer.zones[0].vSwitchId]) expect(said).toContain(word)
      expect((await cloud.log(before)).filter((entry) => entry.mutating)).toEqual([])
      expect(events.some(({ type }) => type === 'step.start')).toBe(false)
    } finally {
      await cloud.stop()
      folder.remove()
    }
  })
})
