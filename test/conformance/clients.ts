import AlbClient, * as albModels from '@alicloud/alb20200616'
import EcsClient, * as ecsModels from '@alicloud/ecs20140526'
import CoreClient, { $OpenApiUtil, OpenApiUtil } from '@alicloud/openapi-core'
import VpcClient, * as vpcModels from '@alicloud/vpc20160428'
import * as $dara from '@darabonba/typescript'
import type { Simulator } from '../../src/simulator/api.ts'

/** The models of the official packages, by product. Privatelink, Sts and Location have none here. */
export const MODELS: Record<string, Record<string, unknown>> = {
  Alb: { ...albModels }, Ecs: { ...ecsModels }, Vpc: { ...vpcModels },
}
export const VERSIONS: Record<string, string> = {
  Alb: '2020-06-16', Ecs: '2014-05-26', Location: '2015-06-12', Privatelink: '2020-04-15', Sts: '2015-04-01', Vpc: '2016-04-28',
}

type Fields = Record<string, unknown>
/** Default exports of the packages are CommonJS: some loaders give the class, some the module around it. */
const classOf = <C>(one: C | { default: C }): C => (one as { default?: C }).default ?? (one as C)
interface ModelClass { new (fields: Fields): unknown; names(): Record<string, string>; types(): Fields }
interface Answered { body: { toMap(): Fields } }
interface RawAnswer { body?: unknown }
type CallApi = (params: $OpenApiUtil.Params, request: unknown, runtime: unknown) => Promise<RawAnswer>

export interface Got {
  /** The body as it came over the wire. */
  raw: Fields
  /** What the official client made of it, by the names of the wire; of products without a package the body again. */
  read: Fields
}

/** Makes a request of an official model from fields that are named as on the wire. */
function request(type: unknown, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => request((type as { itemType: unknown }).itemType, one))
  if (typeof type !== 'function') return value
  const model = type as unknown as ModelClass
  const keys = new Map(Object.entries(model.names()).map(([key, wire]) => [wire, key]))
  return new model(Object.fromEntries(Object.entries(value as Fields).map(([name, one]) => {
    const key = keys.get(name)
    if (key === undefined) throw new Error(`the official model ${type.name} has no ${name}`)
    return [key, request(model.types()[key], one)]
  })))
}

/**
 * The official clients, pointed at a simulator: those of the products' packages, and the generic call for the others.
 * @param account index among the world's accounts
 */
export function officialClients(sim: Simulator, account = 0): (product: string, action: string, fields?: Fields) => Promise<Got> {
  const { accessKeyId, accessKeySecret } = sim.accounts[account]!
  const config = new $OpenApiUtil.Config({ accessKeyId, accessKeySecret, endpoint: new URL(sim.url).host, protocol: 'http', regionId: sim.region })
  const runtime = new $dara.RuntimeOptions({ readTimeout: 10_000, connectTimeout: 10_000 })
  let raw: Fields = {}
  /** Keeps each body before the client drops what its models do not know. */
  const keep = (client: object): Record<string, (fields: unknown, runtime: unknown) => Promise<Answered>> => {
    const target = client as { callApi: CallApi }
    const callApi = target.callApi.bind(client)
    target.callApi = async (...args) => {
      const answer = await callApi(...args)
      raw = answer.body as Fields
      return { ...answer, body: structuredClone(answer.body) }
    }
    return client as never
  }
  const clients: Record<string, ReturnType<typeof keep>> = {
    Alb: keep(new (classOf(AlbClient))(config)), Ecs: keep(new (classOf(EcsClient))(config)), Vpc: keep(new (classOf(VpcClient))(config)),
  }
  const generic = new (classOf(CoreClient))(config) as unknown as { callApi: CallApi }
  return async (product, action, fields = {}) => {
    const client = clients[product]
    if (!client) {
      const params = new $OpenApiUtil.Params({
        action, version: VERSIONS[product], protocol: 'HTTP', pathname: '/', method: 'POST', authType: 'AK', style: 'RPC',
        reqBodyType: 'formData', bodyType: 'json',
      })
      const answer = await generic.callApi(params, new $OpenApiUtil.OpenApiRequest({ query: OpenApiUtil.query(fields) }), runtime)
      return { raw: answer.body as Fields, read: answer.body as Fields }
    }
    const method = `${action[0]?.toLowerCase()}${action.slice(1)}WithOptions`
    const { body } = await client[method]!(request(MODELS[product]![`${action}Request`], fields), runtime)
    return { raw, read: body.toMap() }
  }
}
