import * as z from 'zod'
import { backendOf } from './network/backend-url.ts'
import { isCidr, parseIp } from './network/cidr.ts'

/** The form of a world file. What is left out gets the cloud's default, and IDs are made from the seed. */

const name = z.string().min(1).max(128)
const id = z.string().regex(/^[a-z]+-[a-z0-9]{1,40}$/, 'an ID such as vpc-… in lower-case letters and digits')
const cidr = z.string().refine((text) => text.includes('/') && isCidr(text), 'an IPv4 block such as 172.16.0.0/12')
const address = z.string().refine((text) => parseIp(text) !== undefined, 'an IPv4 address')
const tags = z.record(z.string(), z.string()).optional()
const port = z.int().min(1).max(65535)

export const serviceSchema = z.strictObject({
  port,
  page: z.string().optional(),
  backend: z.string()
    .refine((url) => backendOf(url) !== undefined, 'an http address on this machine, such as http://127.0.0.1:8081').optional(),
  status: z.int().min(200).max(599).optional(),
  broken: z.boolean().optional(),
}).refine(({ backend, page, status }) => backend === undefined || (page === undefined && status === undefined),
  'page and status do not go with a backend, which answers by itself')

export const ruleSchema = z.strictObject({
  direction: z.enum(['ingress', 'egress']).default('ingress'),
  protocol: z.enum(['tcp', 'udp', 'icmp', 'icmpv6', 'gre', 'all']).default('tcp'),
  ports: z.string().regex(/^(-1\/-1|\d{1,5}\/\d{1,5})$/, 'a range such as 80/80, or -1/-1 for all').default('-1/-1'),
  /** Whom the rule is about: the source of ingress, the destination of egress. */
  cidr: cidr.optional(),
  group: id.optional(),
  prefixList: id.optional(),
  policy: z.enum(['accept', 'drop']).default('accept'),
  priority: z.int().min(1).max(100).default(1),
  description: z.string().default(''),
})

const instanceSchema = z.strictObject({
  id: id.optional(),
  name,
  vSwitch: name,
  address,
  securityGroups: z.array(name).min(1).max(16),
  os: z.enum(['linux', 'windows']).default('linux'),
  osName: name.optional(),
  status: z.enum(['Pending', 'Starting', 'Running', 'Stopping', 'Stopped']).default('Running'),
  agent: z.enum(['running', 'silent', 'absent']).default('running'),
  services: z.array(serviceSchema).default([]),
  lacks: z.array(name).optional(),
  tags,
})

const vpcSchema = z.strictObject({
  id: id.optional(),
  name,
  region: name.optional(),
  account: name.optional(),
  cidr,
  /** An IPv6 block; without it the VPC has none. */
  ipv6: z.string().regex(/^[0-9a-f:]+\/\d{1,3}$/i, 'an IPv6 block').optional(),
  tags,
  vSwitches: z.array(z.strictObject({
    id: id.optional(), name, zone: name, cidr, networkAcl: id.optional(),
    ipv6: z.string().regex(/^[0-9a-f:]+\/\d{1,3}$/i, 'an IPv6 block').optional(), tags,
  })).default([]),
  securityGroups: z.array(z.strictObject({
    id: id.optional(), name, type: z.enum(['basic', 'advanced']).default('basic'), inner: z.enum(['accept', 'drop']).default('accept'),
    rules: z.array(ruleSchema).default([]), tags,
  })).default([]),
  instances: z.array(instanceSchema).default([]),
})

/** The service-linked roles of both products, which an account has once it has used them. */
const ROLES = ['AliyunServiceRoleForAlb', 'AliyunServiceRoleForPrivatelink']

export const worldSchema = z.strictObject({
  seed: name.default('world'),
  /** Where a call goes that names no region. */
  region: name.optional(),
  speed: z.union([z.number().positive().max(100_000), z.literal('instant')]).optional(),
  beliefs: z.record(z.string(), z.string()).default({}),
  accounts: z.array(z.strictObject({
    id: z.string().regex(/^\d{10,20}$/, 'an account ID of 10 to 20 digits, in quotes').optional(),
    name,
    privatelink: z.enum(['open', 'closed']).default('open'),
    roles: z.union([z.array(name), z.literal('absent').transform((): string[] => [])], 'a list of service-linked roles, or absent')
      .default(ROLES),
  })).min(1).default([{ name: 'default', privatelink: 'open', roles: ROLES }]),
  regions: z.array(z.strictObject({
    id: z.string().regex(/^[a-z]{2}-[a-z0-9-]+$/, 'a region ID'), name: name.optional(), code: z.string().regex(/^[a-z0-9]{3}$/).optional(),
    zones: z.array(z.strictObject({ id: name, name: name.optional(), alb: z.boolean().default(true), privatelink: z.boolean().default(true) })).min(1),
  })).min(1),
  vpcs: z.array(vpcSchema).default([]),
})

/** What stands in a world file, with all defaults. */
export type WorldSpec = z.infer<typeof worldSchema>
export type VpcSpec = WorldSpec['vpcs'][number]
export type RuleSpec = z.infer<typeof ruleSchema>
