/** Regions whose Vpc and Ecs hosts do not follow the rule (the endpoint maps of the SDK packages). */
const VPC_CENTRAL = new Set(['cn-hangzhou', 'cn-shanghai-finance-1', 'cn-shenzhen-finance-1', 'cn-hangzhou-finance', 'cn-north-2-gov-1'])
const ECS_HANGZHOU = new Set(['cn-hangzhou', 'cn-shanghai-finance-1', 'cn-shenzhen-finance-1'])

/**
 * The host of a product in a region.
 * @param product `alb`, `privatelink`, `vpc`, `ecs` or `sts`
 * @param network `vpc` gives the host that is reachable inside a VPC without the Internet
 */
export function hostOf(product: string, region: string, network: 'public' | 'vpc'): string {
  if (network === 'vpc') return `${product}-vpc.${region}.aliyuncs.com`
  if (product === 'alb' && region === 'cn-hangzhou-finance') return 'alb.cn-hangzhou.aliyuncs.com'
  if (product === 'vpc' && VPC_CENTRAL.has(region)) return 'vpc.aliyuncs.com'
  if (product === 'ecs' && ECS_HANGZHOU.has(region)) return 'ecs-cn-hangzhou.aliyuncs.com'
  return `${product}.${region}.aliyuncs.com`
}
