/** What people call the products, in every language; the API has names of its own. */
export const PRODUCT_NAMES = { Sts: 'STS', Alb: 'ALB', Privatelink: 'PrivateLink', Vpc: 'VPC', Ecs: 'ECS' } as const
