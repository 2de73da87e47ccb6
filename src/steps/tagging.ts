import type { Cloud } from '../cloud/cloud.ts'
import { given } from '../core/given.ts'
import { tagObject, type Tag } from './ownership.ts'

/** Adds tags to a resource of Alb. */
export async function tagAlb(cloud: Cloud, resourceType: 'loadbalancer' | 'servergroup' | 'listener', id: string, tags: readonly Tag[]): Promise<void> {
  await cloud.alb('TagResources', { resourceType, resourceId: [id], tag: [...tags] })
}

/** Adds tags to an endpoint service or endpoint. */
export async function tagPrivatelink(cloud: Cloud, resourceType: 'vpcendpointservice' | 'vpcendpoint', id: string, tags: readonly Tag[], clientToken: string): Promise<void> {
  await cloud.privatelink('TagResources', { resourceType, resourceId: [id], tag: [...tags], clientToken })
}

/** The tags of an endpoint service or endpoint: their own Get actions leave them out. */
export async function readPrivatelinkTags(cloud: Cloud, resourceType: 'vpcendpointservice' | 'vpcendpoint', id: string): Promise<Record<string, string>> {
  const { tagResources } = await cloud.privatelink('ListTagResources', { resourceType, resourceId: [id] })
  return tagObject(tagResources)
}

/** Moves a resource of Alb into a resource group. */
export async function moveAlb(cloud: Cloud, resourceType: 'loadbalancer' | 'servergroup', resourceId: string, newResourceGroupId: string | undefined): Promise<void> {
  await cloud.alb('MoveResourceGroup', { resourceType, resourceId, newResourceGroupId })
}

/** Moves an endpoint service or endpoint into a resource group. */
export async function movePrivatelink(cloud: Cloud, resourceType: 'VpcEndpointService' | 'VpcEndpoint', resourceId: string, resourceGroupId: string | undefined): Promise<void> {
  await cloud.privatelink('ChangeResourceGroup', { resourceType, resourceId, ...given({ resourceGroupId }) })
}
