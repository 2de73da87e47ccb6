import type { Config } from '../config/config.ts'
import { text } from '../messages/whole.ts'
import { type Check, fail, type Finding, list, opened, orOk } from './check.ts'
import type { Fact } from './facts.ts'

/** Does ALB serve each zone of the load balancer? Alb DescribeZones lists the zones that it does. */
export const albZones: Check = {
  name: 'alb-zones',
  steps: ['load-balancer'],
  needs: ['albZones'],
  judge: (config, facts) => zonesServed('ALB', facts.albZones, config.loadBalancer.zones, 'loadBalancer.zones'),
}

/** Does PrivateLink take load balancers of ALB in each zone of the service and of the endpoint? */
export const privatelinkZones: Check = {
  name: 'privatelink-zones',
  steps: ['endpoint-service', 'endpoint'],
  // A service that exists already has its zones.
  applies: (config) => config.service.id === undefined,
  needs: ['privatelinkZones'],
  // The endpoint's zones are among the load balancer's, and so is each zone of the service.
  judge: (config, facts) =>
    zonesServed(text.check.privatelinkForAlb, facts.privatelinkZones, config.loadBalancer.zones, 'loadBalancer.zones'),
}

function zonesServed(product: string, fact: Fact<string[]>, wanted: Config['loadBalancer']['zones'], key: string): Finding[] {
  const { values, missing } = opened(fact)
  if (missing) return missing
  const [served] = values
  const wrong = wanted.filter((zone) => !served.includes(zone.zoneId))
  return orOk(
    wrong.map(({ zoneId }) =>
      fail(
        text.check.zoneUnserved(zoneId, product),
        text.check.zoneOthers(key, product, list([...served].sort())),
      ),
    ),
    text.check.zonesFine(product, list(wanted.map((zone) => zone.zoneId))),
  )
}
