import { between, integer, listOf, reading, text } from '../shared/table.ts'
import type { Call } from '../../action.ts'
import type { Job } from '../../model.ts'
import { put } from '../../records.ts'
import { entry, given, mine, only, sift } from '../shared/records.ts'
import { pageOf } from '../shared/paging.ts'
import { lookAtGroup, lookAtListener } from './status.ts'

type ResourceType = 'loadbalancer' | 'servergroup' | 'listener'

/**
 * Starts the asynchronous job of the running call. It is to be started before its resource is moved: both end at the same
 * moment, and a job that a fault lets fail decides what becomes of the resource.
 * @returns the job's ID
 */
export function startJob(
  call: Call<unknown>, OperateType: Job['OperateType'], ResourceType: ResourceType, ResourceId: string,
): string {
  const id = call.newId('job')
  put(call.world, 'jobs', {
    id, region: call.region, account: call.account.id, ApiName: call.action, OperateType, ResourceId, ResourceType,
    createdAt: call.now, modifiedAt: call.now, status: 'Processing', since: call.now,
  })
  call.move({ kind: 'job', path: [id] }, 'Processing')
  return id
}

/** Alb ListAsynJobs. Jobs outlive their resource. */
export const listAsynJobs = reading({
  ApiName: text, BeginTime: integer, EndTime: integer, JobIds: listOf(text, 10), MaxResults: between(1, 100), NextToken: text,
  ResourceIds: listOf(text, 10), ResourceType: text,
}, (call) => {
  const { ApiName, BeginTime, EndTime, JobIds, ResourceIds, ResourceType } = call.params
  const found = sift(mine(call, 'jobs', { id: JobIds, ResourceId: ResourceIds }),
    only(ApiName, (job) => job.ApiName), only<Job, string>(ResourceType?.toLowerCase(), (job) => job.ResourceType),
    BeginTime === undefined ? undefined : (job) => job.createdAt >= BeginTime,
    EndTime === undefined ? undefined : (job) => job.createdAt <= EndTime)
  const page = pageOf(call, found, call.params, 20, (job) => job.id)
  for (const job of page.entries) look(call, job)
  return given({
    Jobs: page.entries.map(show), MaxResults: page.MaxResults, NextToken: page.NextToken, TotalCount: page.TotalCount,
  })
})

function show(job: Job) {
  return given({
    ApiName: job.ApiName, CreateTime: job.createdAt, ErrorCode: job.ErrorCode, ErrorMessage: job.ErrorMessage, Id: job.id,
    ModifyTime: job.modifiedAt, OperateType: job.OperateType, ResourceId: job.ResourceId, ResourceType: job.ResourceType,
    Status: job.status,
  })
}

function look(call: Call<unknown>, job: Job): void {
  call.look(job)
  const listener = entry(call.world.listeners, job.ResourceId)
  const group = entry(call.world.serverGroups, job.ResourceId)
  const balancer = entry(call.world.loadBalancers, job.ResourceId)
  if (listener) lookAtListener(call, listener)
  if (group) lookAtGroup(call, group)
  if (balancer) call.look(balancer)
}
