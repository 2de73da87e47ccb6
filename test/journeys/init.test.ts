import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config/load.ts'
import { command, exampleConfig, outcomes, temporary, type Ended } from '../support/command.ts'
import { against, printed, under } from '../support/policy.ts'

describe('init', () => {
  let folder: ReturnType<typeof temporary>
  let file: string
  beforeAll(() => {
    folder = temporary()
    file = join(folder.path, 'config.yaml')
  })
  afterAll(() => folder.remove())
  const simulated = (...args: string[]): Promise<Ended> => command([...args, '--simulate', '--speed', 'instant'], { env: { ALB_PRIVATELINK_STATE_DIR: folder.path } })

  test('writes a config of the embedded cloud that is the documented example in effect, and that doctor and up take', async () => {
    const made = await simulated('init', '--yes', '--output', file)
    expect(made.code, made.stderr).toBe(0)
    expect(made.stdout).toBe(`Wrote ${file}. Read it, let \`doctor\` check it, and run \`up\`.\n`)
    expect(made.stderr).toContain(`\nNext: alb-privatelink doctor -c ${file} --simulate\n`)
    const example = readConfig('example', readFileSync(exampleConfig, 'utf8'))
    const { bodies: _, ...test } = example.consumer.test!
    expect(readConfig('config', readFileSync(file, 'utf8'))).toEqual({ ...example, consumer: { ...example.consumer, test } })
    const [, schema = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(file, 'utf8')) ?? []
    expect(readFileSync(new URL(schema), 'utf8')).toBe(readFileSync(new URL('../../docs/config.schema.json', import.meta.url), 'utf8'))
    const checked = await simulated('doctor', '-c', file, '--json')
    expect(checked.code, checked.stderr).toBe(0)
    expect(checked.events.at(-1)!['outputs'].checks).toMatchObject({ fail: 0, unknown: 0 })
    const up = await simulated('up', '-c', file, '--json')
    expect(up.code, up.stderr).toBe(0)
    expect(outcomes(up.events)['connectivity']).toBe('passed')
  })

  test('leaves a file that is there as it is, unless --force is given', async () => {
    const path = join(folder.path, 'mine.yaml')
    writeFileSync(path, 'mine')
    const refused = await simulated('init', '--yes', '-o', path, '--json')
    expect([refused.code, refused.events.map(({ type }) => type), readFileSync(path, 'utf8')]).toEqual([2, ['run.done'], 'mine'])
    expect(refused.events[0]!['error'].hint).toContain('--force')
    const forced = await simulated('init', '--yes', '-o', path, '--force', '--stack', 'shop', '--no-test', '--json')
    expect(forced.events).toMatchObject([{ type: 'run.start', command: 'init', stack: 'shop', steps: [], target: { kind: 'embedded' } }, { type: 'run.done', ok: true, outputs: { file: path, stack: 'shop' } }])
    expect(readFileSync(path, 'utf8')).toContain('stack: shop ')
  })

  test('asks nobody where there is no terminal, and says what is needed', async () => {
    const { code, stdout, stderr } = await simulated('init', '-o', join(folder.path, 'none.yaml'))
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/--yes.*--provider-vpc.*--server/)
    expect(existsSync(join(folder.path, 'none.yaml'))).toBe(false)
  })

  test('says what an account lacks, and a file that cannot be written before it asks anything', async () => {
    const lacking = await simulated('init', '--yes', '--consumer-profile', 'partner', '-o', '-')
    expect({ code: lacking.code, stdout: lacking.stdout }).toEqual({ code: 3, stdout: '' })
    expect(lacking.stderr).toContain("the consumer's account has no VPC in cn-hangzhou")
    const nowhere = await simulated('init', '--yes', '-o', join(folder.path, 'no', 'where.yaml'), '--json')
    expect([nowhere.code, nowhere.events.at(-1)!['calls']]).toEqual([2, 0])
    expect((await simulated('init', '--yes', '--profile', 'nobody', '-o', '-')).code).toBe(4)
  })

  test('prints a config of another account\'s address, under its policy', async () => {
    await under(join(folder.path, 'policed.json'), await printed('init', exampleConfig), async (cloud) => {
      const { code, events, stderr } = await against(cloud, folder.path, 'init', '--yes', '--region', 'cn-hangzhou', '--output', '-')
      expect(code, stderr).toBe(0)
      expect(readConfig('config', events.at(-1)!['outputs'].config)).toMatchObject({ region: 'cn-hangzhou', serverGroup: { servers: [{ port: 80 }, { port: 80 }] } })
      expect((await cloud.log()).filter(({ status }) => status !== 200)).toEqual([])
      expect((await cloud.log()).filter(({ mutating }) => mutating)).toEqual([])
    })
  })
})
