import OpenApiModule, { OpenApiRequest, Params, type Config } from '@alicloud/openapi-client'
import { RuntimeOptions } from '@alicloud/tea-util'
import { defaultOf } from './interop.ts'

/** Sts 2015-04-01, of which one action is in use, over the generic call. */
export class StsClient {
  readonly #generic: InstanceType<typeof OpenApiModule.default>

  constructor(config: Config) {
    this.#generic = new (defaultOf(OpenApiModule))(config)
  }

  /** GetCallerIdentity: the account and the identity that the credentials belong to. It needs no permission. */
  async getCallerIdentity(runtime: Partial<RuntimeOptions>): Promise<{ accountId?: string; arn?: string; identityType?: string }> {
    const params = new Params({
      action: 'GetCallerIdentity', version: '2015-04-01', protocol: 'HTTPS', pathname: '/', method: 'POST', authType: 'AK', style: 'RPC', reqBodyType: 'formData', bodyType: 'json',
    })
    const { body } = (await this.#generic.callApi(params, new OpenApiRequest({}), new RuntimeOptions(runtime))) as { body: Record<string, string | undefined> }
    const { AccountId: accountId, Arn: arn, IdentityType: identityType } = body
    return { ...(accountId === undefined ? {} : { accountId }), ...(arn === undefined ? {} : { arn }), ...(identityType === undefined ? {} : { identityType }) }
  }
}
