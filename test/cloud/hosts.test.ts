import { describe, expect, test } from 'vitest'
import { hostOf } from '../../src/cloud/hosts.ts'

describe('the host of a product', () => {
  test.each([
    ['alb', 'cn-hangzhou', 'public', 'alb.cn-hangzhou.aliyuncs.com'],
    ['privatelink', 'ap-southeast-1', 'public', 'privatelink.ap-southeast-1.aliyuncs.com'],
    ['vpc', 'cn-hangzhou', 'public', 'vpc.aliyuncs.com'],
    ['vpc', 'cn-chengdu', 'public', 'vpc.cn-chengdu.aliyuncs.com'],
    ['ecs', 'cn-hangzhou', 'public', 'ecs-cn-hangzhou.aliyuncs.com'],
    ['ecs', 'eu-west-1', 'public', 'ecs.eu-west-1.aliyuncs.com'],
    ['sts', 'cn-beijing', 'public', 'sts.cn-beijing.aliyuncs.com'],
    ['alb', 'cn-hangzhou', 'vpc', 'alb-vpc.cn-hangzhou.aliyuncs.com'],
    ['vpc', 'cn-hangzhou', 'vpc', 'vpc-vpc.cn-hangzhou.aliyuncs.com'],
  ] as const)('%s in %s over %s is %s', (product, region, network, host) => expect(hostOf(product, region, network)).toBe(host))
})
