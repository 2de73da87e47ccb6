import { Refusal, type Action, type Call } from '../../action.ts'
import type { Instance, Invocation } from '../../model.ts'
import { put } from '../../records.ts'
import { flag, knownRegion, listOf, must, oneOf, owners, ownIn, struct, text, unused,
  type TagFilter } from '../vpc/fields.ts'
import { startDelay } from './invocation-state.ts'

interface RunCommand {
  CommandContent: string
  ContentEncoding?: string
  Description?: string
  EnableParameter?: boolean
  Frequency?: string
  InstanceId?: string[]
  Name?: string
  Parameters?: string
  RepeatMode?: string
  ResourceGroupId?: string
  ResourceTag?: TagFilter[]
  Tag?: TagFilter[]
  TerminationMode?: string
  Timeout?: number
  Type: string
  Username?: string
  WindowsPasswordName?: string
  WorkingDir?: string
}

const TYPES = ['RunBatScript', 'RunPowerShellScript', 'RunShellScript']
const REPEAT = ['Once', 'Period', 'NextRebootOnly', 'EveryReboot', 'DryRun']
const CONTENT_LIMIT = 24 * 1024

const tagPairs = listOf(struct({ Key: text, Value: text }))

/** Ecs RunCommand: what can be checked at once is refused at once; all else shows in the invocation's results. */
export const runCommand: Action<RunCommand> = {
  mutating: true,
  parameters: {
    ClientToken: text, CommandContent: must(text), ContainerId: { ...text, effect: 'refused' },
      ContainerName: { ...text, effect: 'refused' },
    ContentEncoding: text, Description: text, EnableParameter: flag, Frequency: text, InstanceId: listOf(text),
      KeepCommand: unused(flag),
    Launcher: { ...text, effect: 'refused' }, Name: text, OssOutputDelivery: { ...text, effect: 'refused' }, Parameters: text,
    RegionId: must(text), RepeatMode: text, ResourceGroupId: text, ResourceTag: tagPairs, Tag: tagPairs, TerminationMode: text,
    Timed: unused(flag), Timeout: { type: 'integer', min: 1 }, Type: must(text), Username: text, WindowsPasswordName: text,
      WorkingDir: text,
    ...owners,
  },
  handler(call) {
    knownRegion(call)
    const { params } = call
    checkWords(params)
    const content = contentOf(params)
    const parameters = parametersOf(params)
    const targets = targetsOf(call)
    const shell = params.Type === 'RunShellScript'
    if (targets.some((one) => (one.OSType === 'linux') !== shell)) {
      refuse('InvalidInstance.NotMatch', 400, 'The specified instance type does not match the command.')
    }
    if (params.RepeatMode === 'DryRun') return {}
    const invocation: Invocation = {
      id: call.newId('invocation'), CommandId: call.newId('command'), region: call.region, account: call.account.id,
        createdAt: call.now,
      Name: params.Name ?? `cmd-${call.now}`, Type: params.Type, CommandContent: content, Timeout: params.Timeout ?? 60,
      Username: params.Username ?? (shell ? 'root' : 'System'),
        WorkingDir: params.WorkingDir ?? (shell ? '/root' : 'C:\\Windows\\system32'),
      RepeatMode: params.RepeatMode ?? 'Once', Description: params.Description ?? '',
        TerminationMode: params.TerminationMode ?? 'Process',
      Frequency: params.Frequency ?? '', ResourceGroupId: params.ResourceGroupId ?? '',
        ...(parameters ? { Parameters: parameters } : {}),
      tags: Object.fromEntries((params.Tag ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
      results: targets.map((one) => ({ InstanceId: one.id, startedAt: call.now + startDelay(call.world) })),
    }
    put(call.world, 'invocations', invocation)
    return { CommandId: invocation.CommandId, InvokeId: invocation.id }
  },
}

function refuse(code: string, status: number, message: string): never {
  throw new Refusal(code, status, message)
}

function checkWords(params: RunCommand): void {
  if (!TYPES.includes(params.Type)) refuse('InvalidCmdType.NotFound', 404, 'The specified command type does not exist.')
  if (params.RepeatMode !== undefined && !REPEAT.includes(params.RepeatMode)) {
    refuse('InvalidRepeatMode.NotFound', 404, 'The specified repeat mode does not exist.')
  }
  if (params.RepeatMode === 'Period' && params.Frequency === undefined) {
    refuse('MissingParam.Frequency', 400, 'The frequency must be specified when you create a timed task.')
  }
  if (params.TerminationMode !== undefined && !['Process', 'ProcessTree'].includes(params.TerminationMode)) {
    refuse('InvalidTerminationMode.NotFound', 404, 'The specified parameter TerminationMode does not exist.')
  }
  const lengths = [
    [params.Name, 128, 'CmdName.ExceedLimit', 'The length of the command name exceeds the upper limit.'],
    [params.Description, 512, 'CmdDesc.ExceedLimit', 'The length of the command description exceeds the upper limit.'],
    [params.Username, 255, 'Username.ExceedLimit', 'The length of the username exceeds the upper limit.'],
    [params.WindowsPasswordName, 255, 'WindowsPasswordName.ExceedLimit',
      'The length of the WindowsPasswordName exceeds the upper limit.'],
  ] as const
  for (const [value, max, code, message] of lengths) if ((value?.length ?? 0) > max) refuse(code, 403, message)
  if ((params.WorkingDir?.length ?? 0) > 200) {
    refuse('InvalidParameter.WorkingDir', 400, 'The specified parameter WorkingDir is not valid.')
  }
  if (params.Type !== 'RunShellScript' && params.Username !== undefined && !/^system$/i.test(params.Username)
    && !params.WindowsPasswordName) {
    refuse('WindowsPasswordName.Missed', 400, 'WindowsPasswordName must be specified when you create a Windows task.')
  }
  checkTags(params)
}

function checkTags({ Tag = [], ResourceTag = [] }: RunCommand): void {
  if (Tag.length > 20) refuse('NumberExceed.Tags', 400, 'Ensure the number of tag parameters is not greater than 20.')
  if (ResourceTag.length > 20) refuse('NumberExceed.ResourceTags', 400, 'The maximum number of ResourceTags is exceeded.')
  if (Tag.some((tag) => tag.Key === undefined)) refuse('MissingParameter.TagKey', 400, 'You must specify Tag.N.Key.')
  if (Tag.some(({ Key = '' }) => Key.length > 64)) refuse('InvalidTagKey.Malformed', 400, 'The specified Tag.n.Key is not valid.')
  if (Tag.some(({ Value = '' }) => Value.length > 128)) refuse('InvalidTagValue.Malformed', 400,
    'The specified Tag.n.Value is not valid.')
  if (new Set(Tag.map((tag) => tag.Key)).size < Tag.length) refuse('Duplicate.TagKey', 400,
    'The Tag.N.Key contain duplicate key.')
  if (ResourceTag.some((tag) => tag.Key === undefined)) refuse('MissingParameter.ResourceTagKey', 400,
    'You must specify ResourceTag.N.Key.')
}

/** The script as Base64 text. An encoding that is not known counts as plain text (documented). */
function contentOf(params: RunCommand): string {
  const coded = params.ContentEncoding?.toLowerCase() === 'base64'
  const content = coded ? params.CommandContent.replace(/\s+/g, '') : Buffer.from(params.CommandContent).toString('base64')
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(content) || content.length % 4 !== 0) {
    refuse('CmdContent.DecodeError', 400, 'The CommandContent can not be base64 decoded.')
  }
  if (content.length > CONTENT_LIMIT) refuse('CmdContent.ExceedLimit', 403,
    'The length of the command content exceeds the upper limit.')
  return content
}

/** The values of `{{name}}`, where the caller switched that on. */
function parametersOf(params: RunCommand): Record<string, string> | undefined {
  if (!params.EnableParameter) {
    if (params.Parameters === undefined) return undefined
    refuse('Parameter.Disabled', 400, 'Parameters should not be passed when CreateCommand.EnableParameter is false.')
  }
  let values: unknown
  try {
    values = JSON.parse(params.Parameters ?? '{}')
  } catch {
    values = undefined
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    refuse('Parameter.NotMatched', 400, 'The parameters of creation do not match those of invocation.')
  }
  const pairs = Object.entries(values).map(([name, value]): [string, string] => [name, String(value)])
  if (pairs.length > 20) refuse('ParameterCount.ExceedLimit', 403,
    'The number of command parameters exceeds the maximum number that can be set.')
  if (pairs.some(([name]) => name === '')) refuse('CmdParam.EmptyKey', 400, 'Command parameters can not be empty.')
  if (pairs.some(([name]) => !/^[\w-]{1,64}$/.test(name))) refuse('CmdParam.InvalidParamName', 400,
    'A command parameter name is invalid.')
  return Object.fromEntries(pairs)
}

function targetsOf(call: Pick<Call<RunCommand>, 'params' | 'world' | 'account' | 'region'>): Instance[] {
  const { InstanceId, ResourceTag } = call.params
  if (ResourceTag?.length) {
    if (InstanceId?.length) {
      refuse('InvalidResourceTag.ConflictWithInstanceIds', 400, 'The specified param ResourceTag conflicts with InstanceId.')
    }
    const found = ownIn(call, 'instances', { Tag: ResourceTag })
    if (found.length === 0) {
      refuse('InvalidResourceTag.InstanceNotFound', 400, 'InstanceIds are not found by the specified ResourceTag.')
    }
    return [...found]
  }
  if (!InstanceId?.length) refuse('MissingParam.InstanceId', 400, 'The parameter instanceId is missing or empty.')
  if (InstanceId.length > 100) refuse('InstanceIds.ExceedLimit', 403, 'The number of instance IDs exceeds the upper limit.')
  return [...new Set(InstanceId)].map((id) => ownIn(call, 'instances', { id })[0]
    ?? refuse('InvalidInstance.NotFound', 404, 'The specified instance does not exist.'))
}

interface StopInvocation { InvokeId: string; InstanceId?: string[] }

/** Ecs StopInvocation: what has not begun is dropped, what runs is killed; of all instances where none is named (assumed). */
export const stopInvocation: Action<StopInvocation> = {
  mutating: true,
  parameters: { InstanceId: listOf(text), InvokeId: must(text), RegionId: must(text), ...owners },
  handler(call) {
    knownRegion(call)
    const { InvokeId, InstanceId } = call.params
    if ((InstanceId?.length ?? 0) > 100) refuse('InstanceIds.ExceedLimit', 403,
      'The number of instance IDs exceeds the upper limit.')
    const invocation = call.world.invocations[InvokeId]
    if (!invocation || invocation.account !== call.account.id || invocation.region !== call.region) {
      refuse('InvalidInvokeId.NotFound', 404, 'The specified invoke ID does not exist.')
    }
    for (const result of invocation.results) {
      if (InstanceId && !InstanceId.includes(result.InstanceId)) continue
      if (result.outcome && result.outcome.finishedAt <= call.now) continue
      result.stoppedAt ??= call.now
    }
    return {}
  },
}

/** The words that results and invocations may be filtered by. */
export const recordStatus = oneOf('Running', 'Finished', 'Success', 'Failed', 'PartialFailed', 'Stopped', 'Stopping', 'Pending',
  'Scheduled')
