import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config/load.ts'
import { silentAsker } from '../../src/init/asker.ts'
import { choose } from '../../src/init/choose.ts'
import type { Picked } from '../../src/init/picked.ts'
import { refusalOf } from '../../src/init/refusal.ts'
import { configText } from '../../src/init/write-config.ts'
import { account, inventoryOf, nothingWanted } from '../support/inventory.ts'

/** IDs as the config's reader wants them. */
const chosen = (): Promise<Picked> => {
  const provider = inventoryOf(account())
  return choose(silentAsker(() => undefined), { provider, consumer: provider }, nothingWanted, { region: 'cn-somewhere' })
}

describe('the written config', () => {
  it('says what was chosen', async () => {
    expect(readConfig('c', configText(await chosen()))).toMatchObject({
      stack: 'web', region: 'cn-somewhere', provider: { vpcId: 'vpc-back' },
      loadBalancer: { zones: [{ zoneId: 'cn-test-h', vSwitchId: 'vsw-back-h' }, { zoneId: 'cn-test-i', vSwitchId: 'vsw-back-i' }] },
      serverGroup: { servers: [{ instanceId: 'i-server1', port: 80, weight: 100 }, { instanceId: 'i-server2', port: 80, weight: 100 }] },
      listener: { protocol: 'HTTP', port: 80 }, service: { autoAccept: false, zoneAffinity: false },
      consumer: {
        vpcId: 'vpc-front', securityGroupIds: ['sg-door'], zones: [{ zoneId: 'cn-test-h', vSwitchId: 'vsw-front-h' }, { zoneId: 'cn-test-i', vSwitchId: 'vsw-front-i' }],
        test: { from: [{ instanceId: 'i-client1', zoneId: 'cn-test-h' }, { instanceId: 'i-client2', zoneId: 'cn-test-i' }], path: '/', status: [200], via: 'both' },
      },
    })
  })

  it('is commented in the manner of the example', async () => {
    const text = configText(await chosen())
    expect(text).toContain('  vpcId: vpc-back                     # back, 192.168.0.0/16\n')
    expect(text).toContain('    - instanceId: i-server1           # server1, 192.168.1.5, cn-test-h\n')
    expect(text).toContain('  # profile: default                  # credentials profile')
    expect(text.split('\n').filter((line) => /\s$/.test(line))).toEqual([])
    const example = readFileSync(new URL('../../config.example.yaml', import.meta.url), 'utf8')
    const sections = (yaml: string): string[] => yaml.split('\n').filter((line) => /^\w+:/.test(line)).map((line) => line.split(':')[0]!)
    expect(sections(text)).toEqual(sections(example))
  })

  it('is still read where the signs are taken off what is optional', async () => {
    const picked = await chosen()
    const whole = (text: string): string => text.replaceAll(/^( *)# (?=(\w+|- \w+):( |$))/gm, '$1').replaceAll('rg-...', 'rg-acfm').replaceAll('address: ...', 'address: 192.168.1.9').replaceAll('i-...', 'i-client1')
    const tested = readConfig('c', whole(configText(picked)))
    expect(tested).toMatchObject({ resourceGroupId: 'rg-acfm', tags: { team: 'shop' }, loadBalancer: { zones: [{ address: '192.168.1.9' }, {}] }, consumer: { profile: 'default', test: { bodies: [{ name: 'server1' }] } } })
    const untested = configText({ ...picked, testers: [] })
    expect(readConfig('c', untested).consumer.test).toBeUndefined()
    const uncommented = untested.replaceAll(/^ {2}# ( *(?:test|from|- instanceId|zoneId|path|status|via|bodies):)/gm, '  $1').replace('i-...', 'i-client1')
    expect(readConfig('c', uncommented).consumer.test).toMatchObject({ from: [{ instanceId: 'i-client1', zoneId: 'cn-test-h' }], bodies: [{ name: 'server1' }] })
  })

  it.each(['a: b', '123', 'true', '# none', 'with ${HOME} and $x', '"quoted"', "it's", '生产', '- x', '~'])('keeps the profile %s', async (profile) => {
    const picked = await chosen()
    const config = readConfig('c', configText({ ...picked, provider: { ...picked.provider, profile }, consumer: { ...picked.consumer, profile } }))
    expect([config.provider.profile, config.consumer.profile]).toEqual([profile, profile])
  })

  it('lets no name out of its comment', async () => {
    const picked = await chosen()
    const vpcName = 'evil\nlistener: { port: 1 }\r\u0085\u2028stack: x # \u202Egnp \u001B[2J'
    const text = configText({ ...picked, provider: { vpc: { ...picked.provider.vpc, vpcName } } })
    expect(readConfig('c', text)).toEqual(readConfig('c', configText(picked)))
    // oxlint-disable-next-line no-control-regex -- these are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u0085\u2028\u202E]/)
  })

  it('is told where its reader refuses it, as a mistake of that file', async () => {
    const picked = await chosen()
    expect(refusalOf('x.yaml', configText(picked))).toBeUndefined()
    expect(refusalOf('x.yaml', configText({ ...picked, stack: 'No Name' }))).toMatchObject({ code: 'Config', message: expect.stringMatching(/^x\.yaml:\d+:\d+: stack/), hint: expect.stringMatching(/^Your answers are in x\.yaml/) })
  })
})
