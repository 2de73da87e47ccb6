import { text } from '../messages/whole.ts'
import { type Check, fail, type Finding, opened, orOk } from './check.ts'
import type { Fact, VpcFact } from './facts.ts'

/** Is VPC 2 there? With IPv6 where the load balancer is to have both kinds of addresses. */
export const providerVpc: Check = {
  name: 'provider-vpc',
  steps: ['load-balancer', 'server-group'],
  needs: ['providerVpc'],
  judge: ({ provider, loadBalancer }, { vpcs }) =>
    vpc('provider.vpcId', provider.vpcId, vpcs.provider, loadBalancer.addressIpVersion === 'DualStack'),
}

/** Is VPC 1 there? */
export const consumerVpc: Check = {
  name: 'consumer-vpc',
  steps: ['endpoint'],
  needs: ['consumerVpc'],
  judge: ({ consumer }, { vpcs }) => vpc('consumer.vpcId', consumer.vpcId, vpcs.consumer, false),
}

function vpc(key: string, vpcId: string, fact: Fact<VpcFact[]>, ipv6: boolean): Finding[] {
  const { values, missing } = opened(fact)
  if (missing) return missing
  const found = values[0].find((candidate) => candidate.vpcId === vpcId)
  if (!found)
    return [
      fail(
        text.check.vpcMissing(vpcId),
        text.check.vpcCorrect(key),
      ),
    ]
  const findings: Finding[] = []
  if (found.status !== 'Available')
    findings.push(fail(text.check.vpcNotAvailable(vpcId, found.status), text.check.waitAndRun))
  if (ipv6 && !found.enabledIpv6) {
    findings.push(
      fail(
        text.check.vpcNoIpv6(vpcId),
        text.check.vpcEnableIpv6,
      ),
    )
  }
  return orOk(findings, text.check.vpcFine(vpcId, found.cidrBlock))
}
