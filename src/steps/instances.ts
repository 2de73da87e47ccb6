import type { Cloud } from '../cloud/cloud.ts'
import { allPages, inChunks, listOf } from '../cloud/pages.ts'
import { given } from '../core/given.ts'

/** An entry of Ecs DescribeInstances. */
export type ListedInstance = NonNullable<NonNullable<Awaited<ReturnType<typeof describe>>['instances']>['instance']>[number]
const describe = (cloud: Cloud, instanceIds: readonly string[] | undefined, nextToken: string | undefined) =>
  cloud.ecs('DescribeInstances', { regionId: cloud.region, ...given({ instanceIds: instanceIds && JSON.stringify(instanceIds) }), maxResults: 100, nextToken })

const pages = (cloud: Cloud, instanceIds?: readonly string[]): Promise<ListedInstance[]> =>
  allPages(async (token) => {
    const { instances, nextToken } = await describe(cloud, instanceIds, token)
    return { items: listOf(instances?.instance, 'Instances'), nextToken }
  })

/** Ecs DescribeInstances of named instances, 100 in a call (documented), all pages; unknown IDs are left out. */
export function readInstances(cloud: Cloud, instanceIds: readonly string[]): Promise<ListedInstance[]> {
  return inChunks(instanceIds, 100, (some) => pages(cloud, some))
}

/** Ecs DescribeInstances of the whole region, all pages. */
export const readAllInstances = (cloud: Cloud): Promise<ListedInstance[]> => pages(cloud)
