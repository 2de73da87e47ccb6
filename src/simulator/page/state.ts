/** What `GET /_sim/state` lists, as far as the page draws it. */
export interface State {
  loadBalancers: Balancer[]
  serverGroups: Group[]
  listeners: Listener[]
  endpointServices: Service[]
  endpoints: Endpoint[]
  connections: Connection[]
  vpcs: (Resource & { VpcName: string; CidrBlock: string })[]
  vSwitches: (Resource & { VpcId: string; ZoneId: string; CidrBlock: string })[]
  instances: Instance[]
}

export interface Resource { id: string; status?: string; region?: string }
export interface Balancer extends Resource {
  LoadBalancerName: string
  VpcId: string
  ZoneMappings: { ZoneId: string; LoadBalancerAddresses: { Address: string; IntranetAddress?: string }[] }[]
}
export interface Group extends Resource {
  ServerGroupName: string
  VpcId: string
  Servers: { ServerId: string; ServerIp: string; Port: number; Weight: number; Status: string }[]
}
export interface Listener extends Resource {
  LoadBalancerId: string
  ListenerProtocol: string
  ListenerPort: number
  DefaultActions: { ForwardGroupConfig?: { ServerGroupTuples: { ServerGroupId: string }[] } }[]
}
export interface Service extends Resource { Resources: { ResourceId: string; ZoneId: string }[] }
export interface Endpoint extends Resource {
  EndpointName: string
  ServiceId: string
  VpcId: string
  Zones: { ZoneId: string; EniIp: string; ZoneStatus: string }[]
}
export interface Connection extends Resource { EndpointId: string; ServiceId: string }
export interface Instance extends Resource {
  InstanceName: string
  VpcId: string
  ZoneId: string
  PrivateIpAddress: string
  services: { port: number }[]
}

/** What `GET /_sim/servers` says of a server behind a listener. */
export interface ServerHealth {
  ServerId: string
  Port: number
  ServerGroupId: string
  healthy: boolean
  reason?: { ReasonCode: string }
}

/** The groups that a listener forwards to. */
export function groupsOf(listener: Listener): string[] {
  return listener.DefaultActions.flatMap((action) => action.ForwardGroupConfig?.ServerGroupTuples ?? []).map((one) => one.ServerGroupId)
}
