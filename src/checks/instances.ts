import { text } from '../messages/whole.ts'
import { type Check, fail, type Finding, list, opened, orOk, unknown } from './check.ts'
import type { InstanceFact } from './facts.ts'

/** Are the servers there, running, and in VPC 2? */
export const servers: Check = {
  name: 'servers',
  steps: ['server-group'],
  needs: ['servers'],
  judge({ serverGroup, provider }, { instances }) {
    const { values, missing } = opened(instances.provider)
    if (missing) return missing
    const ids = [...new Set(serverGroup.servers.map((server) => server.instanceId))]
    return orOk(
      ids.flatMap((id) => instance(id, values[0], text.check.server, 'serverGroup.servers', provider.vpcId, 'provider')),
      text.check.serversRun(ids.length, provider.vpcId),
    )
  },
}

/** Are the instances of the test there, running, in VPC 1, and in zones that can be asked? */
export const testInstances: Check = {
  name: 'test-instances',
  steps: ['connectivity'],
  applies: (config) => config.consumer.test !== undefined,
  needs: ['testInstances'],
  judge({ consumer }, { instances }) {
    const { values, missing } = opened(instances.consumer)
    if (missing) return missing
    const from = consumer.test?.from ?? []
    return orOk(
      from.flatMap(({ instanceId, zoneId }) => {
        const found = instance(instanceId, values[0], text.check.testInstance, 'consumer.test.from', consumer.vpcId, 'consumer')
        return zoneId === undefined ? [...found, ...ownZone(instanceId, values[0], consumer.zones)] : found
      }),
      text.check.testersRun(consumer.vpcId, list(from.map((one) => one.instanceId))),
    )
  },
}

function instance(id: string, all: readonly InstanceFact[], what: string, key: string, vpcId: string, side: string): Finding[] {
  const found = all.find((candidate) => candidate.instanceId === id)
  if (!found) return [fail(text.check.instanceMissing(what, id), text.check.correctInstance(key))]
  const findings: Finding[] = []
  if (found.vpcId !== vpcId)
    findings.push(
      fail(text.check.instanceElsewhere(what, id, found.vpcId || text.check.noVpc, vpcId), text.check.instanceOfVpc(side, key)),
    )
  if (found.status !== 'Running')
    findings.push(fail(text.check.instanceStopped(what, id, found.status), text.check.startInstance))
  return findings
}

/** Without a zoneId an instance asks its own zone, and the endpoint must have one there. */
function ownZone(id: string, all: readonly InstanceFact[], zones: readonly { zoneId: string }[]): Finding[] {
  const found = all.find((candidate) => candidate.instanceId === id)
  if (!found || zones.some((zone) => zone.zoneId === found.zoneId)) return []
  return [
    unknown(
      text.check.noZoneOfOwn(id, found.zoneId),
      text.check.sayZone(list(zones.map((zone) => zone.zoneId))),
    ),
  ]
}
