import * as z from 'zod'
import { text as messages } from '../messages/whole.ts'
import { albName, choice, cloudId, description, duration, endpointName, flag, ipv4, text, whole, zoneId } from './fields.ts'
import { bodies } from './bodies.ts'

const resourceGroupId = () => cloudId('rg', 'resourceGroup').exactOptional()
const profile = () => text(/^[^\p{Cc}]{1,128}$/u, () => messages.config.profile).exactOptional()
const section = <T extends z.core.$ZodLooseShape>(shape: T) =>
  z.strictObject(shape, { error: () => messages.config.section(Object.keys(shape)) })
const list = <T extends z.ZodType>(element: T, right: () => string) => z.array(element, { error: right }).min(1, { error: right })

const zone = () => section({ zoneId: zoneId(), vSwitchId: cloudId('vsw', 'vSwitch'), address: ipv4().exactOptional() })
const name = () => text(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, () => messages.config.name)

/** Members of Alb CreateServerGroup.HealthCheckConfig without their prefix; the ranges are the documented ones. */
const healthCheck = section({
  enabled: flag().default(true),
  path: text(/^\/[^\s\p{Cc}]{0,79}$/u, () => messages.config.checkPath).exactOptional(),
  codes: list(
    text(
      /^(http_[1-5]xx|\d{1,2}(-\d{1,2})?)$/,
      () => messages.config.checkCode,
    ),
    () => messages.config.checkCodes,
  ).exactOptional(),
  connectPort: whole(0, 65535).exactOptional(),
  host: text(/^[A-Za-z0-9$_.-]{1,80}$/, () => messages.config.checkHost).exactOptional(),
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
    () => messages.config.cookie,
  ).exactOptional(),
  cookieTimeout: whole(1, 86400).exactOptional(),
})

/**
 * PrivateLink's tags allow keys of 64 characters, ALB's more: the narrower one holds, since both carry the same tags. The schema
 * for editors takes a pattern without its flags.
 */
const tags = z.record(
  text(/^[\s\S]{1,64}$/u, () => messages.config.tagKey),
  text(/^(?![\s\S]*https?:\/\/)(?!aliyun|acs:)[^\p{Cc}]{0,128}$/u, () => messages.config.tagValue),
  { error: () => messages.config.tags },
)

const STATUS = () => messages.config.status
const probe = section({
  from: list(
    section({ instanceId: cloudId('i', 'instance'), zoneId: zoneId().exactOptional() }),
    () => messages.config.testers,
  ),
  path: text(
    /^\/[^\s\p{Cc}'"`\\$]{0,1023}$/u,
    () => messages.config.testPath,
  ).default('/'),
  host: text(/^[A-Za-z0-9._-]{1,253}(:\d{1,5})?$/, () => messages.config.host).exactOptional(),
  port: whole(1, 65535).exactOptional(),
  status: z.union([whole(100, 599).transform((one) => [one]), list(whole(100, 599), STATUS)], { error: STATUS }).prefault(200),
  bodies: bodies().exactOptional(),
  via: choice('domain', 'address', 'both').default('both'),
})

/** What a config file may hold: the contract's section "Config". Rules that need two keys at once are in rules.ts and given.ts. */
export const fileSchema = section({
  stack: text(/^[a-z0-9-]{2,40}$/, () => messages.config.stack),
  region: text(/^[a-z]{2,}-[a-z0-9-]{2,40}$/, () => messages.config.region).exactOptional(),
  resourceGroupId: resourceGroupId(),
  tags: tags.default({}),
  endpointNetwork: choice('public', 'vpc').default('public'),
  callTimeout: duration().prefault('30s'),
  provider: section({ vpcId: cloudId('vpc', 'vpc'), profile: profile() }),
  loadBalancer: section({
    id: cloudId('alb', 'loadBalancer').exactOptional(),
    name: albName().exactOptional(),
    edition: choice('Basic', 'Standard', 'StandardWithWaf').default('Basic'),
    addressIpVersion: choice('IPv4', 'DualStack').default('IPv4'),
    deletionProtection: flag().exactOptional(),
    resourceGroupId: resourceGroupId(),
    zones: list(zone(), () => messages.config.balancerZones)
      .min(2, { error: () => messages.config.twoZones })
      .max(10, { error: () => messages.config.tenZones }),
  }),
  serverGroup: section({
    id: cloudId('sgp', 'serverGroup').exactOptional(),
    name: albName().default('RS1'),
    resourceGroupId: resourceGroupId(),
    protocol: choice('HTTP', 'HTTPS', 'gRPC').default('HTTP'),
    scheduler: choice('Wrr', 'Wlc', 'Sch').default('Wrr'),
    healthCheck: healthCheck.prefault({}),
    stickySession: stickySession.exactOptional(),
    crossZone: flag().exactOptional(),
    servers: list(
      section({ instanceId: cloudId('i', 'instance'), port: whole(1, 65535), weight: whole(0, 100).default(100) }),
      () => messages.config.servers,
    ),
  }),
  listener: section({
    id: cloudId('lsn', 'listener').exactOptional(),
    // HTTPS and QUIC need a certificate, which the config has no key for.
    protocol: z.literal('HTTP', { error: () => messages.config.protocol }),
    port: whole(1, 65535),
    description: description().exactOptional(),
    // The service's own limits are narrower and have moved more than once: only nonsense is refused here.
    idleTimeout: whole(0, 600).exactOptional(),
    requestTimeout: whole(0, 600).exactOptional(),
  }),
  service: section({
    id: cloudId('epsrv', 'service').exactOptional(),
    description: description().exactOptional(),
    resourceGroupId: resourceGroupId(),
    autoAccept: flag().default(false),
    zoneAffinity: flag().default(false),
    payer: choice('Endpoint', 'EndpointService').exactOptional(),
  }).prefault({}),
  consumer: section({
    name: name().default('default'),
    vpcId: cloudId('vpc', 'vpc'),
    profile: profile(),
    securityGroupIds: list(cloudId('sg', 'securityGroup'), () => messages.config.groups).max(10, {
      error: () => messages.config.tenGroups,
    }),
    endpoint: section({
      name: endpointName().exactOptional(),
      description: description().exactOptional(),
      resourceGroupId: resourceGroupId(),
    }).prefault({}),
    zones: list(zone(), () => messages.config.endpointZones).max(10, { error: () => messages.config.tenZones }),
    test: probe.exactOptional(),
  }),
})

export type ConfigFile = z.output<typeof fileSchema>
