import type { Cloud } from '../cloud/cloud.ts'
import { allPages, inChunks, listOf } from '../cloud/pages.ts'

type Listed = NonNullable<NonNullable<Awaited<ReturnType<typeof describe>>['instances']>['instance']>[number]
const describe = (cloud: Cloud, instanceIds: readonly string[], nextToken: string | undefined) =>
  cloud.ecs('DescribeInstances', { regionId: cloud.region, instanceIds: JSON.stringify(instanceIds), maxResults: 100, nextToken })

/** Ecs DescribeInstances of named instances, 100 in a call (documented), all pages; unknown IDs are left out. */
export function readInstances(cloud: Cloud, instanceIds: readonly string[]): Promise<Listed[]> {
  return inChunks(instanceIds, 100, (some) =>
    allPages(async (token) => {
      const { instances, nextToken } = await describe(cloud, some, token)
      return { items: listOf(instances?.instance, 'Instances'), nextToken }
    }))
}
