import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'
import { readConfig } from '../../src/config/load.ts'
import { minimal } from './minimal.ts'

/** The minimal config with keys set, by path; undefined takes one away. */
function judged(changes: Record<string, unknown>): { config?: ReturnType<typeof readConfig>; messages: string[] } {
  const raw = JSON.parse(JSON.stringify(readConfig('minimal', minimal))) as Record<string, unknown>
  raw['callTimeout'] = '30s'
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.')
    let here = raw
    for (const key of keys.slice(0, -1)) here = (here[key] ??= {}) as Record<string, unknown>
    here[keys.at(-1)!] = value
    if (value === undefined) delete here[keys.at(-1)!]
  }
  const parsed = parseConfig(raw)
  return parsed.config ? { config: parsed.config, messages: [] } : { messages: parsed.mistakes.map((mistake) => mistake.message) }
}

const test1 = { 'consumer.test': { from: [{ instanceId: 'i-1' }] } }

describe('a value that is right', () => {
  test.each<[string, unknown]>([
    ['stack', 'a1'], ['stack', 'x'.repeat(40)], ['stack', '2-b'], ['region', 'eu-west-1'], ['region', undefined], ['resourceGroupId', 'rg-acfm1'],
    ['tags', { team: '', 'a/b': 'ü' }], ['endpointNetwork', 'vpc'], ['callTimeout', '250ms'], ['provider.profile', 'prov'],
    ['loadBalancer.name', 'a.b_c-d'], ['loadBalancer.name', 'Größe'], ['loadBalancer.edition', 'StandardWithWaf'],
    ['loadBalancer.addressIpVersion', 'DualStack'], ['loadBalancer.deletionProtection', true], ['loadBalancer.resourceGroupId', 'rg-1'],
    ['serverGroup.protocol', 'gRPC'], ['serverGroup.scheduler', 'Sch'], ['serverGroup.crossZone', true],
    ['serverGroup.stickySession', { type: 'Server', cookie: 'JSESSIONID' }], ['serverGroup.servers.0.weight', 0],
    ['serverGroup.healthCheck', {
      enabled: true, path: '/up', codes: ['http_2xx', '0-99'], connectPort: 0, host: 'a.example', httpVersion: 'HTTP1.1', interval: 50, method: 'GET',
      protocol: 'gRPC', timeout: 300, healthyThreshold: 2, unhealthyThreshold: 10,
    }],
    ['listener.idleTimeout', 600], ['listener.requestTimeout', 0], ['listener.description', 'for the shop'], ['listener.port', 65535],
    ['service', { description: 'the shop', autoAccept: true, zoneAffinity: true, payer: 'EndpointService' }],
    ['consumer.name', 'Team_1'], ['consumer.endpoint', { name: 'e-1', description: 'mine' }], ['consumer.zones.0.address', '10.0.10.200'],
    ['consumer.securityGroupIds', Array.from({ length: 10 }, (_, i) => `sg-${i}`)],
    ['consumer.test', { from: [{ instanceId: 'i-1', zoneId: 'cn-hangzhou-h' }], path: '/a?b=c&d', host: 'shop.example:8080', port: 80, status: [200, 204], via: 'domain' }],
  ])('%s: %j is taken', (path, value) => {
    expect(judged({ [path]: value }).messages).toEqual([])
  })

  test('names that the example does not give are made of the stack and the consumer', () => {
    const { config } = judged({ 'consumer.name': 'b', 'loadBalancer.name': undefined, 'consumer.endpoint': {} })
    expect([config?.loadBalancer.name, config?.consumer.endpoint.name]).toEqual(['alb-web', 'endpoint-web-b'])
  })

  test('a config that is only tested needs little: path, status and via have the usual values', () => {
    expect(judged(test1).config?.consumer.test).toEqual({ from: [{ instanceId: 'i-1' }], path: '/', status: [200], via: 'both' })
  })

  test('one status is a list of one', () => {
    expect(judged({ 'consumer.test': { from: [{ instanceId: 'i-1' }], status: 404 } }).config?.consumer.test?.status).toEqual([404])
  })

  test('bodies are a section of names, or a list whose first lines are the names', () => {
    const bodies = (bodies: unknown) => judged({ 'consumer.test': { from: [{ instanceId: 'i-1' }], bodies } }).config?.consumer.test?.bodies
    expect(bodies({ 'ECS 03': 'third', 'ECS 04': 'fourth' })).toEqual([{ name: 'ECS 03', text: 'third' }, { name: 'ECS 04', text: 'fourth' }])
    expect(bodies(['\n one\ntwo', 'three'])).toEqual([{ name: 'one', text: '\n one\ntwo' }, { name: 'three', text: 'three' }])
  })
})

describe('a value that is wrong', () => {
  test.each<[string, unknown, string]>([
    ['stack', 'a', 'stack is "a"; it must be 2 to 40'], ['stack', 'x'.repeat(41), 'stack is "x'], ['stack', 7, 'stack is 7, which is no text without quotes; it must be'],
    ['region', 'Hangzhou', 'region is "Hangzhou"'], ['resourceGroupId', 'acfm', 'the ID of a resource group, which begins with rg-'],
    ['tags', ['a'], 'tags is a list of 1; it must be a section of keys and texts'], ['tags', { a: 'http://b' }, 'tags.a is'],
    ['tags', { ['k'.repeat(65)]: 'v' }, 'a tag key of 1 to 64'], ['tags', { 'acs:x': 'v' }, 'begins with acs:, which the cloud reserves'],
    ['tags', { 'HTTPS://x': 'v' }, 'begins with HTTPS://'], ['tags', { 'managed-by': 'me' }, 'one that this command writes itself'],
    ['tags', { 'alb-privatelink/stack': 'x' }, 'one that this command writes itself'],
    ['tags', Object.fromEntries(Array.from({ length: 18 }, (_, i) => [`k${i}`, 'v'])), 'there are 18 tags; 17 at most'],
    ['endpointNetwork', 'intranet', 'public or vpc'], ['callTimeout', '30', 'such as 250ms, 30s, 15m or 1h'],
    ['provider', undefined, 'provider is missing'], ['provider.vpcId', 'vsw-1', 'the ID of a VPC, which begins with vpc-'],
    ['loadBalancer.name', '1a', '2 to 128 characters that begin with a letter'], ['loadBalancer.name', 'a', 'loadBalancer.name is "a"'],
    ['loadBalancer.name', 'x'.repeat(129), 'loadBalancer.name is "x'], ['loadBalancer.edition', 'basic', 'Basic, Standard or StandardWithWaf'],
    ['loadBalancer.addressIpVersion', 'IPv6', 'IPv4 or DualStack'], ['loadBalancer.deletionProtection', 'true', 'write true or false without quotes'], ['service.zoneAffinity', 'no', 'service.zoneAffinity is "no"; it must be true or false'],
    ['loadBalancer.zones', { a: 1 }, 'loadBalancer.zones is a section'],
    ['serverGroup.name', 'RS 1', 'no spaces'], ['serverGroup.protocol', 'http', 'HTTP, HTTPS or gRPC'], ['serverGroup.scheduler', 'wrr', 'Wrr, Wlc or Sch'],
    ['serverGroup.crossZone', false, 'which the edition Basic does not offer'], ['serverGroup.servers', [], 'serverGroup.servers is an empty list'],
    ['serverGroup.servers', [{ instanceId: 'i-1', port: 80 }, { instanceId: 'i-1', port: 80 }], 'server i-1:80 is listed twice'],
    ['serverGroup.servers.0.port', 0, 'a whole number from 1 to 65535'], ['serverGroup.servers.0.port', 65536, 'from 1 to 65535'],
    ['serverGroup.servers.0.port', 80.5, 'serverGroup.servers[0].port is 80.5'], ['serverGroup.servers.0.port', '80', 'write the number without quotes'],
    ['serverGroup.servers.0.weight', 101, 'from 0 to 100'], ['serverGroup.servers.0.weight', -1, 'from 0 to 100'],
    ['serverGroup.healthCheck', { path: 'up' }, 'begins with /'], ['serverGroup.healthCheck', { codes: ['2xx'] }, 'http_2xx, http_3xx'],
    ['serverGroup.healthCheck', { interval: 51 }, 'from 1 to 50'], ['serverGroup.healthCheck', { threshold: 3 }, 'unknown key'],
    ['serverGroup.healthCheck', { codes: 'http_2xx' }, 'a list of codes'], ['serverGroup.stickySession', { cookieTimeout: 86401 }, 'from 1 to 86400'],
    ['listener.protocol', 'TCP', 'it must be HTTP'], ['listener.port', undefined, 'listener.port is missing'], ['listener.idleTimeout', 601, 'from 0 to 600'],
    ['listener.description', 'http://x', '2 to 256 characters'], ['service', { payer: 'me' }, 'Endpoint or EndpointService'],
    ['consumer.name', 'a b', '1 to 64 letters'], ['consumer.endpoint', { name: 'a.b' }, 'no dots or spaces'],
    ['consumer.securityGroupIds', ['sg-1', 'sg-1'], 'security group sg-1 is listed twice'],
    ['consumer.securityGroupIds', Array.from({ length: 11 }, (_, i) => `sg-${i}`), 'ten security groups at most'],
    ['consumer.zones.1.zoneId', 'cn-hangzhou-h', 'zone cn-hangzhou-h is listed twice; list each zone of the endpoint once'],
    ['consumer.test', { from: [] }, 'consumer.test.from is an empty list'], ['consumer.test', {}, 'consumer.test.from is missing'],
    ['consumer.test', { from: [{ instanceId: 'i-1' }, { instanceId: 'i-1' }] }, 'instance i-1 is listed twice'],
    ['consumer.test', { from: [{ instanceId: 'i-1', zoneId: 'cn-hangzhou-z' }] }, "none of the endpoint's"],
    ['consumer.test', { from: [{ instanceId: 'i-1' }], path: 'x' }, 'a path that begins with /'],
    ['consumer.test', { from: [{ instanceId: 'i-1' }], path: '/$(reboot)' }, 'a path that begins with /'],
    ['consumer.test', { from: [{ instanceId: 'i-1' }], status: [] }, 'an HTTP status from 100 to 599'],
    ['consumer.test', { from: [{ instanceId: 'i-1' }], status: '200' }, 'without quotes'],
    ['consumer.test', { from: [{ instanceId: 'i-1' }], via: 'ip' }, 'domain, address or both'],
    ['consumer.test', { from: [{ instanceId: 'i-1' }], bodies: {} }, 'a section of server names'],
    ['consumer.test', { from: [{ instanceId: 'i-1' }], bodies: 'x' }, 'a section of server names'],
    ['consumer.test', { from: [{ instanceId: 'i-1' }], bodies: { a: 3 } }, 'consumer.test.bodies.a is 3, which is no text without quotes'],
    ['consumer.test', { from: [{ instanceId: 'i-1' }], bodies: ['one', 'one'] }, '"one" is there twice'],
  ])('%s: %j is refused', (path, value, message) => {
    const { messages } = judged({ [path]: value })
    expect(messages).toEqual([expect.stringContaining(message)])
  })

  test.each([
    ['loadBalancer', 'zone', 'did you mean zones?'], ['loadBalancer', 'VSwitchID', 'known here: '], ['serverGroup', 'Scheduler', 'did you mean scheduler?'],
    ['consumer', 'securityGroupId', 'did you mean securityGroupIds?'], ['serverGroup', 'healthcheck', 'did you mean healthCheck?'],
  ])('in %s the unknown key %s is answered with: %s', (section, key, right) => {
    expect(judged({ [`${section}.${key}`]: 1 }).messages).toEqual([expect.stringMatching(new RegExp(`^${section}.${key} is an unknown key; ${right.replaceAll('?', '\\?')}`))])
  })

  test('keys of list elements are suggested too', () => {
    expect(judged({ 'serverGroup.servers': [{ instanceid: 'i-1', port: 80 }] }).messages).toContain(
      'serverGroup.servers[0].instanceid is an unknown key; did you mean instanceId?')
  })

  test('what needs two places is judged although other parts are wrong', () => {
    const { messages } = judged({ stack: 'X', provider: undefined, 'consumer.zones.0.zoneId': 'cn-hangzhou-k', 'consumer.zones.1.zoneId': 5 })
    expect(messages).toHaveLength(4)
    expect(messages.at(-1)).toContain('zone cn-hangzhou-k is none of the load balancer')
  })

  test.each([[null], [undefined], [[]], ['text'], [5], [true]])('%j as a whole config is refused', (raw) => {
    expect(parseConfig(raw).mistakes?.length).toBeGreaterThan(0)
  })

  test('one zone is not enough for a load balancer', () => {
    expect(judged({ 'loadBalancer.zones': [{ zoneId: 'cn-hangzhou-h', vSwitchId: 'vsw-1' }] }).messages).toContain(
      'loadBalancer.zones is a list of 1; it must be two zones at least: the service refuses a load balancer in one')
  })
})
