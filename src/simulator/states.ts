import type { Kind } from './model.ts'

/**
 * Every documented state of each kind, those included that nothing reaches by itself: a fault may lead there. `Gone` takes a
 * record out of the world.
 */
export const STATES: Record<Kind, readonly string[]> = {
  loadBalancer: ['Inactive', 'Active', 'Provisioning', 'Configuring', 'CreateFailed', 'Deleting', 'Gone'],
  serverGroup: ['Creating', 'Available', 'Configuring', 'Deleting', 'Gone'],
  server: ['Adding', 'Available', 'Configuring', 'Removing', 'Gone'],
  listener: ['Provisioning', 'Running', 'Configuring', 'Stopped', 'Deleting', 'Gone'],
  job: ['Processing', 'Succeeded', 'Failed'],
  endpointService: ['Creating', 'Pending', 'Active', 'Deleting', 'Gone'],
  endpoint: ['Creating', 'Active', 'Pending', 'Inactive', 'Deleting', 'Gone'],
  endpointZone: ['Creating', 'Wait', 'Connecting', 'Connected', 'Disconnecting', 'Disconnected', 'Deleting', 'Migrating', 'Migrated', 'Gone'],
  endpointSecurityGroup: ['Attaching', 'Attached', 'Detaching', 'Gone'],
  connection: ['Pending', 'Connecting', 'Connected', 'Disconnecting', 'Disconnected', 'Deleting', 'Deleted', 'ServiceDeleted'],
}
