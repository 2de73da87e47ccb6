import { Refusal, type Action, type Product, type ProductTable } from './action.ts'
import { unknownRegion, type Format } from './dialect.ts'
import type { World } from './model.ts'
import { header, hostName, parametersOf, type Incoming } from './request.ts'

/** What a request asks for. */
export interface Operation {
  product: Product
  version: string
  action: string
  entry: Action<never>
}

/**
 * Finds the operation by version and action, from the headers of the present signature or the parameters of the older one.
 * @throws Refusal for a method, version or action that is not served
 */
export function identify(tables: readonly ProductTable[], incoming: Incoming): Operation {
  if (incoming.method !== 'GET' && incoming.method !== 'POST') {
    throw new Refusal('UnsupportedHTTPMethod', 405, 'This http method is not supported.')
  }
  const { version, action } = named(incoming)
  const table = tables.find((one) => one.version === version)
  const entry = table && Object.hasOwn(table.actions, action) ? table.actions[action] : undefined
  if (!table || !entry || incoming.path !== '/') {
    throw new Refusal('InvalidApi.NotFound', 404, 'Specified api is not found, please check your url and method.')
  }
  return { product: table.product, version, action, entry }
}

/** The product that a version belongs to; empty for one that is not served. */
export function productOf(tables: readonly ProductTable[], version: string): Product | '' {
  return tables.find((one) => one.version === version)?.product ?? ''
}

/** Version and action as the request names them, known or not. */
export function named(incoming: Incoming): { version: string; action: string } {
  const parameters = parametersOf(incoming)
  return {
    version: header(incoming, 'x-acs-version') || parameters.get('Version') || '',
    action: header(incoming, 'x-acs-action') || parameters.get('Action') || '',
  }
}

/** JSON for the present signature; the older one has XML unless the request says otherwise. */
export function formatOf(incoming: Incoming): Format {
  const asked = parametersOf(incoming).get('Format')
  if (asked) return /^json$/i.test(asked) ? 'json' : 'xml'
  return parametersOf(incoming).has('Signature') && !header(incoming, 'authorization') ? 'xml' : 'json'
}

/**
 * The region of a call: RegionId, else the virtual host (`alb.REGION.aliyuncs.com`, `alb-vpc.REGION…`, `ecs-REGION…`), else
 * the world's own.
 * @throws Refusal for a region that the world lacks
 */
export function regionOf(world: World, product: Product, incoming: Incoming): string {
  const region = parametersOf(incoming).get('RegionId') || header(incoming, 'x-acs-region-id') || regionOfHost(header(incoming, 'host')) || world.defaultRegion
  if (!world.regions.some((one) => one.RegionId === region)) throw unknownRegion(product, region)
  return region
}

function regionOfHost(host: string): string | undefined {
  // Without a dot before it, only what looks like a region is one: `location-readonly` and `vpc-vpc` name none.
  return /^[a-z]+(?:(?:-vpc)?\.([a-z0-9-]+)|-([a-z0-9]+-[a-z0-9-]+))\.aliyuncs\.com$/.exec(hostName(host))?.slice(1).find(Boolean)
}

/** The host that an error names: the one that was asked where it is the vendor's, else the one that would have been. */
export function hostId(incoming: Incoming, product: string, region: string): string {
  const host = hostName(header(incoming, 'host'))
  return host.endsWith('.aliyuncs.com') ? host : `${product.toLowerCase() || 'gateway'}.${region}.aliyuncs.com`
}
