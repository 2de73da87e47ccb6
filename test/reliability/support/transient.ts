/** An answer that passes: the same call, or another look and then the same call, is to bring the run on. */
export interface Strike { name: string; do: object }

const error = (code: string, status = 400): Strike => ({ name: code, do: { error: { code, status } } })

const ALL: readonly Strike[] = [
  error('Throttling'), error('Throttling.User'), error('Throttling.Api'), error('Rejected.Throttling'),
  error('ServiceUnavailable', 503), error('InternalError', 500),
  { name: 'HTTP 502', do: { error: { code: 'BadGateway', status: 502 } } }, { name: 'HTTP 504', do: { error: { code: 'GatewayTimeout', status: 504 } } },
  { name: 'cut before the work', do: { cut: 'before' } }, { name: 'cut after the work', do: { cut: 'after' } },
  { name: 'no JSON', do: { garbage: true } }, { name: 'half an answer', do: { truncate: 20 } },
]

const ALB_WRITE = [error('SystemBusy'), error('IdempotenceProcessing')]
const SERVICE = ['EndpointServiceOperationDenied', 'EndpointServiceLocked', 'ConcurrentCallNotSupported']
const ENDPOINT = ['EndpointLocked', 'EndpointOperationDenied', 'EndpointConnectionOperationDenied', 'ConcurrentCallNotSupported']
const CONNECTION = ['ConcurrentCallNotSupported', 'EndpointConnectionOperationDenied']
const ASSISTANT = [error('IdempotentProcessing', 403), error('InternalError.Dispatch', 500), error('ServiceUnavailable', 500)]
const LISTENER = ['IncorrectBusinessStatus.LoadBalancer', 'IncorrectStatus.Listener', 'ResourceInConfiguring.Listener', 'IncorrectStatus.LoadBalancer', 'VipStatusNotSupport']
const SERVER_GROUP = ['IncorrectStatus.ServerGroup', 'ResourceInConfiguring']

/** Those of one action alone, beside what every call may meet; from the vendor's documents and the retry lists of its Terraform provider. */
const OWN: Readonly<Record<string, readonly Strike[]>> = {
  'Alb.CreateLoadBalancer': ALB_WRITE,
  'Alb.UpdateLoadBalancerAttribute': [...ALB_WRITE, error('IncorrectStatus.LoadBalancer')],
  'Alb.UpdateLoadBalancerEdition': [...ALB_WRITE, error('IncorrectStatus.LoadBalancer')],
  'Alb.EnableDeletionProtection': [...ALB_WRITE, error('IncorrectStatus.LoadBalancer'), error('undefined')],
  'Alb.MoveResourceGroup': [error('IncorrectStatus.LoadBalancer'), error('undefined')],
  'Alb.UpdateServerGroupAttribute': [...ALB_WRITE, ...SERVER_GROUP.map((code) => error(code))],
  'Alb.RemoveServersFromServerGroup': [...ALB_WRITE, ...SERVER_GROUP.map((code) => error(code))],
  'Alb.UpdateServerGroupServersAttribute': [...ALB_WRITE, ...SERVER_GROUP.map((code) => error(code))],
  'Alb.UpdateListenerAttribute': [...ALB_WRITE, ...LISTENER.map((code) => error(code)), error('-22001')],
  'Privatelink.UpdateVpcEndpointServiceAttribute': SERVICE.map((code) => error(code)),
  'Privatelink.UpdateVpcEndpointAttribute': ENDPOINT.map((code) => error(code)),
  'Privatelink.AttachSecurityGroupToVpcEndpoint': ENDPOINT.map((code) => error(code)),
  'Privatelink.DetachSecurityGroupFromVpcEndpoint': ENDPOINT.map((code) => error(code)),
  'Alb.DeleteLoadBalancer': [...ALB_WRITE, error('IncorrectStatus.LoadBalancer')],
  'Alb.CreateServerGroup': [...ALB_WRITE, error('OperationFailed.ResourceGroupStatusCheckFail')],
  'Alb.AddServersToServerGroup': [...ALB_WRITE, ...SERVER_GROUP.map((code) => error(code))],
  'Alb.DeleteServerGroup': [...ALB_WRITE, ...SERVER_GROUP.map((code) => error(code)), error('ResourceInUse.ServerGroup')],
  'Alb.CreateListener': [...ALB_WRITE, ...LISTENER.map((code) => error(code)), error('-21020')],
  'Alb.DeleteListener': [...ALB_WRITE, ...LISTENER.map((code) => error(code)), error('-22031')],
  'Privatelink.AttachResourceToVpcEndpointService': SERVICE.map((code) => error(code)),
  'Privatelink.DetachResourceFromVpcEndpointService': [...SERVICE, 'EndpointServiceConnectionDependence'].map((code) => error(code)),
  'Privatelink.DeleteVpcEndpointService': [...SERVICE, 'EndpointServiceConnectionDependence'].map((code) => error(code)),
  'Privatelink.AddZoneToVpcEndpoint': ENDPOINT.map((code) => error(code)),
  'Privatelink.RemoveZoneFromVpcEndpoint': ENDPOINT.map((code) => error(code)),
  'Privatelink.DeleteVpcEndpoint': ENDPOINT.map((code) => error(code)),
  'Privatelink.EnableVpcEndpointConnection': CONNECTION.map((code) => error(code)),
  'Privatelink.DisableVpcEndpointConnection': CONNECTION.map((code) => error(code)),
  'Ecs.RunCommand': ASSISTANT,
  'Ecs.DescribeInvocationResults': ASSISTANT,
}

/** What passes, of what an action may be answered with. */
export const transientOf = (action: string): readonly Strike[] => [...ALL, ...(OWN[action] ?? [])]
