import { randomUUID } from 'node:crypto'
import type { Cloud } from '../../cloud/cloud.ts'
import { endedAfter, isCloudError } from '../../cloud/error.ts'
import { allPages, listOf } from '../../cloud/pages.ts'
import { text } from '../../messages/whole.ts'

/** What came of a command on one instance. */
export interface CommandResult {
  instanceId: string
  /** The whole of its output; undefined when the command could not run. */
  output?: string
  /** Why it could not run, in the cloud's words. */
  problem?: string
}

const ENDED: ReadonlySet<string> = new Set(['Success', 'Failed', 'Error', 'Timeout', 'Invalid', 'Aborted', 'Cancelled', 'Terminated'])
/** Delivery must succeed within a minute; a command that shows nothing after that and its own time is lost. */
const DELIVERY_MS = 90_000
const FIRST_POLL_MS = 1000
const LAST_POLL_MS = 5000
/** Tries of a command whose answers get lost; the ClientToken brings back the invocation that an earlier one began. */
const TRIES = 4

interface ResultItem { instanceId?: string | undefined; invocationStatus?: string | undefined; output?: string | undefined; errorCode?: string | undefined; errorInfo?: string | undefined; exitCode?: number | undefined }

function finished(item: ResultItem): CommandResult {
  const instanceId = item.instanceId ?? ''
  const output = Buffer.from(item.output ?? '', 'base64').toString('utf8')
  if (item.invocationStatus === 'Success') return { instanceId, output }
  const code = item.errorCode === undefined || item.errorCode === '' ? item.invocationStatus : item.errorCode
  const info = item.errorInfo === undefined || item.errorInfo === '' ? '' : `: ${item.errorInfo}`
  return { instanceId, output, problem: `${code}${info}` }
}

/** Ecs RunCommand, sent again with its ClientToken while there is no telling what became of it; gives the invocation's ID. */
async function started(cloud: Cloud, command: Parameters<typeof cloud.ecs<'RunCommand'>>[1]): Promise<string | undefined> {
  for (let tries = 1; ; tries += 1) {
    try {
      return (await cloud.ecs('RunCommand', command)).invokeId
    } catch (error) {
      if (!isCloudError(error, 'unknown') || tries >= TRIES) throw error
      const waitMs = FIRST_POLL_MS * tries
      cloud.tellRetry(error, tries, TRIES, waitMs)
      await cloud.settings.clock.sleep(waitMs, cloud.settings.signal).catch((ended: unknown) => Promise.reject(endedAfter(ended, error)))
    }
  }
}

/**
 * Runs a script on instances through Cloud Assistant (Ecs RunCommand, DescribeInvocationResults) and waits for all of them.
 * @param request `name` is shown in the console; after `timeoutSeconds` the guest ends the script
 * @returns one result an instance, in the order of `instanceIds`
 * @throws CloudError when the command is refused as a whole
 */
export async function runOnGuests(cloud: Cloud, request: { name: string; os: 'linux' | 'windows'; instanceIds: readonly string[]; script: string; timeoutSeconds: number }): Promise<CommandResult[]> {
  const { name, os, instanceIds, script, timeoutSeconds } = request
  const command = {
    regionId: cloud.region,
    type: os === 'windows' ? 'RunPowerShellScript' : 'RunShellScript',
    name,
    contentEncoding: 'Base64',
    commandContent: Buffer.from(script, 'utf8').toString('base64'),
    instanceId: [...instanceIds],
    timeout: timeoutSeconds,
    clientToken: randomUUID(),
  }
  const invokeId = await started(cloud, command)
  const { clock, signal } = cloud.settings
  const deadline = clock.now() + timeoutSeconds * 1000 + DELIVERY_MS
  for (let gap = FIRST_POLL_MS; ; gap = Math.min(LAST_POLL_MS, gap * 1.3)) {
    const items = await allPages(async (nextToken) => {
      const { invocation } = await cloud.ecs('DescribeInvocationResults', { regionId: cloud.region, invokeId, maxResults: 50, nextToken })
      // Before the command reaches an instance there may be no list at all.
      return { items: listOf(invocation?.invocationResults?.invocationResult ?? [], 'InvocationResults'), nextToken: invocation?.nextToken }
    })
    const ended = new Map(items.filter((item) => ENDED.has(item.invocationStatus ?? '')).map((item) => [item.instanceId, finished(item)]))
    if (ended.size >= instanceIds.length || clock.now() >= deadline) {
      return instanceIds.map((instanceId) => ended.get(instanceId) ?? { instanceId, problem: text.step.noResultInTime })
    }
    await clock.sleep(gap, signal)
  }
}
