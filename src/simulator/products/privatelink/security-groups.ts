import type { Call } from '../../action.ts'
import type { Endpoint } from '../../model.ts'
import { pageOf } from '../shared/paging.ts'
import { entry, given } from '../shared/records.ts'
import { between, idempotence, must, reading, text, writing } from '../shared/table.ts'
import { region, write } from './fields.ts'
import { endpointOf } from './find.ts'
import { endpointMustBeFree, lookAtEndpoint, passEndpoint } from './locks.ts'
import { refuse } from './refusals.ts'

/** Security groups of one endpoint (documented). */
const QUOTA = 10

/**
 * Groups that an endpoint's interfaces may have together: one to ten, of its own VPC, all of one type.
 * @throws Refusal; the code for more than ten, and that a group of another VPC counts as unknown, are assumed
 */
export function checkGroups(call: Call<unknown>, vpcId: string, ids: readonly string[]): void {
  if (ids.length === 0) refuse('EndpointMustContainSecurityGroup')
  if (new Set(ids).size < ids.length) refuse('SecurityGroupExist')
  const types = new Set(ids.map((id) => {
    const group = entry(call.world.securityGroups, id)
    const fits = group?.account === call.account.id && group.region === call.region && group.VpcId === vpcId
    return group && fits ? group.SecurityGroupType : refuse('SecurityGroupNotFound')
  }))
  if (types.size > 1) refuse('SecurityGroupTypeOnlySingleTypeSupporteded')
  if (ids.length > QUOTA) refuse('QuotaMisMatched')
}

export function attachGroup(call: Call<unknown>, endpoint: Endpoint, SecurityGroupId: string): void {
  endpoint.securityGroups.push({ SecurityGroupId, status: 'Attaching', since: call.now })
  call.move({ kind: 'endpointSecurityGroup', path: [endpoint.id, SecurityGroupId] }, 'Attaching')
}

/** Privatelink AttachSecurityGroupToVpcEndpoint. */
export const attachSecurityGroupToVpcEndpoint = writing({
  ...write, EndpointId: must(text), SecurityGroupId: must(text),
}, (call) => {
  const { EndpointId, SecurityGroupId } = call.params
  const endpoint = endpointOf(call, EndpointId)
  checkGroups(call, endpoint.VpcId, [...endpoint.securityGroups.map((group) => group.SecurityGroupId), SecurityGroupId])
  endpointMustBeFree(call, endpoint)
  attachGroup(call, endpoint, SecurityGroupId)
  passEndpoint(call, endpoint, 'Pending')
  return {}
})

/** Privatelink DetachSecurityGroupFromVpcEndpoint: the last one stays. */
export const detachSecurityGroupFromVpcEndpoint = writing({
  ...region, ...idempotence, EndpointId: must(text), SecurityGroupId: must(text),
}, (call) => {
  const { EndpointId, SecurityGroupId } = call.params
  const endpoint = endpointOf(call, EndpointId)
  if (!endpoint.securityGroups.some((group) => group.SecurityGroupId === SecurityGroupId)) refuse('SecurityGroupNotFound')
  if (!endpoint.securityGroups.some((group) => group.SecurityGroupId !== SecurityGroupId && group.status !== 'Detaching')) {
    refuse('EndpointMustContainSecurityGroup')
  }
  endpointMustBeFree(call, endpoint)
  call.move({ kind: 'endpointSecurityGroup', path: [endpoint.id, SecurityGroupId] }, 'Detaching')
  passEndpoint(call, endpoint, 'Pending')
  return {}
})

/** Privatelink ListVpcEndpointSecurityGroups. */
export const listVpcEndpointSecurityGroups = reading({
  ...region, EndpointId: must(text), MaxResults: between(1, 50), NextToken: text,
}, (call) => {
  const endpoint = endpointOf(call, call.params.EndpointId)
  lookAtEndpoint(call, endpoint)
  const page = pageOf(call, endpoint.securityGroups, call.params, 50, (group) => group.SecurityGroupId)
  return given({
    MaxResults: page.MaxResults, NextToken: page.NextToken, TotalCount: page.TotalCount,
    SecurityGroups: page.entries.map((group) => ({ SecurityGroupId: group.SecurityGroupId, SecurityGroupStatus: group.status })),
  })
})
