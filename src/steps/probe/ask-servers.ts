import type { Cloud } from '../../cloud/cloud.ts'
import { isCloudError } from '../../cloud/error.ts'
import type { Config } from '../../config/config.ts'
import { given } from '../../core/given.ts'
import { readInstances } from '../instances.ts'
import { runOnGuests } from './command.ts'
import { linesOf } from './lines.ts'
import { linuxProbe } from './linux.ts'
import { hindered, hostOf, judgeServed, servedPorts, servingTargets, type Served, type ServedPort } from './serving.ts'
import { windowsProbe } from './windows.ts'

/** A server, and what became of asking it. */
export interface ServerAnswer { instanceId: string; name?: string; served: Served[] }

/** Commands under way at a time: each server has one of its own, since its address is in it. */
const SIDE_BY_SIDE = 10
/** Seconds for each request: the health check's own time-out where it has one (5 by default, documented), within reason. */
const REQUEST_SECONDS = 5
const LONGEST_REQUEST_SECONDS = 20

type Instance = Awaited<ReturnType<typeof readInstances>>[number]

/**
 * Asks each server of the config, by a command on the instance itself, whether it really serves on its port and answers the
 * health check's path. The command changes nothing there.
 * @throws CloudError where the instances cannot be read, or no command may be run
 */
export async function askServers(cloud: Cloud, config: Config): Promise<ServerAnswer[]> {
  const ids = [...new Set(config.serverGroup.servers.map(({ instanceId }) => instanceId))]
  const instances = await readInstances(cloud, ids)
  const answers: ServerAnswer[] = []
  for (let first = 0; first < ids.length; first += SIDE_BY_SIDE) {
    answers.push(...await Promise.all(ids.slice(first, first + SIDE_BY_SIDE).map(async (instanceId): Promise<ServerAnswer> => {
      const instance = instances.find((one) => one.instanceId === instanceId)
      return { instanceId, ...given({ name: instance?.instanceName }), served: await askServer(cloud, config, instanceId, instance) }
    })))
  }
  return answers
}

async function askServer(cloud: Cloud, config: Config, instanceId: string, instance: Instance | undefined): Promise<Served[]> {
  const ports = servedPorts(config, instanceId)
  if (instance === undefined) return hindered(ports, 'InstanceNotExists')
  if (instance.status !== 'Running') return hindered(ports, `InstanceNotRunning: ${instance.status}`)
  try {
    return await askPorts(cloud, config, instance, ports)
  } catch (error) {
    if (error instanceof RangeError) return hindered(ports, error.message)
    if (!isCloudError(error) || error.fields.class === 'forbidden') throw error
    return hindered(ports, `${error.code}: ${error.message}`)
  }
}

async function askPorts(cloud: Cloud, config: Config, instance: Instance, ports: readonly ServedPort[]): Promise<Served[]> {
  const { healthCheck } = config.serverGroup
  const os = instance.OSType === 'windows' ? 'windows' : 'linux'
  const targets = servingTargets(ports, instance.vpcAttributes?.privateIpAddress?.ipAddress?.[0])
  const seconds = Math.min(LONGEST_REQUEST_SECONDS, healthCheck.timeout ?? REQUEST_SECONDS)
  const request = { targets, ...given({ host: hostOf(healthCheck) }), timeoutSeconds: seconds, sampleBytes: 0 }
  const script = os === 'windows' ? windowsProbe(request) : linuxProbe(request)
  const [result] = await runOnGuests(cloud, { name: 'alb-privatelink-doctor', os, instanceIds: [instance.instanceId!], script, timeoutSeconds: Math.min(300, 20 + targets.length * seconds) })
  if (result?.problem !== undefined) return hindered(ports, result.problem)
  const lines = linesOf(result?.output ?? '', new Set(targets.map(({ via }) => via)))
  return ports.map((port) => judgeServed(port, lines))
}
