import type { CallerIdentity } from '../checks/identity.ts'
import type { Cloud } from '../cloud/cloud.ts'
import { CloudError } from '../cloud/error.ts'
import { hostOf } from '../cloud/hosts.ts'
import type { HttpAnswer } from '../cloud/http.ts'

/** The products that a run calls, with one harmless read of each. */
const READS = {
  Sts: (cloud: Cloud) => cloud.askIdentity(),
  Alb: (cloud: Cloud) => cloud.alb('DescribeZones', {}),
  Privatelink: (cloud: Cloud) => cloud.privatelink('CheckProductOpen', {}),
  Vpc: (cloud: Cloud) => cloud.vpc('DescribeVpcs', { regionId: cloud.region, pageSize: 1 }),
  Ecs: (cloud: Cloud) => cloud.ecs('DescribeInstances', { regionId: cloud.region, maxResults: 10 }),
} as const

export type ProductName = keyof typeof READS

/** How a product answered, if it did; what it answered may be a refusal. */
export interface Reached { product: ProductName; host: string; url: string; answer?: HttpAnswer; error?: CloudError; identity?: CallerIdentity }

/**
 * Asks each product once, side by side; see `measure` for how long they really take.
 * @throws what is no failure of the call, an interruption for one
 */
export async function reach(cloud: Cloud, products = Object.keys(READS) as ProductName[]): Promise<Reached[]> {
  const { endpoint, region, network } = cloud.settings
  return Promise.all(products.map(async (product): Promise<Reached> => {
    const host = endpoint?.host ?? hostOf(product.toLowerCase(), region, network)
    return { product, host, url: `${endpoint?.protocol ?? 'https'}://${host}/`, ...(await ask(cloud, product)) }
  }))
}

/** Asks again, one after another, those that answered: of the first answers some waited for the others' clients to be loaded. */
export async function measure(cloud: Cloud, reached: readonly Reached[]): Promise<Reached[]> {
  const again: Reached[] = []
  for (const one of reached) {
    const { answer } = one.answer === undefined ? one : await ask(cloud, one.product)
    again.push(answer === undefined ? one : { ...one, answer })
  }
  return again
}

async function ask(cloud: Cloud, product: ProductName): Promise<Pick<Reached, 'answer' | 'error' | 'identity'>> {
  const told: Pick<Reached, 'answer'> = {}
  try {
    const body = await READS[product](cloud.withHooks({ onAnswer: (_product, answer) => (told.answer = answer) }))
    return product === 'Sts' ? { ...told, identity: body as CallerIdentity } : told
  } catch (error) {
    if (!(error instanceof CloudError)) throw error
    return { ...told, error }
  }
}
