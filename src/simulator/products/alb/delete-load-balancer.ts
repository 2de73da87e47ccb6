import { idempotence, listOf, must, text, unused, writing } from '../shared/table.ts'
import { attachedTo } from './attachment.ts'
import { balancerOf } from './find.ts'
import { startJob } from './jobs.ts'
import { refuse } from './refusals.ts'

/**
 * Alb DeleteLoadBalancer. Its listeners go with it (assumed: the console does so, and no code speaks of them). While it is
 * attached to an endpoint service it resists; so it may for a while after (assumed, as is the code for both).
 */
export const deleteLoadBalancer = writing({
  ...idempotence, LoadBalancerId: must(text), RetainResourceType: unused(listOf(text)),
}, (call) => {
  const balancer = balancerOf(call, call.params.LoadBalancerId)
  if (!['Active', 'Inactive', 'CreateFailed'].includes(balancer.status)) {
    refuse('IncorrectStatus.LoadBalancer', 'LoadBalancer', balancer.id)
  }
  if (balancer.DeletionProtectionConfig.Enabled) refuse('OperationDenied.DeletionProtectionEnabled', 'DeletionProtectionEnabled')
  if (attachedTo(call, balancer.id) || call.now < (balancer.lockedUntil ?? 0)) {
    refuse('IncorrectBusinessStatus.LoadBalancer', 'LoadBalancer', balancer.id)
  }
  const JobId = startJob(call, 'Delete', 'loadbalancer', balancer.id)
  call.move({ kind: 'loadBalancer', path: [balancer.id] }, 'Deleting')
  return { JobId }
})
