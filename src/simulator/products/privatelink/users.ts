import { changed } from '../../records.ts'
import { pageOf } from '../shared/paging.ts'
import { given } from '../shared/records.ts'
import { between, must, oneOf, reading, text, writing } from '../shared/table.ts'
import { region, write } from './fields.ts'
import { serviceOf } from './find.ts'
import { lookAtService, serviceMustBeFree } from './locks.ts'
import { refuse } from './refusals.ts'

const userId = between(0, Number.MAX_SAFE_INTEGER)
const one = { ...write, ServiceId: must(text), UserARN: text, UserId: userId } as const

/**
 * Privatelink AddUserToVpcEndpointService: puts an account on a service's whitelist. Adding it twice changes nothing (assumed).
 */
export const addUserToVpcEndpointService = writing(one, (call) => {
  const service = serviceOf(call, call.params.ServiceId)
  const user = userOf(call.params.UserId, call.params.UserARN)
  serviceMustBeFree(call, service)
  if (!service.users.includes(user)) service.users.push(user)
  changed(call.world, 'endpointServices', service)
  return {}
})

/** Privatelink RemoveUserFromVpcEndpointService. Connections of that account stay (assumed). */
export const removeUserFromVpcEndpointService = writing(one, (call) => {
  const service = serviceOf(call, call.params.ServiceId)
  const user = userOf(call.params.UserId, call.params.UserARN)
  serviceMustBeFree(call, service)
  service.users = service.users.filter((present) => present !== user)
  changed(call.world, 'endpointServices', service)
  return {}
})

/** Privatelink ListVpcEndpointServiceUsers. Its TotalCount is a string. */
export const listVpcEndpointServiceUsers = reading({
  ...region, MaxResults: between(1, 50), NextToken: text, ServiceId: must(text), UserId: userId,
  UserListType: oneOf('Users', 'UserARNs'),
}, (call) => {
  const service = serviceOf(call, call.params.ServiceId)
  lookAtService(call, service)
  const arns = call.params.UserListType === 'UserARNs'
  const wanted = call.params.UserId
  const found = service.users.filter((user) => (wanted === undefined || user === String(wanted)) && (arns || user !== '*'))
  const page = pageOf(call, found, call.params, 50, (user) => user)
  return given({
    MaxResults: page.MaxResults, NextToken: page.NextToken, TotalCount: String(page.TotalCount),
    UserARNs: arns ? page.entries.map((user) => ({ UserARN: `acs:ram:*:${user}:*` })) : undefined,
    Users: arns ? [] : page.entries.map((user) => ({ UserId: Number(user) })),
  })
})

/** An account by its number, by its ARN, or by both if they agree. @throws Refusal */
function userOf(id: number | undefined, arn: string | undefined): string {
  if (id === undefined && arn === undefined) refuse('MissingParam.UserArn')
  const named = arn === undefined ? undefined : /^acs:ram:\*:(\d{1,20}|\*):\*$/.exec(arn)?.[1]
    ?? refuse('IllegalParamFormat.UserARN')
  if (id !== undefined && named !== undefined && String(id) !== named) refuse('Mismatch.UserIdAndUserArn', 'UserId', 'UserARN')
  return named ?? String(id)
}
