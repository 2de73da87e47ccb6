import { text } from '../messages/whole.ts'
import { parseCidr } from './cidr.ts'
import { type Check, type Finding, opened, orOk } from './check.ts'
import { distinct, traffic, withRules } from './groups.ts'

/**
 * Do the servers' groups admit the load balancer? Documented: it forwards and probes from local addresses in its own vSwitches,
 * so each of their ranges must come in on the server's port, and on the health check's where that is another.
 */
export const serverSecurityGroups: Check = {
  name: 'server-security-groups',
  steps: ['load-balancer', 'server-group', 'listener'],
  needs: ['servers', 'serverGroups', 'providerVSwitches'],
  judge({ serverGroup, loadBalancer }, facts) {
    const { values, missing } = opened(facts.instances.provider, facts.securityGroups.provider, facts.vSwitches.provider)
    if (missing) return missing
    const [instances, groups, switches] = values
    const probed = serverGroup.healthCheck.connectPort ? [serverGroup.healthCheck.connectPort] : []
    let judged = false
    const findings = serverGroup.servers.flatMap(({ instanceId, port }): Finding[] => {
      const instance = instances.find((candidate) => candidate.instanceId === instanceId)
      if (!instance) return []
      const known = withRules(instance.securityGroupIds, groups, facts.rules)
      if (known.missing) return known.missing
      const own = parseCidr(instance.privateIpAddresses[0] ?? '')
      return [...new Set([port, ...probed])].flatMap((to) =>
        loadBalancer.zones.flatMap(({ vSwitchId }) => {
          const range = parseCidr(switches.find((candidate) => candidate.vSwitchId === vSwitchId)?.cidrBlock ?? '')
          if (!range) return []
          judged = true
          return traffic(
            known.groups,
            { direction: 'ingress', port: to, peer: range, peerGroups: [], ...(own ? { own } : {}) },
            {
              groupIds: instance.securityGroupIds,
              peer: text.check.peerBalancer(vSwitchId),
            },
          )
        }),
      )
    })
    // Servers and vSwitches that are missing are the business of other checks.
    if (!judged) return distinct(findings)
    return orOk(distinct(findings), text.check.serversAdmit)
  },
}
