import type { ProductTable } from '../action.ts'
import { createListener } from './alb/create-listener.ts'
import { createLoadBalancer } from './alb/create-load-balancer.ts'
import { deleteLoadBalancer } from './alb/delete-load-balancer.ts'
import { listAsynJobs } from './alb/jobs.ts'
import { albLifecycles } from './alb/lifecycles.ts'
import { deleteListener, startListener, stopListener, updateListenerAttribute } from './alb/listener-changes.ts'
import { getListenerHealthStatus } from './alb/listener-health.ts'
import { getListenerAttribute, listListeners } from './alb/listener-reads.ts'
import {
  disableDeletionProtection, enableDeletionProtection, loadBalancerJoinSecurityGroup, loadBalancerLeaveSecurityGroup,
  moveResourceGroup,
  updateLoadBalancerAttribute, updateLoadBalancerEdition, updateLoadBalancerZones,
} from './alb/load-balancer-changes.ts'
import { getLoadBalancerAttribute, listLoadBalancers } from './alb/load-balancer-reads.ts'
import { describeRegions, describeZones } from './alb/regions.ts'
import { listServerGroupServers, listServerGroups } from './alb/server-group-reads.ts'
import { createServerGroup, deleteServerGroup, updateServerGroupAttribute } from './alb/server-groups.ts'
import {
  addServersToServerGroup, removeServersFromServerGroup, replaceServersInServerGroup, updateServerGroupServersAttribute,
} from './alb/servers.ts'
import { listTagResources, tagResources, unTagResources } from './alb/tags.ts'

/** Application Load Balancer, 2020-06-16. Its calls carry no RegionId. */
export const alb: ProductTable = {
  product: 'Alb',
  version: '2020-06-16',
  actions: {
    AddServersToServerGroup: addServersToServerGroup,
    CreateListener: createListener,
    CreateLoadBalancer: createLoadBalancer,
    CreateServerGroup: createServerGroup,
    DeleteListener: deleteListener,
    DeleteLoadBalancer: deleteLoadBalancer,
    DeleteServerGroup: deleteServerGroup,
    DescribeRegions: describeRegions,
    DescribeZones: describeZones,
    DisableDeletionProtection: disableDeletionProtection,
    EnableDeletionProtection: enableDeletionProtection,
    GetListenerAttribute: getListenerAttribute,
    GetListenerHealthStatus: getListenerHealthStatus,
    GetLoadBalancerAttribute: getLoadBalancerAttribute,
    ListAsynJobs: listAsynJobs,
    ListListeners: listListeners,
    ListLoadBalancers: listLoadBalancers,
    ListServerGroupServers: listServerGroupServers,
    ListServerGroups: listServerGroups,
    ListTagResources: listTagResources,
    LoadBalancerJoinSecurityGroup: loadBalancerJoinSecurityGroup,
    LoadBalancerLeaveSecurityGroup: loadBalancerLeaveSecurityGroup,
    MoveResourceGroup: moveResourceGroup,
    RemoveServersFromServerGroup: removeServersFromServerGroup,
    ReplaceServersInServerGroup: replaceServersInServerGroup,
    StartListener: startListener,
    StopListener: stopListener,
    TagResources: tagResources,
    UnTagResources: unTagResources,
    UpdateListenerAttribute: updateListenerAttribute,
    UpdateLoadBalancerAttribute: updateLoadBalancerAttribute,
    UpdateLoadBalancerEdition: updateLoadBalancerEdition,
    UpdateLoadBalancerZones: updateLoadBalancerZones,
    UpdateServerGroupAttribute: updateServerGroupAttribute,
    UpdateServerGroupServersAttribute: updateServerGroupServersAttribute,
  },
  lifecycles: albLifecycles,
}
