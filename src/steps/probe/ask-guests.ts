import type { Cloud } from '../../cloud/cloud.ts'
import { isCloudError } from '../../cloud/error.ts'
import { EXIT, RunError } from '../../core/errors.ts'
import { given } from '../../core/given.ts'
import { text } from '../../messages/whole.ts'
import { readInstances } from '../instances.ts'
import { runOnGuests } from './command.ts'
import { linuxProbe } from './linux.ts'
import { parseLines, type Line } from './lines.ts'
import type { Guest, ProbePlan } from './plan.ts'
import { REQUEST_SECONDS, sampleSize } from './target.ts'
import { windowsProbe } from './windows.ts'

/** What is asked of an instance, as Ecs DescribeInstances tells it. */
export type KnownInstance = { [K in 'instanceId' | 'instanceName' | 'OSType' | 'zoneId']?: string | undefined }

/**
 * Which system the test's instances run and which zone they are in.
 * @param known instances that were read a while ago; where all are among them, none is read
 * @throws RunError for one that is not there
 */
export async function readGuests(cloud: Cloud, instanceIds: readonly string[], known: readonly KnownInstance[] = []): Promise<Guest[]> {
  const isKnown = instanceIds.every((id) => known.some(({ instanceId }) => instanceId === id))
  const instances: readonly KnownInstance[] = isKnown ? known : await readInstances(cloud, instanceIds)
  return instanceIds.map((instanceId) => {
    const found = instances.find((instance) => instance.instanceId === instanceId)
    if (found === undefined) throw new RunError(text.step.noTester(instanceId), { code: 'InstanceNotFound', exit: EXIT.failed, id: instanceId, hint: text.step.noTesterHint })
    return { instanceId, ...given({ name: found.instanceName }), os: found.OSType === 'windows' ? 'windows' : 'linux', zoneId: found.zoneId ?? '' }
  })
}

/** Instances that ask the same addresses on the same system get one command. */
function groups(plans: readonly ProbePlan[]): ProbePlan[][] {
  const byScript = new Map<string, ProbePlan[]>()
  for (const plan of plans) {
    const key = `${plan.guest.os} ${JSON.stringify(plan.targets)}`
    byScript.set(key, [...(byScript.get(key) ?? []), plan])
  }
  return [...byScript.values()]
}

/** Asks by a command that Cloud Assistant runs on each instance. */
export async function askGuests(cloud: Cloud, host: string | undefined, plans: readonly ProbePlan[]): Promise<Map<string, Line[] | string>> {
  const rounds = groups(plans).map(async (group): Promise<[string, Line[] | string][]> => {
    const { guest, targets } = group[0]!
    const attempts = targets.reduce((sum, target) => sum + target.attempts, 0)
    const request = { targets, ...given({ host }), timeoutSeconds: REQUEST_SECONDS, sampleBytes: sampleSize(attempts) }
    const script = guest.os === 'windows' ? windowsProbe(request) : linuxProbe(request)
    const instanceIds = group.map((plan) => plan.guest.instanceId)
    try {
      const results = await runOnGuests(cloud, { name: 'alb-privatelink-connectivity-test', os: guest.os, instanceIds, script, timeoutSeconds: Math.min(300, 20 + attempts * REQUEST_SECONDS) })
      return results.map(({ instanceId, output, problem }) => [instanceId, problem ?? parseLines(output ?? '')])
    } catch (error) {
      if (!isCloudError(error) || error.fields.class === 'forbidden') throw error
      return instanceIds.map((instanceId) => [instanceId, `${error.code}: ${error.message}`])
    }
  })
  return new Map((await Promise.all(rounds)).flat())
}
