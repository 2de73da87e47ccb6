import { text } from '../messages/whole.ts'
import { parseCidr } from './cidr.ts'
import { type Check, type Finding, opened, orOk } from './check.ts'
import { distinct, traffic, withRules } from './groups.ts'

const tested = (config: { consumer: { test?: unknown } }): boolean => config.consumer.test !== undefined

/** Do the endpoint's groups admit the test instances on the listener's port? */
export const endpointIngress: Check = {
  name: 'endpoint-ingress',
  steps: ['endpoint'],
  applies: tested,
  needs: ['testInstances', 'endpointGroups', 'endpointGroupTypes'],
  judge({ consumer, listener }, facts) {
    const { values, missing } = opened(facts.instances.consumer, facts.securityGroups.consumer)
    if (missing) return missing
    const [instances, groups] = values
    // Groups that do not exist are the business of `endpoint-security-groups`; the others are judged as they are.
    const ids = consumer.securityGroupIds.filter((id) => groups.some((group) => group.securityGroupId === id))
    const known = withRules(ids, groups, facts.rules)
    if (known.missing) return known.missing
    if (known.groups.length === 0) return []
    const from = instances.filter((instance) => consumer.test?.from.some((one) => one.instanceId === instance.instanceId))
    const findings = from.flatMap((instance): Finding[] => {
      const address = parseCidr(instance.privateIpAddresses[0] ?? '')
      if (!address) return []
      return traffic(
        known.groups,
        { direction: 'ingress', port: listener.port, peer: address, peerGroups: instance.securityGroupIds },
        {
          groupIds: ids,
          peer: text.check.peerInstance(instance.instanceId),
        },
      )
    })
    return from.length === 0
      ? []
      : orOk(findings, text.check.ingressFine(listener.port))
  },
}

/** Do the test instances' own groups let them out to the endpoint? Basic groups do unless a rule drops it. */
export const testEgress: Check = {
  name: 'test-egress',
  steps: ['endpoint'],
  applies: tested,
  needs: ['testInstances', 'testGroups', 'consumerVSwitches'],
  judge({ consumer, listener }, facts) {
    const { values, missing } = opened(facts.instances.consumer, facts.securityGroups.consumer, facts.vSwitches.consumer)
    if (missing) return missing
    const [instances, groups, switches] = values
    const from = instances.filter((instance) => consumer.test?.from.some((one) => one.instanceId === instance.instanceId))
    const findings = from.flatMap((instance): Finding[] => {
      const known = withRules(instance.securityGroupIds, groups, facts.rules)
      if (known.missing) return known.missing
      const own = parseCidr(instance.privateIpAddresses[0] ?? '')
      return consumer.zones.flatMap(({ vSwitchId, address }) => {
        const range = parseCidr(address ?? switches.find((candidate) => candidate.vSwitchId === vSwitchId)?.cidrBlock ?? '')
        if (!range) return []
        return traffic(
          known.groups,
          {
            direction: 'egress',
            port: listener.port,
            peer: range,
            peerGroups: consumer.securityGroupIds,
            ...(own ? { own } : {}),
          },
          {
            groupIds: instance.securityGroupIds,
            peer: text.check.peerEndpoint(vSwitchId),
          },
        )
      })
    })
    return from.length === 0 ? [] : orOk(distinct(findings), text.check.egressFine)
  },
}
