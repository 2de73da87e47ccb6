import type { Check } from './check.ts'
import { cloudAssistant } from './cloud-assistant.ts'
import { credentials } from './credentials.ts'
import { endpointSecurityGroups } from './endpoint-security-groups.ts'
import { endpointIngress, testEgress } from './endpoint-traffic.ts'
import { servers, testInstances } from './instances.ts'
import { privatelinkOpen } from './privatelink-open.ts'
import { serverSecurityGroups } from './server-security-groups.ts'
import { consumerVpc, providerVpc } from './vpcs.ts'
import { endpointVSwitches, loadBalancerVSwitches } from './vswitches.ts'
import { albZones, privatelinkZones } from './zones.ts'

/** All checks in the order in which they are told. */
export const CHECKS: readonly Check[] = [
  credentials,
  albZones,
  privatelinkZones,
  privatelinkOpen,
  providerVpc,
  loadBalancerVSwitches,
  servers,
  serverSecurityGroups,
  consumerVpc,
  endpointVSwitches,
  endpointSecurityGroups,
  endpointIngress,
  testInstances,
  testEgress,
  cloudAssistant,
]
