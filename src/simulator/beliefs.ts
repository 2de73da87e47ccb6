import { InputError } from './input-error.ts'
import type { World } from './model.ts'

interface Belief { values: readonly [string, ...string[]]; about: string }

/**
 * What nobody here has seen the real cloud do: where sources disagree or a fact is inferred, each reading is a value. The first
 * value is the default: the stricter reading, or the documented one where "stricter" would only mean that a documented parameter
 * does nothing.
 */
export const BELIEFS = {
  'service-delete-with-resources': {
    values: ['refused', 'allowed'],
    about: 'Deleting an endpoint service that still has resources: EndpointServiceDependenceViolation (documented), or '
      + 'done (Terraform\'s tests).',
  },
  'service-delete-with-disconnected-endpoint': {
    values: ['refused', 'allowed'],
    about: 'Deleting an endpoint service that still has a disconnected endpoint: DeleteFailedDueToEndpointExist, or done, '
      + 'and the endpoint reads ServiceDeleted.',
  },
  'endpoint-delete-with-zones': {
    values: ['refused', 'allowed'],
    about: 'Deleting an endpoint that still has zones: EndpointDependenceViolation (documented), or done together with its '
      + 'zones.',
  },
  'endpoint-duplicate': {
    values: ['allowed', 'refused'],
    about: 'A second endpoint in one VPC for one service: the code EndpointDuplicated is documented, what it covers is not.',
  },
  'create-service-resources': {
    values: ['honoured', 'partly', 'ignored'],
    about: 'Resource.N of CreateVpcEndpointService: attached, the first one only, or none.',
  },
  'create-endpoint-zones': {
    values: ['honoured', 'partly', 'ignored'],
    about: 'Zone.N of CreateVpcEndpoint: created, the first one only, or none.',
  },
  'create-tags': {
    values: ['honoured', 'partly', 'ignored'],
    about: 'Tag.N of the create calls of Alb and Privatelink: set, the first one only, or none.',
  },
  'load-balancer-after-detach': {
    values: ['locked', 'free'],
    about: 'A load balancer detached from its endpoint service resists deletion for some more seconds, or not.',
  },
  'zone-after-refusal': {
    values: ['Disconnected', 'Wait'],
    about: 'State of an endpoint\'s zones after its connection was refused or cut.',
  },
  'repeated-enable': {
    values: ['refused', 'accepted'],
    about: 'Accepting a connection that is connected: EndpointConnectionOperationDenied, or done without effect.',
  },
  'repeated-disable': {
    values: ['refused', 'accepted'],
    about: 'Refusing a connection that is disconnected: EndpointConnectionOperationDenied, or done without effect.',
  },
  'accept-without-resources': {
    values: ['refused', 'allowed'],
    about: 'Accepting an endpoint whose zones the service has no resource in: OperationDenied.NoAvailableServiceResource '
      + '(documented), or done (Terraform\'s tests).',
  },
  'remove-zone-while-connected': {
    values: ['refused', 'allowed'],
    about: 'Removing a zone of a connected endpoint that is not disconnected itself: EndpointConnectionOperationDenied, or done.',
  },
  'eligible-load-balancer': {
    values: ['internal-fixed', 'any'],
    about: 'Which ALB an endpoint service takes: internal-facing with static addresses (pages up to 2024), or any (pages since).',
  },
  'payer-endpoint-service': {
    values: ['refused', 'allowed'],
    about: 'Payer=EndpointService for an account of which nothing is known: EndpointServicePayerForbidden, or taken.',
  },
  'server-weight-default': {
    values: ['0', '100'],
    about: 'Weight of a server that is added without one: no traffic, or the 100 of the reference.',
  },
  'zone-domain-form': {
    values: ['zone-first', 'region-first'],
    about: 'Form of ZoneDomain: endpoint-zone.service.region (newest SDK), or endpoint-region.service.zone (samples of 2024).',
  },
  'client-token-reuse': {
    values: ['refuse', 'replay'],
    about: 'A ClientToken used again with other parameters on Alb and Privatelink: IdempotentParameterMismatch, or the '
      + 'first answer again.',
  },
  'list-lag': {
    values: ['2', '0', '10'],
    about: 'World seconds for which lists do not show what was just created or attached; reads by ID see it at once.',
  },
} as const satisfies Record<string, Belief>

export type BeliefName = keyof typeof BELIEFS
export type BeliefValue<N extends BeliefName> = (typeof BELIEFS)[N]['values'][number]

/** A belief or a reading that does not exist. */
export class BeliefError extends InputError {
  readonly belief: string
  readonly value: string
  /** The word that was not understood, and those that would be. */
  readonly wrong: string
  readonly known: readonly string[]
  constructor(name: string, value: string, mistake: string) {
    super({ input: 'belief', problem: 'wrong', mistakes: [{ place: `belief ${name}=${value}`, message: mistake }] })
    this.belief = name
    this.value = value
    const belief = Object.hasOwn(BELIEFS, name) ? (BELIEFS as Record<string, Belief>)[name] : undefined
    this.wrong = belief === undefined ? name : value
    this.known = belief?.values ?? Object.keys(BELIEFS)
  }
}

/**
 * What is wrong with a reading of a belief.
 * @returns undefined where nothing is
 */
export function beliefMistake(name: string, value: string): string | undefined {
  const known = Object.hasOwn(BELIEFS, name) ? (BELIEFS as Record<string, Belief>)[name] : undefined
  if (!known) return `no belief ${JSON.stringify(name)}; there is ${Object.keys(BELIEFS).join(', ')}`
  return known.values.includes(value) ? undefined : `${JSON.stringify(value)} is none of ${known.values.join(', ')}`
}

/**
 * The reading in force in a world: what it says itself, else the default. A value that is none of the belief's counts as
 * unsaid.
 */
export function belief<N extends BeliefName>(world: World, name: N): BeliefValue<N> {
  const { values } = BELIEFS[name]
  const said = world.beliefs[name]
  return (values as readonly string[]).includes(said ?? '') ? (said as BeliefValue<N>) : values[0]
}
