import * as z from 'zod'
import { albName, choice, cloudId, description, duration, endpointName, flag, ipv4, text, whole, zoneId } from './fields.ts'
import { bodies } from './bodies.ts'

const resourceGroupId = () => cloudId('rg', 'a resource group').exactOptional()
const profile = () => text(/^[^\p{Cc}]{1,128}$/u, 'the name of a credentials profile').exactOptional()
const section = <T extends z.core.$ZodLooseShape>(shape: T) =>
  z.strictObject(shape, { error: `a section with keys of its own (${Object.keys(shape).join(', ')})` })
const list = <T extends z.ZodType>(element: T, right: string) => z.array(element, { error: right }).min(1, { error: right })

const zone = () => section({ zoneId: zoneId(), vSwitchId: cloudId('vsw', 'a vSwitch'), address: ipv4().exactOptional() })
const name = () => text(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, '1 to 64 letters, digits, underscores and hyphens')

/** Members of Alb CreateServerGroup.HealthCheckConfig without their prefix; the ranges are the documented ones. */
const healthCheck = section({
  enabled: flag().default(true),
  path: text(/^\/[^\s\p{Cc}]{0,79}$/u, 'a path of at most 80 characters that begins with /').exactOptional(),
  codes: list(
    text(
      /^(http_[1-5]xx|\d{1,2}(-\d{1,2})?)$/,
      'http_2xx, http_3xx, http_4xx or http_5xx (for gRPC a code or range such as "0-99")',
    ),
    'a list of codes such as [http_2xx, http_3xx]',
  ).exactOptional(),
  connectPort: whole(0, 65535).exactOptional(),
  host: text(/^[A-Za-z0-9$_.-]{1,80}$/, 'a host name of at most 80 characters').exactOptional(),
  httpVersion: choice('HTTP1.0', 'HTTP1.1').exactOptional(),
  interval: whole(1, 50).exactOptional(),
  method: choice('GET', 'POST', 'HEAD').exactOptional(),
  protocol: choice('HTTP', 'HTTPS', 'TCP', 'gRPC').exactOptional(),
  timeout: whole(1, 300).exactOptional(),
  healthyThreshold: whole(2, 10).exactOptional(),
  unhealthyThreshold: whole(2, 10).exactOptional(),
})

/** Members of Alb CreateServerGroup.StickySessionConfig without their prefix. */
const stickySession = section({
  enabled: flag().default(true),
  type: choice('Insert', 'Server').exactOptional(),
  cookie: text(
    /^[^\s;,$\p{Cc}][^\s;,\p{Cc}]{0,199}$/u,
    'a cookie name of at most 200 characters without spaces, commas and semicolons',
  ).exactOptional(),
  cookieTimeout: whole(1, 86400).exactOptional(),
})

/** PrivateLink's tags allow keys of 64 characters, ALB's more: the narrower one holds, since both carry the same tags. */
const tags = z.record(
  text(/^.{1,64}$/su, 'a tag key of 1 to 64 characters'),
  text(/^(?!.*https?:\/\/)(?!aliyun|acs:)[^\p{Cc}]{0,128}$/su, 'a text of at most 128 characters without http:// and https://'),
  { error: 'a section of keys and texts' },
)

const STATUS = 'an HTTP status from 100 to 599, or a list of them'
const probe = section({
  from: list(
    section({ instanceId: cloudId('i', 'an instance'), zoneId: zoneId().exactOptional() }),
    'a list of instances of VPC 1, one at least, each with its instanceId',
  ),
  path: text(
    /^\/[^\s\p{Cc}'"`\\$]{0,1023}$/u,
    'a path that begins with / and holds no spaces, quotes, backslashes or dollar signs',
  ).default('/'),
  host: text(/^[A-Za-z0-9._-]{1,253}(:\d{1,5})?$/, 'a host name').exactOptional(),
  port: whole(1, 65535).exactOptional(),
  status: z.union([whole(100, 599).transform((one) => [one]), list(whole(100, 599), STATUS)], { error: STATUS }).prefault(200),
  bodies: bodies().exactOptional(),
  via: choice('domain', 'address', 'both').default('both'),
})

/** What a config file may hold: the contract's section "Config". Rules that need two keys at once are in rules.ts and given.ts. */
export const fileSchema = section({
  stack: text(/^[a-z0-9-]{2,40}$/, '2 to 40 lower-case letters, digits and hyphens'),
  region: text(/^[a-z]{2,}-[a-z0-9-]{2,40}$/, 'the ID of a region, such as cn-hangzhou').exactOptional(),
  resourceGroupId: resourceGroupId(),
  tags: tags.default({}),
  endpointNetwork: choice('public', 'vpc').default('public'),
  callTimeout: duration().prefault('30s'),
  provider: section({ vpcId: cloudId('vpc', 'a VPC'), profile: profile() }),
  loadBalancer: section({
    id: cloudId('alb', 'a load balancer').exactOptional(),
    name: albName().exactOptional(),
    edition: choice('Basic', 'Standard', 'StandardWithWaf').default('Basic'),
    addressIpVersion: choice('IPv4', 'DualStack').default('IPv4'),
    deletionProtection: flag().exactOptional(),
    resourceGroupId: resourceGroupId(),
    zones: list(zone(), 'a list of two zones at least, each with zoneId and vSwitchId')
      .min(2, { error: 'two zones at least: the service refuses a load balancer in one' })
      .max(10, { error: 'ten zones at most' }),
  }),
  serverGroup: section({
    id: cloudId('sgp', 'a server group').exactOptional(),
    name: albName().default('RS1'),
    resourceGroupId: resourceGroupId(),
    protocol: choice('HTTP', 'HTTPS', 'gRPC').default('HTTP'),
    scheduler: choice('Wrr', 'Wlc', 'Sch').default('Wrr'),
    healthCheck: healthCheck.prefault({}),
    stickySession: stickySession.exactOptional(),
    crossZone: flag().exactOptional(),
    servers: list(
      section({ instanceId: cloudId('i', 'an instance'), port: whole(1, 65535), weight: whole(0, 100).default(100) }),
      'a list of servers, one at least, each with instanceId and port',
    ),
  }),
  listener: section({
    id: cloudId('lsn', 'a listener').exactOptional(),
    // HTTPS and QUIC need a certificate, which the config has no key for.
    protocol: z.literal('HTTP', { error: 'HTTP (an HTTPS or QUIC listener needs a certificate, which this config cannot name)' }),
    port: whole(1, 65535),
    description: description().exactOptional(),
    // The service's own limits are narrower and have moved more than once: only nonsense is refused here.
    idleTimeout: whole(0, 600).exactOptional(),
    requestTimeout: whole(0, 600).exactOptional(),
  }),
  service: section({
    id: cloudId('epsrv', 'an endpoint service').exactOptional(),
    description: description().exactOptional(),
    resourceGroupId: resourceGroupId(),
    autoAccept: flag().default(false),
    zoneAffinity: flag().default(false),
    payer: choice('Endpoint', 'EndpointService').exactOptional(),
  }).prefault({}),
  consumer: section({
    name: name().default('default'),
    vpcId: cloudId('vpc', 'a VPC'),
    profile: profile(),
    securityGroupIds: list(cloudId('sg', 'a security group'), 'a list of one to ten security groups of VPC 1').max(10, {
      error: 'ten security groups at most',
    }),
    endpoint: section({
      name: endpointName().exactOptional(),
      description: description().exactOptional(),
      resourceGroupId: resourceGroupId(),
    }).prefault({}),
    zones: list(zone(), 'a list of zones, one at least, each with zoneId and vSwitchId').max(10, { error: 'ten zones at most' }),
    test: probe.exactOptional(),
  }),
})

export type ConfigFile = z.output<typeof fileSchema>
