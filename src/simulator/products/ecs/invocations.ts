import type { Action, Call } from '../../action.ts'
import type { Invocation, InvocationResult } from '../../model.ts'
import { flag, isoSeconds, knownRegion, must, oneOf, owners, ownIn, tags, text, unused, type TagFilter } from '../vpc/fields.ts'
import { keepRuns, runDue, type Runs } from './guest-runs.ts'
import { invokeStatusOf, isFinal, overallStatus, recordStatusOf, statusOf, type Status } from './invocation-state.ts'
import { tagList } from './lists.ts'
import { pageOf, type PageParams } from './paging.ts'
import { recordStatus } from './run-command.ts'

interface Filter extends PageParams {
  CommandId?: string
  InvokeId?: string
  InstanceId?: string
  ResourceGroupId?: string
  Tag?: TagFilter[]
  ContentEncoding?: string
}
interface DescribeResults extends Filter { InvokeRecordStatus?: string }
interface DescribeInvocations extends Filter {
  CommandName?: string
  CommandType?: string
  IncludeOutput?: boolean
  InvokeStatus?: string
  RepeatMode?: string
  Timed?: boolean
}
type Reading<P> = Pick<Call<P>, 'world' | 'account' | 'region' | 'now' | 'params'>

const PAGE = { min: 1, max: 50, size: 10, badToken: 'InvalidParameter.NextToken' }
const COMMON = {
  CommandId: text, ContentEncoding: text, InstanceId: text, InvokeId: text,
    MaxResults: { type: 'integer' as const, min: 1, max: 50 },
  NextToken: text, PageNumber: { type: 'integer' as const, min: 1 }, PageSize: { type: 'integer' as const, min: 1, max: 50 },
  RegionId: must(text), ResourceGroupId: text, Tag: tags(), ...owners,
}

/**
 * Ecs DescribeInvocationResults: one entry for each instance of each invocation, newest first. The paging fields are within
 * Invocation.
 */
export const describeInvocationResults: Action<DescribeResults> = {
  mutating: false,
  parameters: { ...COMMON, IncludeHistory: unused(flag), InvokeRecordStatus: recordStatus },
  observe,
  handler(call) {
    knownRegion(call)
    const found = invocationsOf(call)
    keepRuns(call, found, call.observed)
    const { params } = call
    const entries = found.flatMap((invocation) => shown(call, invocation).map((one) => ({ invocation, ...one })))
      .filter((one) => params.InvokeRecordStatus === undefined || recordStatusOf(one.status) === params.InvokeRecordStatus)
    const page = pageOf(entries, params, PAGE)
    const answer = page.entries.map(({ invocation, result, status }) => ({
      ...common(result, status, params.ContentEncoding), CommandId: invocation.CommandId, InvokeId: invocation.id,
      FinishedTime: timeOf(finishedAt(result, status)), InvokeRecordStatus: recordStatusOf(status),
      StartTime: timeOf(status === 'Pending' ? undefined : result.startedAt),
        TerminationMode: invocation.TerminationMode ?? 'Process',
      Username: invocation.Username, Tags: tagList(invocation.tags),
    }))
    countLooks(call, found)
    return {
      Invocation: {
        NextToken: page.nextToken, PageNumber: page.numbered?.PageNumber ?? 1,
          PageSize: page.numbered?.PageSize ?? params.MaxResults ?? PAGE.size,
        TotalCount: page.total, InvocationResults: { InvocationResult: answer },
      },
    }
  },
}

/** Ecs DescribeInvocations: one entry for each invocation, newest first; Output only where it is asked for. */
export const describeInvocations: Action<DescribeInvocations> = {
  mutating: false,
  parameters: {
    ...COMMON, CommandName: text, CommandType: oneOf('RunBatScript', 'RunPowerShellScript', 'RunShellScript'),
      IncludeOutput: flag,
    InvokeStatus: recordStatus, RepeatMode: oneOf('Once', 'Period', 'NextRebootOnly', 'EveryReboot'), Timed: flag,
  },
  observe,
  handler(call) {
    knownRegion(call)
    const { params } = call
    const found = invocationsOf(call).filter((one) => (params.CommandName ?? one.Name) === one.Name
      && (params.CommandType ?? one.Type) === one.Type && (params.RepeatMode ?? one.RepeatMode) === one.RepeatMode
      && (params.Timed ?? isTimed(one)) === isTimed(one))
    keepRuns(call, found, call.observed)
    const entries = found.map((invocation) => {
      const results = shown(call, invocation)
      return { invocation, results, overall: overallStatus(results.map((one) => one.status)) }
    }).filter(({ overall }) => params.InvokeStatus === undefined
      || [overall, invokeStatusOf(overall)].includes(params.InvokeStatus))
    const page = pageOf(entries, params, PAGE)
    const answer = page.entries.map(({ invocation, results, overall }) => ({
      CommandContent: coded(invocation.CommandContent, params.ContentEncoding), CommandDescription: invocation.Description ?? '',
      CommandId: invocation.CommandId, CommandName: invocation.Name, CommandType: invocation.Type,
        CreationTime: isoSeconds(invocation.createdAt),
      Frequency: invocation.Frequency ?? '', InvocationStatus: overall, InvokeId: invocation.id,
        InvokeStatus: invokeStatusOf(overall),
      Parameters: JSON.stringify(invocation.Parameters ?? {}), RepeatMode: invocation.RepeatMode,
      TerminationMode: invocation.TerminationMode ?? 'Process', Timed: isTimed(invocation),
        Timeout: invocation.Timeout,
      Username: invocation.Username, WorkingDir: invocation.WorkingDir, Tags: tagList(invocation.tags),
      InvokeInstances: {
        InvokeInstance: results.map(({ result, status }) => ({
          ...common(result, status, params.ContentEncoding), ...(params.IncludeOutput ? {} : { Output: undefined }),
          CreationTime: isoSeconds(invocation.createdAt), FinishTime: timeOf(finishedAt(result, status)),
          InstanceInvokeStatus: recordStatusOf(status), StartTime: timeOf(status === 'Pending' ? undefined : result.startedAt),
            Timed: false,
          UpdateTime: timeOf(finishedAt(result, status) ?? result.startedAt),
        })),
      },
    }))
    countLooks(call, found)
    return {
      NextToken: page.nextToken, PageNumber: page.numbered?.PageNumber ?? 1,
        PageSize: page.numbered?.PageSize ?? params.MaxResults ?? PAGE.size,
      TotalCount: page.total, Invocations: { Invocation: answer },
    }
  },
}

async function observe(call: Readonly<Omit<Call<Filter>, 'move' | 'newId' | 'observed'>>): Promise<Runs> {
  return runDue(call, invocationsOf(call))
}

/** The caller's invocations that the filter admits, newest first. */
function invocationsOf(call: Pick<Reading<Filter>, 'world' | 'account' | 'region' | 'params'>): Invocation[] {
  const { params } = call
  const named = ownIn(call, 'invocations', { id: params.InvokeId, InstanceId: params.InstanceId, Tag: params.Tag })
  return named.filter((one) => (params.CommandId ?? one.CommandId) === one.CommandId
    && (params.ResourceGroupId === undefined || one.ResourceGroupId === params.ResourceGroupId)).reverse()
}

function shown(call: Reading<Filter>, invocation: Invocation): { result: InvocationResult; status: Status }[] {
  return invocation.results.flatMap((result) => {
    const status = statusOf(call.world, invocation, result, call.now)
    const wanted = call.params.InstanceId === undefined || call.params.InstanceId === result.InstanceId
    return status && wanted ? [{ result, status }] : []
  })
}

function countLooks(call: Pick<Call, 'world'>, invocations: readonly Invocation[]): void {
  if (call.world.clock.mode !== 'reads' || call.world.clock.frozen) return
  for (const result of invocations.flatMap((one) => one.results)) {
    if ((result.reads ?? 0) < call.world.clock.reads * 2) result.reads = (result.reads ?? 0) + 1
  }
}

function common(result: InvocationResult, status: Status, encoding: string | undefined): object {
  const outcome = isFinal(status) && status !== 'Cancelled' && status !== 'Terminated' ? result.outcome : undefined
  return {
    Dropped: outcome?.Dropped ?? 0, ErrorCode: outcome?.ErrorCode ?? '', ErrorInfo: outcome?.ErrorInfo ?? '',
      ExitCode: outcome?.ExitCode ?? 0,
    InstanceId: result.InstanceId, InvocationStatus: status, Output: coded(outcome?.Output ?? '', encoding),
    Repeats: status === 'Pending' || status === 'Scheduled' ? 0 : 1, StopTime: timeOf(result.stoppedAt),
  }
}

/** Texts are kept and, unless PlainText is asked for, answered as Base64 (documented). */
function coded(base64: string, encoding: string | undefined): string {
  return encoding?.toLowerCase() === 'plaintext' ? Buffer.from(base64, 'base64').toString() : base64
}

function finishedAt(result: InvocationResult, status: Status): number | undefined {
  if (!isFinal(status)) return undefined
  return status === 'Cancelled' || status === 'Terminated' ? result.stoppedAt : result.outcome?.finishedAt
}

function timeOf(at: number | undefined): string {
  return at === undefined ? '' : isoSeconds(at)
}

function isTimed(invocation: Invocation): boolean {
  return invocation.RepeatMode === 'Period'
}
