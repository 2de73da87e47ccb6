import { Refusal, type Action } from '../../action.ts'
import type { Instance, World } from '../../model.ts'
import { having } from '../../records.ts'
import { isoSeconds, knownRegion, listOf, must, oneOf, owners, ownIn, text } from '../vpc/fields.ts'
import { isFinal, statusOf } from './invocation-state.ts'
import { pageOf, type PageParams } from './paging.ts'

interface DescribeStatus extends PageParams { InstanceId?: string[]; OSType?: string }

const PAGE = { min: 1, max: 50, size: 10, badToken: 'InvalidParameter.NextToken' }
/** A heartbeat comes about once a minute (documented). */
const HEARTBEAT = 60_000

/** Ecs DescribeCloudAssistantStatus: the status is the text "true" or "false"; named instances are not paged (documented). */
export const describeCloudAssistantStatus: Action<DescribeStatus> = {
  mutating: false,
  parameters: {
    InstanceId: listOf(text), MaxResults: { type: 'integer', min: 1, max: 50 }, NextToken: text,
      OSType: oneOf('Windows', 'Linux', 'FreeBSD'),
    PageNumber: { type: 'integer', min: 1 }, PageSize: { type: 'integer', min: 1, max: 50 }, RegionId: must(text), ...owners,
  },
  handler(call) {
    knownRegion(call)
    const { InstanceId: ids, OSType } = call.params
    if ((ids?.length ?? 0) > 100) {
      throw new Refusal('InstanceIds.ExceedLimit', 403, 'The number of instance IDs exceeds the upper limit.')
    }
    const named = ownIn(call, 'instances', { id: ids })
    if (ids?.some((id) => !named.some((one) => one.id === id))) {
      throw new Refusal('InvalidInstance.NotFound', 404, 'The specified instance does not exist.')
    }
    const found = named.filter((one) => OSType === undefined || OSType.toLowerCase() === one.OSType)
    const page = pageOf(found, call.params, PAGE)
    const entries = ids ? found : page.entries
    return {
      NextToken: ids ? '' : page.nextToken, PageNumber: page.numbered?.PageNumber ?? 1,
      PageSize: page.numbered?.PageSize ?? call.params.MaxResults ?? PAGE.size, TotalCount: found.length,
      InstanceCloudAssistantStatusSet: { InstanceCloudAssistantStatus: entries.map((one) => entry(call.world, one, call.now)) },
    }
  },
}

function entry(world: World, one: Instance, now: number): object {
  const runs = having(world, 'invocations', 'InstanceId', one.id).flatMap((invocation) =>
    invocation.results.filter((result) => result.InstanceId === one.id)
    .map((result) => ({ at: result.startedAt, open: !isFinal(statusOf(world, invocation, result, now)) })))
  const alive = one.agent === 'running' && one.Status === 'Running'
  const beat = alive ? now - (now - one.createdAt) % HEARTBEAT : one.createdAt
  const last = Math.max(...runs.map((run) => run.at))
  return {
    ActiveTaskCount: runs.filter((run) => run.open).length, CloudAssistantStatus: String(alive),
    CloudAssistantVersion: one.agent === 'absent' ? '' : one.OSType === 'windows' ? '2.1.4.1016' : '2.2.4.1016',
      InstanceId: one.id,
    InvocationCount: runs.length, LastHeartbeatTime: one.agent === 'absent' ? '' : isoSeconds(beat),
    LastInvokedTime: runs.length === 0 ? '' : isoSeconds(last), OSType: one.OSType === 'windows' ? 'Windows' : 'Linux',
    SupportSessionManager: one.agent !== 'absent',
  }
}
