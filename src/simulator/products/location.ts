import { Refusal, type ProductTable } from '../action.ts'
import { must, reading, text } from './shared/table.ts'

/**
 * Location DescribeEndpoints: where a product is served in a region. The answer is this simulator for whatever product is asked
 * for, those that it lacks included: a client that was sent elsewhere would call the real cloud. The older SDKs and Terraform's
 * provider ask here; the misspelled member is what they read (seen in their sources).
 */
const describeEndpoints = reading({ Id: must(text), ServiceCode: must(text), Type: text }, (call) => {
  const { Id, ServiceCode, Type = 'openAPI' } = call.params
  if (!call.world.regions.some((region) => region.RegionId === Id)) {
    // The words too are what the older SDKs compare (seen in their sources); the status is assumed.
    throw new Refusal('InvalidRegionId', 400, 'The specified region does not exist.')
  }
  return {
    Endpoints: {
      Endpoint: [{
        Endpoint: call.address, Id, Namespace: '', Protocols: { Protocols: ['HTTP'] }, SerivceCode: ServiceCode, Type,
      }],
    },
    Success: true,
  }
})

/** Location, 2015-06-12. */
export const location: ProductTable = {
  product: 'Location', version: '2015-06-12', actions: { DescribeEndpoints: describeEndpoints }, lifecycles: [],
}
