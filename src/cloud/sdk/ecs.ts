// The operations of Ecs 2014-05-26 in use.
export {
  default as Client,
  DescribeCloudAssistantStatusRequest,
  DescribeInstancesRequest,
  DescribeInvocationResultsRequest,
  DescribeSecurityGroupAttributeRequest,
  DescribeSecurityGroupsRequest,
  RunCommandRequest,
} from '@alicloud/ecs20140526'
export { RuntimeOptions } from '@darabonba/typescript'
