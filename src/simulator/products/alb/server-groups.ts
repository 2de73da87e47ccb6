import type { ServerGroup } from '../../model.ts'
import { changed, put } from '../../records.ts'
import { defaultGroup } from '../shared/records.ts'
import { flag, idempotence, must, name, oneOf, text, unused, writing } from '../shared/table.ts'
import { createdTags, tagList } from '../shared/tags.ts'
import { vpcOf } from './create-load-balancer.ts'
import { balancersOf, groupOf, usersOf } from './find.ts'
import { startJob } from './jobs.ts'
import { refuse } from './refusals.ts'
import {
  checkEdition, checkSettings, defaultHealthCheck, healthCheckAtCreation, healthCheckAtUpdate, settings, withHealthCheck,
  withSettings,
} from './server-group-config.ts'
import { configureGroup, mustBeAvailable } from './status.ts'
import { checkTagKeys } from './tags.ts'

/** Alb CreateServerGroup: groups of instances and of addresses; functions are not simulated. */
export const createServerGroup = writing({
  ...idempotence, ...settings, HealthCheckConfig: must(healthCheckAtCreation), IpVersionAffinityMode: unused(text),
  Ipv6Enabled: flag,
  Protocol: oneOf('HTTP', 'HTTPS', 'gRPC', 'GRPC'), ResourceGroupId: text, ServerGroupName: must(name),
  ServerGroupType: oneOf('Instance', 'Ip', 'Fc'), Tag: tagList(128), VpcId: text,
}, (call) => {
  const want = call.params
  if (want.ServerGroupType === 'Fc') refuse('UnsupportedFeature.FcServerGroup')
  if (want.VpcId === undefined) return refuse('MissingParam.VpcId')
  checkTagKeys(want.Tag)
  const next = withSettings({
    ConnectionDrainConfig: { ConnectionDrainEnabled: false }, CrossZoneEnabled: true, Scheduler: 'Wrr', ServiceName: '',
    SlowStartConfig: { SlowStartEnabled: false }, StickySessionConfig: { StickySessionEnabled: false },
    UpstreamKeepaliveEnabled: false,
  }, want)
  checkSettings(next)
  const vpc = vpcOf(call, want.VpcId)
  if (want.Ipv6Enabled && !vpc.EnabledIpv6) refuse('OperationDenied.VpcNotSupportIpv6')
  const id = call.newId('serverGroup')
  const Protocol = want.Protocol === 'GRPC' ? 'gRPC' : want.Protocol ?? 'HTTP'
  const group: ServerGroup = {
    id, region: call.region, account: call.account.id, createdAt: call.now, tags: createdTags(call.world, want.Tag),
    ResourceGroupId: want.ResourceGroupId ?? defaultGroup(call), status: 'Creating', since: call.now,
    ServerGroupName: want.ServerGroupName, ServerGroupType: want.ServerGroupType ?? 'Instance', VpcId: vpc.id, Protocol,
    Ipv6Enabled: want.Ipv6Enabled ?? false, 
    HealthCheckConfig: withHealthCheck(defaultHealthCheck(Protocol), want.HealthCheckConfig),
    ...next, servers: [],
  }
  put(call.world, 'serverGroups', group)
  const JobId = startJob(call, 'Create', 'servergroup', id)
  call.move({ kind: 'serverGroup', path: [id] }, 'Creating')
  return { JobId, ServerGroupId: id }
})

/** Alb UpdateServerGroupAttribute: what is left out stays. */
export const updateServerGroupAttribute = writing({
  ...idempotence, ...settings, HealthCheckConfig: healthCheckAtUpdate, IpVersionAffinityMode: unused(text),
  ServerGroupId: must(text),
  ServerGroupName: name,
}, (call) => {
  const want = call.params
  const group = groupOf(call, want.ServerGroupId)
  const next = withSettings(group, want)
  checkSettings(next)
  if (group.status !== 'Available') refuse('IncorrectStatus.ServerGroup', 'ServerGroup', group.id)
  for (const balancer of balancersOf(call, group)) checkEdition(call, balancer, next)
  Object.assign(group, next)
  group.HealthCheckConfig = withHealthCheck(group.HealthCheckConfig, want.HealthCheckConfig)
  if (want.ServerGroupName !== undefined) group.ServerGroupName = want.ServerGroupName
  changed(call.world, 'serverGroups', group)
  const JobId = startJob(call, 'Update', 'servergroup', group.id)
  configureGroup(call, group)
  return { JobId }
})

/** Alb DeleteServerGroup: no listener may forward to it, one that is being deleted included. Its servers go with it (assumed). */
export const deleteServerGroup = writing({ ...idempotence, ServerGroupId: must(text) }, (call) => {
  const group = groupOf(call, call.params.ServerGroupId)
  if (usersOf(call, group).length > 0) refuse('ResourceInUse.ServerGroup', group.id)
  mustBeAvailable(group)
  const JobId = startJob(call, 'Delete', 'servergroup', group.id)
  call.move({ kind: 'serverGroup', path: [group.id] }, 'Deleting')
  return { JobId }
})
