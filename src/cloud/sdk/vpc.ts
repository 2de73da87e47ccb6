// The operations of Vpc 2016-04-28 in use.
export { default as Client, DescribeRegionsRequest, DescribeVSwitchesRequest, DescribeVpcsRequest } from '@alicloud/vpc20160428'
export { RuntimeOptions } from '@darabonba/typescript'
