import OpenApiModule, { Params, OpenApiRequest, type Config } from '@alicloud/openapi-client'
import utilModule from '@alicloud/openapi-util'
import { RuntimeOptions } from '@alicloud/tea-util'
import { defaultOf } from '../interop.ts'
import type * as models from './models.ts'

export type * from './models.ts'

type Requests = { [K in keyof Models as K extends `${infer A}Request` ? A : never]: Models[K] }
type Bodies = { [K in keyof Models as K extends `${infer A}ResponseBody` ? A : never]: Models[K] }

/** The operations in use, each with its request and response body. */
interface Models {
  CheckProductOpenRequest: models.CheckProductOpenRequest
  CheckProductOpenResponseBody: models.CheckProductOpenResponseBody
  DescribeZonesRequest: models.DescribeZonesRequest
  DescribeZonesResponseBody: models.DescribeZonesResponseBody
  CreateVpcEndpointServiceRequest: models.CreateVpcEndpointServiceRequest
  CreateVpcEndpointServiceResponseBody: models.CreateVpcEndpointServiceResponseBody
  GetVpcEndpointServiceAttributeRequest: models.GetVpcEndpointServiceAttributeRequest
  GetVpcEndpointServiceAttributeResponseBody: models.GetVpcEndpointServiceAttributeResponseBody
  ListVpcEndpointServicesRequest: models.ListVpcEndpointServicesRequest
  ListVpcEndpointServicesResponseBody: models.ListVpcEndpointServicesResponseBody
  ListVpcEndpointServicesByEndUserRequest: models.ListVpcEndpointServicesByEndUserRequest
  ListVpcEndpointServicesByEndUserResponseBody: models.ListVpcEndpointServicesByEndUserResponseBody
  DeleteVpcEndpointServiceRequest: models.DeleteVpcEndpointServiceRequest
  DeleteVpcEndpointServiceResponseBody: models.DeleteVpcEndpointServiceResponseBody
  AttachResourceToVpcEndpointServiceRequest: models.AttachResourceToVpcEndpointServiceRequest
  AttachResourceToVpcEndpointServiceResponseBody: models.AttachResourceToVpcEndpointServiceResponseBody
  DetachResourceFromVpcEndpointServiceRequest: models.DetachResourceFromVpcEndpointServiceRequest
  DetachResourceFromVpcEndpointServiceResponseBody: models.DetachResourceFromVpcEndpointServiceResponseBody
  ListVpcEndpointServiceResourcesRequest: models.ListVpcEndpointServiceResourcesRequest
  ListVpcEndpointServiceResourcesResponseBody: models.ListVpcEndpointServiceResourcesResponseBody
  AddUserToVpcEndpointServiceRequest: models.AddUserToVpcEndpointServiceRequest
  AddUserToVpcEndpointServiceResponseBody: models.AddUserToVpcEndpointServiceResponseBody
  ListVpcEndpointServiceUsersRequest: models.ListVpcEndpointServiceUsersRequest
  ListVpcEndpointServiceUsersResponseBody: models.ListVpcEndpointServiceUsersResponseBody
  CreateVpcEndpointRequest: models.CreateVpcEndpointRequest
  CreateVpcEndpointResponseBody: models.CreateVpcEndpointResponseBody
  GetVpcEndpointAttributeRequest: models.GetVpcEndpointAttributeRequest
  GetVpcEndpointAttributeResponseBody: models.GetVpcEndpointAttributeResponseBody
  ListVpcEndpointsRequest: models.ListVpcEndpointsRequest
  ListVpcEndpointsResponseBody: models.ListVpcEndpointsResponseBody
  DeleteVpcEndpointRequest: models.DeleteVpcEndpointRequest
  DeleteVpcEndpointResponseBody: models.DeleteVpcEndpointResponseBody
  AddZoneToVpcEndpointRequest: models.AddZoneToVpcEndpointRequest
  AddZoneToVpcEndpointResponseBody: models.AddZoneToVpcEndpointResponseBody
  RemoveZoneFromVpcEndpointRequest: models.RemoveZoneFromVpcEndpointRequest
  RemoveZoneFromVpcEndpointResponseBody: models.RemoveZoneFromVpcEndpointResponseBody
  ListVpcEndpointZonesRequest: models.ListVpcEndpointZonesRequest
  ListVpcEndpointZonesResponseBody: models.ListVpcEndpointZonesResponseBody
  AttachSecurityGroupToVpcEndpointRequest: models.AttachSecurityGroupToVpcEndpointRequest
  AttachSecurityGroupToVpcEndpointResponseBody: models.AttachSecurityGroupToVpcEndpointResponseBody
  ListVpcEndpointSecurityGroupsRequest: models.ListVpcEndpointSecurityGroupsRequest
  ListVpcEndpointSecurityGroupsResponseBody: models.ListVpcEndpointSecurityGroupsResponseBody
  ListVpcEndpointConnectionsRequest: models.ListVpcEndpointConnectionsRequest
  ListVpcEndpointConnectionsResponseBody: models.ListVpcEndpointConnectionsResponseBody
  EnableVpcEndpointConnectionRequest: models.EnableVpcEndpointConnectionRequest
  EnableVpcEndpointConnectionResponseBody: models.EnableVpcEndpointConnectionResponseBody
  DisableVpcEndpointConnectionRequest: models.DisableVpcEndpointConnectionRequest
  DisableVpcEndpointConnectionResponseBody: models.DisableVpcEndpointConnectionResponseBody
  UpdateVpcEndpointServiceAttributeRequest: models.UpdateVpcEndpointServiceAttributeRequest
  UpdateVpcEndpointServiceAttributeResponseBody: models.UpdateVpcEndpointServiceAttributeResponseBody
  UpdateVpcEndpointAttributeRequest: models.UpdateVpcEndpointAttributeRequest
  UpdateVpcEndpointAttributeResponseBody: models.UpdateVpcEndpointAttributeResponseBody
  DetachSecurityGroupFromVpcEndpointRequest: models.DetachSecurityGroupFromVpcEndpointRequest
  DetachSecurityGroupFromVpcEndpointResponseBody: models.DetachSecurityGroupFromVpcEndpointResponseBody
  ChangeResourceGroupRequest: models.ChangeResourceGroupRequest
  ChangeResourceGroupResponseBody: models.ChangeResourceGroupResponseBody
  EnableVpcEndpointZoneConnectionRequest: models.EnableVpcEndpointZoneConnectionRequest
  EnableVpcEndpointZoneConnectionResponseBody: models.EnableVpcEndpointZoneConnectionResponseBody
  DisableVpcEndpointZoneConnectionRequest: models.DisableVpcEndpointZoneConnectionRequest
  DisableVpcEndpointZoneConnectionResponseBody: models.DisableVpcEndpointZoneConnectionResponseBody
  TagResourcesRequest: models.TagResourcesRequest
  TagResourcesResponseBody: models.TagResourcesResponseBody
  ListTagResourcesRequest: models.ListTagResourcesRequest
  ListTagResourcesResponseBody: models.ListTagResourcesResponseBody
}

export type PrivatelinkAction = keyof Requests
export type PrivatelinkRequest<A extends PrivatelinkAction> = Requests[A]
export type PrivatelinkBody<A extends PrivatelinkAction> = Bodies[A]

/** The metadata puts the parameters of these actions into the form body; all others go into the query. */
const IN_FORM_BODY: ReadonlySet<string> = new Set(['TagResources', 'UntagResources'])

type Plain = { [key: string]: unknown }

function rename(value: unknown, change: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => rename(item, change))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [change(name), rename(item, change)]))
}

/** `vSwitchId` is `VSwitchId` on the wire; the one lower-case parameter is `ip` (CreateVpcEndpoint, AddZoneToVpcEndpoint). */
const toWire = (name: string): string => (name === 'ip' ? name : name[0]!.toUpperCase() + name.slice(1))
const fromWire = (name: string): string => name[0]!.toLowerCase() + name.slice(1)

/** Privatelink 2020-04-15 over the generic call of `@alicloud/openapi-client`. */
export class Client {
  readonly #generic: InstanceType<typeof OpenApiModule.default>

  /** @param config as for the official clients; `endpoint` must be set, the generic client computes none */
  constructor(config: Config) {
    this.#generic = new (defaultOf(OpenApiModule))(config)
  }

  /**
   * Sends one action.
   * @param request its parameters in the SDK's spelling; what is undefined is not sent
   * @returns the answer's body in the SDK's spelling
   */
  async call<A extends PrivatelinkAction>(action: A, request: PrivatelinkRequest<A>, runtime: Partial<RuntimeOptions> = {}): Promise<PrivatelinkBody<A>> {
    const parameters = rename(request, toWire) as Plain
    const params = new Params({
      action, version: '2020-04-15', protocol: 'HTTPS', pathname: '/', method: 'POST', authType: 'AK', style: 'RPC', reqBodyType: 'formData', bodyType: 'json',
    })
    const open = IN_FORM_BODY.has(action)
      ? new OpenApiRequest({ body: parameters })
      : new OpenApiRequest({ query: defaultOf(utilModule).query(parameters) })
    const answer = (await this.#generic.callApi(params, open, new RuntimeOptions(runtime))) as { body: unknown }
    return rename(answer.body, fromWire) as PrivatelinkBody<A>
  }
}
