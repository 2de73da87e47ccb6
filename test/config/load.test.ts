import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadConfig, readConfig } from '../../src/config/load.ts'
import { ConfigError } from '../../src/core/errors.ts'
import { minimal } from './minimal.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'config-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const noStdin = (): never => {
  throw new Error('standard input was asked for')
}

async function file(content: string | Uint8Array, name = 'c.yaml'): Promise<string> {
  const path = join(dir, name)
  await writeFile(path, content)
  return path
}

async function refused(path: string): Promise<ConfigError> {
  const error = await loadConfig(path, noStdin, {}).then(() => undefined, (error: unknown) => error)
  expect(error).toBeInstanceOf(ConfigError)
  const refusal = error as ConfigError
  expect(refusal.failure).toMatchObject({ code: 'Config', exit: 2 })
  expect(refusal.issues.length).toBeGreaterThan(0)
  expect(refusal.message).not.toMatch(/\bat .*\.(ts|js):\d+/)
  return refusal
}

const mistakes = (text: string): string[] => {
  try {
    readConfig('c.yaml', text)
  } catch (error) {
    if (error instanceof ConfigError) return error.issues.map((issue) => `${issue.line}:${issue.column} ${issue.message}`)
    throw error
  }
  return []
}

describe('a config file', () => {
  test('is read with the defaults of the documented example', async () => {
    const { config, source } = await loadConfig(await file(minimal), noStdin, {})
    expect(source).toBe(join(dir, 'c.yaml'))
    expect(config).toMatchObject({
      stack: 'web', tags: {}, endpointNetwork: 'public', callTimeout: 30_000,
      loadBalancer: { name: 'alb-web', edition: 'Basic', addressIpVersion: 'IPv4' },
      serverGroup: { name: 'RS1', protocol: 'HTTP', scheduler: 'Wrr', healthCheck: { enabled: true }, servers: [{ weight: 100 }] },
      service: { autoAccept: false, zoneAffinity: false }, consumer: { name: 'default', endpoint: { name: 'endpoint-web' } },
    })
    expect(Object.keys(config.serverGroup)).not.toContain('crossZone')
    expect(Object.keys(config.consumer)).not.toContain('test')
    expect(Object.keys(config.listener)).toEqual(['protocol', 'port'])
  })

  test('may come from standard input', async () => {
    const { config, source } = await loadConfig('-', async function* () {
      yield minimal.slice(0, 100)
      yield Buffer.from(minimal.slice(100))
    }, {})
    expect([config.stack, source]).toEqual(['web', '<stdin>'])
  })

  test('may be JSON, with tabs, or begin with a byte order mark', async () => {
    const json = JSON.stringify(readRaw(), null, '\t')
    expect((await loadConfig(await file(json), noStdin, {})).config.stack).toBe('web')
    expect((await loadConfig(await file(`\uFEFF${minimal}`), noStdin, {})).config.stack).toBe('web')
    expect((await loadConfig(await file(minimal.replaceAll('\n', '\r\n')), noStdin, {})).config.stack).toBe('web')
  })

  test('may use anchors, aliases and merge keys', () => {
    const text = minimal
      .replace('port: 80 }', 'port: 80, weight: 7 }')
      .replace('servers:\n    - {', 'servers:\n    - &one {')
      .replace('listener:', '    - { <<: *one, port: 81 }\n    - { <<: [*one], instanceId: i-2 }\nlistener:')
    expect(readConfig('c', text).serverGroup.servers).toEqual([
      { instanceId: 'i-1', port: 80, weight: 7 }, { instanceId: 'i-1', port: 81, weight: 7 }, { instanceId: 'i-2', port: 80, weight: 7 },
    ])
  })

  test('takes constructor and toString as tag keys like any other', () => {
    expect(readConfig('c', `${minimal}\ntags: { constructor: a, toString: b }`).tags).toEqual({ constructor: 'a', toString: 'b' })
  })
})

describe('what is no config is refused with a reason', () => {
  test('a missing file, with what to do', async () => {
    const error = await refused(join(dir, 'none.yaml'))
    expect(error.message).toContain('none.yaml does not exist')
    expect(error.failure.hint).toContain('config.example.yaml')
  })

  test('a directory', async () => {
    await mkdir(join(dir, 'd'))
    expect((await refused(join(dir, 'd'))).message).toMatch(/d is a directory$/)
  })

  test('a path that no file can have', async () => {
    expect((await refused('a\0b')).message).toContain('cannot be read')
    expect((await refused(`${dir}/${'x'.repeat(5000)}`)).message.length).toBeLessThan(400)
    expect((await refused(join(await file('x', 'f'), 'under'))).message).toContain('cannot be read (ENOTDIR)')
  })

  test.each([['nothing', ''], ['blanks', ' \n\n'], ['comments', '# all\n# of it\n'], ['a bare ---', '---\n']])('%s', async (_, text) => {
    expect((await refused(await file(text))).message).toMatch(/c\.yaml:1:1: .*is empty/)
  })

  test('ten megabytes of junk, without parsing it', async () => {
    const error = await refused(await file(Buffer.alloc(10_000_000, 'a: [')))
    expect(error.message).toContain('larger than 1 MB')
  })

  test('standard input that never ends', async () => {
    let sent = 0
    const endless = async function* () {
      while (sent++ < 200) {
        yield Buffer.alloc(65_536, 'x')
      }
    }
    await expect(loadConfig('-', endless, {})).rejects.toThrow('<stdin> is larger than 1 MB')
    expect(sent).toBeLessThan(20)
  })

  test('an endless device', async () => {
    expect((await refused('/dev/zero')).message).toContain('larger than 1 MB')
  })

  test.each([
    ['UTF-16, little end first', Buffer.from(`\uFEFF${minimal}`, 'utf16le'), /:1:1: the file is in UTF-16/],
    ['UTF-16, big end first', Buffer.from(`\uFEFF${minimal}`, 'utf16le').swap16(), /:1:1: the file is in UTF-16/],
    ['UTF-16 without a mark', Buffer.from(minimal, 'utf16le'), /:1:2: a NUL byte/],
    ['Latin-1', Buffer.concat([Buffer.from('stack: web\nregion: "'), Buffer.from([0xe9]), Buffer.from('"\n')]), /:2:10: a byte that is no UTF-8/],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]), /:\d+:\d+: a NUL byte/],
    ['a cut character at the end', Buffer.concat([Buffer.from('a: '), Buffer.from([0xe4, 0xbd])]), /:1:4: a byte that is no UTF-8/],
  ])('%s', async (_, bytes, message) => {
    expect((await refused(await file(bytes))).message).toMatch(message)
  })

  test.each([
    ['broken YAML', 'stack: [web\nregion: x', /^\d+:\d+ this is no YAML: /],
    ['tabs as indentation', 'provider:\n\tvpcId: vpc-1', /^2:1 /],
    ['two documents', `${minimal}\n---\nstack: b\n`, /a second document begins here/],
    ['a tag of a program', 'stack: !!js/function "x"', /^1:8 .*remove the tag/],
    ['a list', '- a', /^1:1 the config is a list of 1; it must be a section/],
    ['a text', 'web', /^1:1 the config is "web"; it must be a section/],
    ['an alias without an anchor', 'stack: *web', /^1:8 alias \*web has no anchor/],
  ])('%s', (_, text, message) => {
    expect(mistakes(text)).toContainEqual(expect.stringMatching(message))
  })

  test('one slip, by one line that says what mends it', () => {
    const before = minimal.split('\n').length
    expect(mistakes(`${minimal}\ntags: { team: \${T}, more: a }\ncallTimeout: 30s\nendpointNetwork: vpc\n`)).toEqual([
      `${before + 1}:15 a value with \${T} has to be in quotes between braces or brackets, "\${T}"; or write the section over several lines`,
    ])
    expect(mistakes('tags: { a: x-${T} }\n')).toEqual([expect.stringMatching(/^1:14 a value with/)])
    expect(mistakes('a: [x, ${T} ]\nb: 1\n')).toEqual([expect.stringMatching(/^1:8 a value with/)])
    expect(mistakes('a: { b: 1 }}\nc: 1\nd: 2\n')).toHaveLength(1)
  })

  test('several slips, each on its line', () => {
    expect(mistakes('a: "x" y\nb: "z" w\nc: d: e\n').map((line) => line.split(' ')[0])).toEqual(['1:8', '2:8', '3:4'])
    expect(mistakes('a:\n\tb: 1\nc:\n\td: 2').map((line) => line.split(' ')[0])).toEqual(['2:1', '4:1'])
  })

  test('too many brackets, by what is wrong with them', () => {
    for (const text of ['['.repeat(5000), `a: ${'['.repeat(5000)}${']'.repeat(5000)}`, '['.repeat(200_000)]) expect(mistakes(text)).toEqual([expect.stringMatching(/nested too deeply/)])
  })

  test('a key that is missing because its alias is broken is told once', () => {
    expect(mistakes(minimal.replace('stack: web', 'stack: *web'))).toEqual(['1:8 alias *web has no anchor before it; define it with &web'])
  })

  test('aliases that explode, at once', () => {
    const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`)
    const started = performance.now()
    const found = mistakes(['l0: &l0 [a, a, a, a, a, a, a, a, a]', ...levels, `stack: *l9`].join('\n'))
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(/aliases/)
    expect(performance.now() - started).toBeLessThan(2000)
  })

  test('an alias that leads back into itself', () => {
    expect(mistakes('tags: &t { a: *t }').join('\n')).toContain('leads back into itself')
  })

  test.each([['brackets', '['.repeat(200_000)], ['braces', '{a: '.repeat(100_000)], ['dashes', '- '.repeat(300_000)]])(
    '%s without end', (_, text) => expect(mistakes(text).length).toBeGreaterThan(0))

  test('a config that is nested for no reason', () => {
    expect(mistakes(`stack: ${'['.repeat(60)}${']'.repeat(60)}`)).toEqual([expect.stringMatching(/nested more than 50 levels/)])
  })
})

describe('every mistake is listed at its place', () => {
  test('all at once, in the order of the file, whatever kind they are', () => {
    expect(mistakes(`stack: Web Shop
regoin: cn-hangzhou
callTimeout: 30
tags:
  aliyun-x: a
  __proto__: b
provider: { vpcId: vpc-2 }
loadBalancer:
  zones:
    - { zoneId: cn-hangzhou-h, vSwitchId: vsw-3 }
    - zoneId: cn-hangzhou-h
      vSwitchId: vpc-4
serverGroup:
  name: RS 1
  crossZone: false
  servers:
    - { instanceId: i-1, port: "80", weight: 101 }
    - { instanceId: i-2 }
listener: { protocol: HTTPS, port: 70000, port: 80 }
consumer:
  vpcId: vpc-1
  securityGroupIds: []
  zones: [{ zoneId: cn-hangzhou-k, vSwitchId: vsw-1, address: 10.0.0.256 }]
  test:
`)).toEqual([
      '1:8 stack is "Web Shop"; it must be 2 to 40 lower-case letters, digits and hyphens',
      '2:1 regoin is an unknown key; did you mean region?',
      '3:14 callTimeout is 30; it must be a duration with its unit, such as 250ms, 30s, 15m or 1h',
      '5:3 tag aliyun-x begins with aliyun, which the cloud reserves; use another key',
      '6:3 __proto__ cannot be a key; use another one',
      '11:15 zone cn-hangzhou-h is listed twice; list each zone of the load balancer once',
      '12:18 loadBalancer.zones[1].vSwitchId is "vpc-4"; it must be the ID of a vSwitch, which begins with vsw-',
      '14:9 serverGroup.name is "RS 1"; it must be 2 to 128 characters that begin with a letter; letters, digits, dots, underscores and hyphens, no spaces',
      '15:14 serverGroup.crossZone is false, which the edition Basic does not offer; set loadBalancer.edition to Standard, or remove the key',
      '17:32 serverGroup.servers[0].port is "80", a text; write the number without quotes (a whole number from 1 to 65535)',
      '17:46 serverGroup.servers[0].weight is 101; it must be a whole number from 0 to 100',
      '18:7 serverGroup.servers[1].port is missing; it must be a whole number from 1 to 65535',
      '19:23 listener.protocol is "HTTPS"; it must be HTTP (an HTTPS or QUIC listener needs a certificate, which this config cannot name)',
      '19:36 listener.port is 70000; it must be a whole number from 1 to 65535',
      '19:43 listener.port is there twice, in line 19 already; keep one',
      '22:21 consumer.securityGroupIds is an empty list; it must be a list of one to ten security groups of VPC 1',
      "23:21 zone cn-hangzhou-k is none of the load balancer's; the endpoint's zones must be among them: cn-hangzhou-h",
      '23:63 consumer.zones[0].address is "10.0.0.256"; it must be an IPv4 address, such as 192.168.3.10',
      '24:8 consumer.test is empty; it must be a section with keys of its own (from, path, host, port, status, bodies, via)',
    ])
  })

  test('the message holds path:line:col and a long list is cut', () => {
    const many = `${minimal}\nx0: 1\n${Array.from({ length: 150 }, (_, i) => `zz${i}: 1`).join('\n')}`
    try {
      readConfig('some/c.yaml', many)
      expect.unreachable()
    } catch (error) {
      const { message, issues, failure } = error as ConfigError
      expect(message.split('\n')[0]).toMatch(/^some\/c\.yaml:\d+:1: x0 is an unknown key; known here: stack, region, /)
      expect(issues).toHaveLength(100)
      expect(message).toMatch(/\n… and 51 more$/)
      expect(failure.hint).toContain('151 places')
    }
  })

  test('a mistake inside an anchor is shown where the value stands', () => {
    const text = minimal.replace('{ vpcId: vpc-2 }', '{ vpcId: &v vpx-2 }')
    expect(mistakes(text)).toEqual([expect.stringMatching(/^3:23 provider\.vpcId is "vpx-2"/)])
  })
})

function readRaw(): unknown {
  return JSON.parse(JSON.stringify({
    stack: 'web', provider: { vpcId: 'vpc-2' },
    loadBalancer: { zones: [{ zoneId: 'cn-hangzhou-h', vSwitchId: 'vsw-3' }, { zoneId: 'cn-hangzhou-i', vSwitchId: 'vsw-4' }] },
    serverGroup: { servers: [{ instanceId: 'i-1', port: 80 }] }, listener: { protocol: 'HTTP', port: 80 },
    consumer: { vpcId: 'vpc-1', securityGroupIds: ['sg-1'], zones: [{ zoneId: 'cn-hangzhou-h', vSwitchId: 'vsw-1' }] },
  }))
}
