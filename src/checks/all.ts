import type { Check, ExistingCheck } from './check.ts'
import { cloudAssistant } from './cloud-assistant.ts'
import { credentials } from './credentials.ts'
import { endpointSecurityGroups } from './endpoint-security-groups.ts'
import { endpointIngress, testEgress } from './endpoint-traffic.ts'
import { givenEndpointService, givenListener, givenLoadBalancer, givenServerGroup } from './given.ts'
import { servers, testInstances } from './instances.ts'
import { listenerPort } from './listener-port.ts'
import { privatelinkOpen } from './privatelink-open.ts'
import { serverSecurityGroups } from './server-security-groups.ts'
import { consumerVpc, providerVpc } from './vpcs.ts'
import { endpointVSwitches, loadBalancerVSwitches } from './vswitches.ts'
import { albZones, privatelinkZones } from './zones.ts'

/** Checks of resources that exist already; they read nothing of their own. */
export const EXISTING: readonly ExistingCheck[] = [givenLoadBalancer, givenServerGroup, givenListener, givenEndpointService, listenerPort]

/** All checks in the order in which they are told. */
export const CHECKS: readonly Check[] = [
  credentials,
  ...EXISTING,
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
