import { describe, expect, test } from 'vitest'
import {
  Cloud, ZONES, balancer, balancerParams, front, groupParams, listenerParams, refused, server, serverGroup, service, zoneMappings,
  type Params,
} from '../support.ts'

const [A, B, C] = ZONES

/** Code, HTTP status, what stands in the message, and a cloud in which the last step is refused so. */
type Case = [code: string, status: number, message: RegExp, step: (cloud: Cloud) => () => unknown]

const create = (more: Params) => (cloud: Cloud) => () => cloud.alb('CreateLoadBalancer', { ...balancerParams, ...more })
const group = (more: Params) => (cloud: Cloud) => () => cloud.alb('CreateServerGroup', { ...groupParams, ...more })
const add = (servers: Params[], more: Params = {}) => (cloud: Cloud) => {
  const ServerGroupId = serverGroup(cloud, more)
  return () => cloud.alb('AddServersToServerGroup', { ServerGroupId, Servers: servers })
}
const zonesOf = (wanted: Params[], more: Params = {}) => (cloud: Cloud) => {
  const LoadBalancerId = balancer(cloud, more)
  return () => cloud.alb('UpdateLoadBalancerZones', { LoadBalancerId, ZoneMappings: wanted })
}
const listen = (more: Params, groupMore: Params = {}) => (cloud: Cloud) => {
  const params = listenerParams(balancer(cloud), serverGroup(cloud, groupMore), more)
  return () => cloud.alb('CreateListener', params)
}

function check([code, status, message, step]: Case): void {
  const last = step(new Cloud())
  expect(refused(last)).toEqual({ code, status, message: expect.stringMatching(message) })
}

describe('CreateLoadBalancer is refused', () => {
  test.each<Case>([
    ['OperationDenyed.ServiceLinkedRoleNotExist', 400, /^The service linked role AliyunServiceRoleForAlb does not exist\.$/,
      (cloud) => {
      for (const account of cloud.world.accounts) account.roles = []
      return create({})(cloud)
    }],
    ['MissingVpcId', 400, /mandatory/, create({ VpcId: '' })],
    ['IllegalParam.LoadBalancerEdition', 400, /illegal/, create({ LoadBalancerEdition: 'Gold' })],
    ['IllegalParam.LoadBalancerName', 400, /illegal/, create({ LoadBalancerName: '1st' })],
    ['ResourceNotFound.Vpc', 404, /vpc-none is not found/, create({ VpcId: 'vpc-none' })],
    ['ResourceNotFound.Vpc', 404, /constructor is not found/, create({ VpcId: 'constructor' })],
    ['ResourceNotFound.Vpc', 404, /not found/, create({ VpcId: 'vpc-other' })],
    ['IllegalParam.ZoneMappings', 400, /illegal/, create({ ZoneMappings: zoneMappings.slice(0, 1) })],
    ['IllegalParam.ZoneMappings', 400, /illegal/, create({ ZoneMappings: [zoneMappings[0],
      { ZoneId: 'test-north-z', VSwitchId: 'vsw-back-b' }] })],
    ['DuplicatedParam.ZoneId', 400, /^The param of ZoneId is duplicated\.$/,
      create({ ZoneMappings: [zoneMappings[0], zoneMappings[0]] })],
    ['ResourceNotFound.VSwitch', 404, /vsw-none/, create({ ZoneMappings: [zoneMappings[0],
      { ZoneId: B, VSwitchId: 'vsw-none' }] })],
    ['Mismatch.ZoneIdAndVSwitchId', 400, /mismatched/, create({ ZoneMappings: [zoneMappings[0],
      { ZoneId: B, VSwitchId: 'vsw-back-c' }] })],
    ['Mismatch.VpcId', 400, /mismatched/, create({ ZoneMappings: [zoneMappings[0], { ZoneId: B, VSwitchId: 'vsw-front-b' }] })],
    ['ResourceNotEnough.VSwitchIp', 400, /^The specified resource VSwitchIp is not enough\.$/, (cloud) => {
      Object.assign(cloud.world.vSwitches['vsw-back-tiny']?.taken ?? {}, { '172.20.9.1': 'i-x', '172.20.9.2': 'i-y' })
      return create({ ZoneMappings: [{ ZoneId: A, VSwitchId: 'vsw-back-tiny' }, zoneMappings[1]] })(cloud)
    }],
    ['ResourceInUse.IP', 400, /172\.20\.1\.77 is in use/, (cloud) => {
      Object.assign(cloud.world.vSwitches['vsw-back-a']?.taken ?? {}, { '172.20.1.77': 'i-x' })
      return create({ ZoneMappings: [{ ...zoneMappings[0], IntranetAddress: '172.20.1.77' }, zoneMappings[1]] })(cloud)
    }],
    ['IllegalParam.IntranetAddress', 400, /illegal/, create({ ZoneMappings: [{ ...zoneMappings[0],
      IntranetAddress: '172.20.1.254' }, zoneMappings[1]] })],
    ['OperationDenied.VpcNotSupportIpv6', 400, /VpcNotSupportIpv6/, create({ AddressIpVersion: 'DualStack' })],
    ['ResourceNotFound.SecurityGroup', 404, /sg-none/, create({ SecurityGroupIds: [{ SecurityGroupId: 'sg-none' }] })],
    ['Mismatch.VpcId', 400, /mismatched/, create({ SecurityGroupIds: [{ SecurityGroupId: 'sg-front' }] })],
    ['IllegalParam.TagKey', 400, /illegal/, create({ Tag: [{ Key: 'acs:mine', Value: 'x' }] })],
    ['QuotaExceeded.LoadBalancersNum', 400, /usage 60\/60/, (cloud) => {
      const [one] = [balancer(cloud)]
      for (let n = 0; n < 59; n++) {
        cloud.world.loadBalancers[`alb-${n}`] = structuredClone(cloud.world.loadBalancers[one]) as never
      }
      return create({})(cloud)
    }],
  ])('with %s', (...one) => check(one))
})

describe('a write of a load balancer is refused', () => {
  test.each<Case>([
    ['ResourceNotFound.LoadBalancer', 404, /alb-none is not found/, (cloud) => () =>
      cloud.alb('GetLoadBalancerAttribute', { LoadBalancerId: 'alb-none' })],
    ['ResourceNotFound.LoadBalancer', 404, /not found/, (cloud) => () =>
      cloud.alb('DeleteLoadBalancer', { LoadBalancerId: '__proto__' })],
    ['Forbidden.LoadBalancer', 400, /^Authentication has failed for LoadBalancer\.$/, (cloud) => {
      const LoadBalancerId = balancer(cloud)
      return () => cloud.alb('GetLoadBalancerAttribute', { LoadBalancerId }, 'consumer')
    }],
    ['Forbidden.LoadBalancer', 403, /failed/, (cloud) => {
      const LoadBalancerId = balancer(cloud)
      return () => cloud.alb('DeleteLoadBalancer', { LoadBalancerId }, 'consumer')
    }],
    ['IncorrectStatus.LoadBalancer', 400, /The status of LoadBalancer \[alb-.*\] is incorrect/, (cloud) => {
      const { LoadBalancerId } = cloud.alb('CreateLoadBalancer', balancerParams)
      return () => cloud.alb('UpdateLoadBalancerAttribute', { LoadBalancerId, LoadBalancerName: 'other' })
    }],
    ['IncorrectStatus.LoadBalancer', 400, /incorrect/, (cloud) => {
      const ResourceId = balancer(cloud, { DeletionProtectionEnabled: true })
      cloud.alb('DisableDeletionProtection', { ResourceId })
      return () => cloud.alb('DeleteLoadBalancer', { LoadBalancerId: ResourceId })
    }],
    ['OperationDenied.DeletionProtectionEnabled', 400, /because of DeletionProtectionEnabled/, (cloud) => {
      const LoadBalancerId = balancer(cloud, { DeletionProtectionEnabled: true })
      return () => cloud.alb('DeleteLoadBalancer', { LoadBalancerId })
    }],
    ['IncorrectBusinessStatus.LoadBalancer', 400, /business status/, (cloud) => {
      const { lb } = service(cloud)
      return () => cloud.alb('DeleteLoadBalancer', { LoadBalancerId: lb })
    }],
    ['IllegalParam.LoadBalancerEdition', 400, /illegal/, (cloud) => {
      const LoadBalancerId = balancer(cloud, { LoadBalancerEdition: 'Standard' })
      return () => cloud.alb('UpdateLoadBalancerEdition', { LoadBalancerId, LoadBalancerEdition: 'Basic' })
    }],
    ['ResourceAlreadyAssociated.SecurityGroup', 400, /sg-server/, (cloud) => {
      const LoadBalancerId = balancer(cloud, { SecurityGroupIds: [{ SecurityGroupId: 'sg-server' }] })
      return () => cloud.alb('LoadBalancerJoinSecurityGroup', { LoadBalancerId, SecurityGroupIds: ['sg-server'] })
    }],
    ['ResourceNotAssociated.SecurityGroup', 400, /sg-server/, (cloud) => {
      const LoadBalancerId = balancer(cloud)
      return () => cloud.alb('LoadBalancerLeaveSecurityGroup', { LoadBalancerId, SecurityGroupIds: ['sg-server'] })
    }],
    ['OperationDenied.ZoneMappingsNotChanged', 400, /ZoneMappingsNotChanged/, zonesOf(zoneMappings)],
    ['OperationDenied.ZoneVSwitchChanged', 400, /ZoneVSwitchChanged/,
      zonesOf([{ ZoneId: A, VSwitchId: 'vsw-back-tiny' }, zoneMappings[1] as Params])],
    ['IllegalParam.ZoneMappings', 400, /illegal/, zonesOf([zoneMappings[0] as Params, { ZoneId: C, VSwitchId: 'vsw-back-c' }])],
    ['IncorrectBusinessStatus.LoadBalancer', 400, /business status/, (cloud) => {
      const ZoneMappings = [...zoneMappings, { ZoneId: C, VSwitchId: 'vsw-back-c' }]
      const LoadBalancerId = balancer(cloud, { ZoneMappings })
      cloud.pl('CreateVpcEndpointService', { ServiceResourceType: 'alb',
        Resource: [{ ResourceId: LoadBalancerId, ResourceType: 'alb', ZoneId: C }] })
      return () => cloud.alb('UpdateLoadBalancerZones', { LoadBalancerId, ZoneMappings: zoneMappings })
    }],
    ['ResourceNotFound.Acl', 404, /acl-1/, (cloud) => () => cloud.alb('TagResources',
      { ResourceType: 'acl', ResourceId: ['acl-1'], Tag: [{ Key: 'a', Value: 'b' }] })],
    ['ResourceNotFound.SecurityPolicy', 404, /tls-1/, (cloud) => () =>
      cloud.alb('MoveResourceGroup', { ResourceType: 'securitypolicy', ResourceId: 'tls-1', NewResourceGroupId: 'rg-2' })],
    ['ResourceNotFound.Acl', 404, /acl-1/, (cloud) => () =>
      cloud.alb('MoveResourceGroup', { ResourceType: 'acl', ResourceId: 'acl-1', NewResourceGroupId: 'rg-2' })],
    ['IllegalParam.ResourceType', 400, /illegal/, (cloud) => () =>
      cloud.alb('MoveResourceGroup', { ResourceType: 'vpc', ResourceId: 'x', NewResourceGroupId: 'rg-2' })],
    ['ResourceNotFound.SecurityPolicy', 404, /tls-1/, (cloud) => () =>
      cloud.alb('ListTagResources', { ResourceType: 'securitypolicy', ResourceId: ['tls-1'] })],
    ['IllegalParam.ResourceType', 400, /illegal/, (cloud) => () =>
      cloud.alb('ListTagResources', { ResourceType: 'vpc', ResourceId: ['x'] })],
    ['IllegalParam.ResourceType', 400, /illegal/, (cloud) => () => cloud.alb('ListTagResources', { ResourceType: 'vpc' })],
    ['QuotaExceeded.TagsNum', 400, /20/, (cloud) => {
      const id = balancer(cloud)
      const tags = (from: number) => Array.from({ length: 11 }, (_, n) => ({ Key: `k${from + n}`, Value: 'v' }))
      cloud.alb('TagResources', { ResourceType: 'loadbalancer', ResourceId: [id], Tag: tags(0) })
      return () => cloud.alb('TagResources', { ResourceType: 'loadbalancer', ResourceId: [id], Tag: tags(11) })
    }],
  ])('with %s', (...one) => check(one))
})

describe('a server group is refused', () => {
  test.each<Case>([
    ['UnsupportedFeature.FcServerGroup', 400, /FC/, group({ ServerGroupType: 'Fc' })],
    ['MissingParam.VpcId', 400, /VpcId is missing/, group({ VpcId: '' })],
    ['MissingHealthCheckEnabled', 400, /mandatory/, group({ HealthCheckConfig: { HealthCheckPath: '/' } })],
    ['IllegalParam.ServerGroupName', 400, /illegal/, group({ ServerGroupName: 'two words' })],
    ['IllegalParam.HealthCheckInterval', 400, /illegal/, group({ HealthCheckConfig: { HealthCheckEnabled: true,
      HealthCheckInterval: 51 } })],
    ['ResourceNotFound.Vpc', 404, /vpc-none/, group({ VpcId: 'vpc-none' })],
    ['OperationDenied.VpcNotSupportIpv6', 400, /Ipv6/, group({ Ipv6Enabled: true })],
    ['Mismatch.ServerGroupSchedulerAndSlowStartEnable', 400, /mismatched/,
      group({ Scheduler: 'Wlc', SlowStartConfig: { SlowStartEnabled: true } })],
    ['IllegalParam.StickySessionConfig', 400, /illegal/, group({ CrossZoneEnabled: false,
      StickySessionConfig: { StickySessionEnabled: true } })],
    ['MissingParam.Cookie', 400, /Cookie/, group({ StickySessionConfig: { StickySessionEnabled: true,
      StickySessionType: 'Server' } })],
    ['MissingParam.UchConfig', 400, /UchConfig/, group({ Scheduler: 'Uch' })],
    ['ResourceNotFound.ServerGroup', 404, /sgp-none/, (cloud) => () =>
      cloud.alb('DeleteServerGroup', { ServerGroupId: 'sgp-none' })],
    ['Forbidden.ServerGroup', 403, /^Authentication has failed for ServerGroup\.$/, (cloud) => {
      const ServerGroupId = serverGroup(cloud)
      return () => cloud.alb('DeleteServerGroup', { ServerGroupId }, 'consumer')
    }],
    ['IncorrectStatus.ServerGroup', 400, /The status of ServerGroup \[sgp-/, (cloud) => {
      const { ServerGroupId } = cloud.alb('CreateServerGroup', groupParams)
      return () => cloud.alb('AddServersToServerGroup', { ServerGroupId, Servers: [server()] })
    }],
    ['IncorrectStatus.ServerGroup', 400, /The status of ServerGroup \[sgp-/, (cloud) => {
      const { ServerGroupId } = cloud.alb('CreateServerGroup', groupParams)
      return () => cloud.alb('UpdateServerGroupAttribute', { ServerGroupId, ServerGroupName: 'other' })
    }],
    ['ResourceInConfiguring', 400, /being configured\. Please try again later\.$/, (cloud) => {
      const ServerGroupId = serverGroup(cloud)
      cloud.alb('AddServersToServerGroup', { ServerGroupId, Servers: [server()] })
      return () => cloud.alb('AddServersToServerGroup', { ServerGroupId, Servers: [server('i-two')] })
    }],
    ['ResourceInUse.ServerGroup', 400, /is in use/, (cloud) => {
      const made = front(cloud)
      cloud.alb('DeleteListener', { ListenerId: made.listener })
      return () => cloud.alb('DeleteServerGroup', { ServerGroupId: made.group })
    }],
    ['Mismatch.LoadBalancerEditionAndConnectionDrain', 400, /mismatched/, (cloud) => {
      const made = front(cloud)
      return () => cloud.alb('UpdateServerGroupAttribute', { ServerGroupId: made.group,
        ConnectionDrainConfig: { ConnectionDrainEnabled: true } })
    }],
  ])('with %s', (...one) => check(one))
})

describe('servers are refused', () => {
  test.each<Case>([
    ['IllegalParam.Servers', 400, /illegal/, add(Array.from({ length: 201 }, (_, n) => server('i-one', { Port: n + 1 })))],
    ['MissingParam.Port', 400, /Port/, add([server('i-one', { Port: undefined })])],
    ['IllegalParam.Weight', 400, /illegal/, add([server('i-one', { Weight: 101 })])],
    ['ResourceNotFound.Ecs', 404, /i-none/, add([server('i-none')])],
    ['ResourceNotFound.Eni', 404, /eni-1/, add([server('eni-1', { ServerType: 'Eni' })])],
    ['ResourceNotFound.Eci', 404, /eci-1/, add([server('eci-1', { ServerType: 'Eci' })])],
    ['Mismatch.VpcId', 400, /mismatched/, add([server('i-front')])],
    ['Mismatch.ServerType', 400, /mismatched/, add([server('172.20.1.10', { ServerType: 'Ip' })])],
    ['IllegalParam.ServerIp', 400, /illegal/, add([server('i-one', { ServerIp: '172.20.1.11' })])],
    ['IllegalParam.ServerId', 400, /illegal/, add([server('10.1.1.1', { ServerType: 'Ip' })], { ServerGroupType: 'Ip' })],
    ['IllegalParam.ServerId', 400, /illegal/, add([server('nowhere', { ServerType: 'Ip', RemoteIpEnabled: true })],
      { ServerGroupType: 'Ip' })],
    ['IllegalParam.ServerIp', 400, /illegal/, add([server('172.20.1.10', { ServerType: 'Ip', ServerIp: '172.20.1.11' })],
      { ServerGroupType: 'Ip' })],
    ['DuplicatedParam.BackendServer', 400, /BackendServer is duplicated/, add([server(), server()])],
    ['Conflict.BackendServer', 400, /already i-one having the same configuration/, (cloud) => {
      const ServerGroupId = serverGroup(cloud)
      cloud.alb('AddServersToServerGroup', { ServerGroupId, Servers: [server()] })
      cloud.wait(5)
      return () => cloud.alb('AddServersToServerGroup', { ServerGroupId, Servers: [server()] })
    }],
    ['ResourceNotFound.BackendServer', 404, /i-two/, (cloud) => {
      const { group: ServerGroupId } = front(cloud)
      return () => cloud.alb('RemoveServersFromServerGroup', { ServerGroupId,
        Servers: [{ ServerId: 'i-two', ServerType: 'Ecs', Port: 81 }] })
    }],
    ['ResourceQuotaExceeded.LoadBalancerServersNum', 400, /usage 2\/200/, (cloud) => {
      const { group: ServerGroupId } = front(cloud)
      const Servers = Array.from({ length: 199 }, (_, n) => server('i-one', { Port: 100 + n }))
      return () => cloud.alb('AddServersToServerGroup', { ServerGroupId, Servers })
    }],
    ['ResourceQuotaExceeded.ServerAddedNum', 400, /usage 1000\/1000/, (cloud) => {
      const ServerGroupId = serverGroup(cloud)
      for (let part = 0; part < 5; part++) {
        const Servers = Array.from({ length: 200 }, (_, n) => server('i-one', { Port: 1 + part * 200 + n }))
        cloud.alb('AddServersToServerGroup', { ServerGroupId, Servers })
        cloud.wait(5)
      }
      return () => cloud.alb('AddServersToServerGroup', { ServerGroupId, Servers: [server('i-two')] })
    }],
  ])('with %s', (...one) => check(one))
})

describe('a listener is refused', () => {
  test.each<Case>([
    ['IncorrectStatus.LoadBalancer', 400, /The status of LoadBalancer \[alb-/, (cloud) => {
      const { LoadBalancerId } = cloud.alb('CreateLoadBalancer', balancerParams)
      const ServerGroupId = serverGroup(cloud)
      return () => cloud.alb('CreateListener', listenerParams(LoadBalancerId, ServerGroupId))
    }],
    ['IncorrectBusinessStatus.LoadBalancer', 400, /^The business status of LoadBalancer \[alb-.*\]  is incorrect\.$/, (cloud) => {
      const { LoadBalancerId } = cloud.alb('CreateLoadBalancer', balancerParams)
      const ServerGroupId = serverGroup(cloud)
      cloud.wait(50)
      expect(cloud.alb('GetLoadBalancerAttribute', { LoadBalancerId })['LoadBalancerStatus']).toBe('Active')
      return () => cloud.alb('CreateListener', listenerParams(LoadBalancerId, ServerGroupId))
    }],
    ['ResourceAlreadyExist.Listener', 400, /HTTP:80 is already exist/, (cloud) => {
      const { lb, group: id } = front(cloud)
      return () => cloud.alb('CreateListener', listenerParams(lb, id))
    }],
    ['ResourceNotFound.LoadBalancer', 404, /alb-none/, (cloud) => () =>
      cloud.alb('CreateListener', listenerParams('alb-none', 'sgp-none'))],
    ['ResourceNotFound.ServerGroup', 404, /sgp-none/, (cloud) => {
      const lb = balancer(cloud)
      return () => cloud.alb('CreateListener', listenerParams(lb, 'sgp-none'))
    }],
    ['Mismatch.VpcId', 400, /The VpcId is mismatched/, listen({}, { VpcId: 'vpc-front' })],
    ['ResourceNotFound.ServerGroup', 404, /sgp-/, (cloud) => {
      const params = listenerParams(balancer(cloud), serverGroup(cloud))
      const [ServerGroupId] = Object.keys(cloud.world.serverGroups)
      cloud.alb('DeleteServerGroup', { ServerGroupId })
      return () => cloud.alb('CreateListener', params)
    }],
    ['ResourceQuotaExceeded.LoadBalancerServersNum', 400, /usage 201\/200/, (cloud) => {
      const [lb, id] = [balancer(cloud), serverGroup(cloud)]
      for (const [from, count] of [[1, 200], [201, 1]] as const) {
        const Servers = Array.from({ length: count }, (_, n) => server('i-one', { Port: from + n }))
        cloud.alb('AddServersToServerGroup', { ServerGroupId: id, Servers })
        cloud.wait(5)
      }
      return () => cloud.alb('CreateListener', listenerParams(lb, id))
    }],
    ['Forbidden.LoadBalancer', 403, /failed/, (cloud) => {
      const { listener } = front(cloud)
      return () => cloud.alb('GetListenerAttribute', { ListenerId: listener }, 'consumer')
    }],
    ['OperationDenied.GRPCServerGroup', 400, /GRPCServerGroup/, listen({}, { Protocol: 'gRPC' })],
    ['Mismatch.LoadBalancerEditionAndConnectionDrain', 400, /mismatched/,
      listen({}, { ConnectionDrainConfig: { ConnectionDrainEnabled: true } })],
    ['Mismatch.LoadBalancerEditionAndSlowStartEnable', 400, /mismatched/,
      listen({}, { SlowStartConfig: { SlowStartEnabled: true } })],
    ['Mismatch.LoadBalancerEditionAndCrossZone', 400, /mismatched/, listen({}, { CrossZoneEnabled: false })],
    ['MissingParam.Certificates', 400, /Certificates/, listen({ ListenerProtocol: 'HTTPS' })],
    ['IllegalParam.ListenerPort', 400, /illegal/, listen({ ListenerPort: 70000 })],
    ['IllegalParam.DefaultActions', 400, /illegal/, listen({ DefaultActions: [{ Type: 'Redirect',
      ForwardGroupConfig: { ServerGroupTuples: [{ ServerGroupId: 'x' }] } }] })],
    ['ResourceQuotaExceeded.LoadBalancerListenersNum', 400, /usage 50\/50/, (cloud) => {
      const { lb, group: id, listener } = front(cloud)
      for (let n = 0; n < 49; n++) {
        cloud.world.listeners[`lsn-${n}`] = { ...structuredClone(cloud.world.listeners[listener]),
          ListenerPort: 100 + n } as never
      }
      return () => cloud.alb('CreateListener', listenerParams(lb, id, { ListenerPort: 99 }))
    }],
    ['ResourceInConfiguring.Listener', 400, /being configured, please try again later/, (cloud) => {
      const { listener } = front(cloud)
      cloud.alb('UpdateListenerAttribute', { ListenerId: listener, IdleTimeout: 30 })
      return () => cloud.alb('DeleteListener', { ListenerId: listener })
    }],
    ['IncorrectStatus.Listener', 400, /The status of Listener \[lsn-/, (cloud) => {
      const { listener } = front(cloud)
      return () => cloud.alb('StartListener', { ListenerId: listener })
    }],
    ['IncorrectStatus.LoadBalancer', 400, /incorrect/, (cloud) => {
      const { lb, listener } = front(cloud)
      cloud.alb('EnableDeletionProtection', { ResourceId: lb })
      return () => cloud.alb('DeleteListener', { ListenerId: listener })
    }],
    ['ResourceNotFound.Listener', 404, /lsn-none/, (cloud) => () =>
      cloud.alb('GetListenerAttribute', { ListenerId: 'lsn-none' })],
    ['IllegalParam.NextToken', 400, /illegal/, (cloud) => () => cloud.alb('ListListeners', { NextToken: 'made-up' })],
    ['IllegalParam.MaxResults', 400, /illegal/, (cloud) => () => cloud.alb('ListListeners', { MaxResults: 101 })],
  ])('with %s', (...one) => check(one))
})

test('a server that is stuck on its way in is neither removed nor replaced: ResourceInConfiguring.BackendServer', () => {
  const cloud = new Cloud((moving) => (moving.kind === 'server' ? 'stuck' : undefined))
  const { group: ServerGroupId } = front(cloud)
  const one = { ServerId: 'i-one', ServerType: 'Ecs', Port: 8080 }
  const remove = () => cloud.alb('RemoveServersFromServerGroup', { ServerGroupId, Servers: [one] })
  const replace = () => cloud.alb('ReplaceServersInServerGroup',
    { ServerGroupId, RemovedServers: [one], AddedServers: [server('i-one', { Port: 81 })] })
  for (const step of [remove, replace]) {
    expect(refused(step)).toMatchObject({ code: 'ResourceInConfiguring.BackendServer', status: 400 })
  }
})

test('a refused call leaves no trace: not of the addresses that it might have taken, either', () => {
  const cloud = new Cloud()
  const before = structuredClone(cloud.world)
  refused(create({ ZoneMappings: [zoneMappings[0], { ZoneId: B, VSwitchId: 'vsw-none' }] })(cloud))
  expect(cloud.world).toEqual(before)
})
