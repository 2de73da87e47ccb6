import { execFile } from 'node:child_process'
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { alike, record, recordingsOf } from '../../.build/recording.ts'
import { clientOf } from '../support/client.ts'
import { startCloud, type RunningCloud } from '../support/cloud.ts'
import { temporary } from '../support/command.ts'

const root = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const readme = readFileSync(root('README.md'), 'utf8')

describe('the README’s chapter on other people’s tools', () => {
  let cloud: RunningCloud
  let folder: ReturnType<typeof temporary>
  beforeAll(async () => {
    cloud = await startCloud(['--speed', 'instant'])
    folder = temporary()
    symlinkSync(root('node_modules'), join(folder.path, 'node_modules'))
  })
  afterAll(async () => {
    await cloud.stop()
    folder.remove()
  })

  test('has an example for a Node.js SDK that works as printed', async () => {
    const [, code = ''] = /```js\n([^]*?)```/.exec(readme) ?? []
    writeFileSync(join(folder.path, 'example.mjs'), code)
    await clientOf(cloud).alb('CreateLoadBalancer', {
      vpcId: 'vpc-bp16xl1gorbiigaaphj4h', addressType: 'Intranet', loadBalancerEdition: 'Basic', loadBalancerBillingConfig: { payType: 'PostPay' },
      zoneMappings: [{ zoneId: 'cn-hangzhou-h', vSwitchId: 'vsw-bp16ezaqdqcgn65kudrcr' }, { zoneId: 'cn-hangzhou-i', vSwitchId: 'vsw-bp1e9vs31n7kbnp11og91' }],
    })
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder.path, 'example.mjs')], { env: { PATH: process.env['PATH'], ...cloud.env, ALB_PRIVATELINK_ENDPOINT_URL: cloud.url } })
    expect(stdout).toMatch(/^\[ 'alb-\w+ Active' \]\n$/)
  })

  test('counts the actions as the manual lists them', () => {
    const [, counted] = /in VPC and ECS: (\d+) actions/.exec(readme) ?? []
    expect(Number(counted)).toBe(readFileSync(root('docs/simulator-actions.md'), 'utf8').match(/^\| `/gm)!.length)
  })
})

describe('the README’s first minute', () => {
  test('is what the commands print, from an unused cloud to a passed test and to nothing again', async () => {
    const recordings = recordingsOf(readme)
    expect(recordings.map(({ args: [command] }) => command)).toEqual(['up', 'down'])
    const texts = await record(root(''), recordings.map(({ args }) => args), ['--speed', 'instant'])
    expect(texts.map(alike)).toEqual(recordings.map(({ text }) => alike(text)))
  })

  test('begins with the command that it shows', () => {
    const [, line] = /^npm ci && npx alb-privatelink (.+)$/m.exec(readme) ?? []
    expect(recordingsOf(readme)[0]!.args.join(' ')).toBe(line)
  })
})
