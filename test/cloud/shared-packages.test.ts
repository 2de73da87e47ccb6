import { createRequire } from 'node:module'
import { expect, test } from 'vitest'

const own = createRequire(import.meta.url)

/*
 * http.ts adds abort, proxies and statuses to the one httpx through which the SDK sends, and options are handed on as the SDK's own
 * classes. A newer version beside that of the SDK would be another package: it would be patched, and nothing would go through it.
 */
test.each([
  ['httpx', '@darabonba/typescript'], ['httpx', '@alicloud/credentials'], ['@alicloud/credentials', '@alicloud/openapi-client'],
  ['@alicloud/tea-util', '@alicloud/openapi-client'], ['@alicloud/openapi-util', '@alicloud/openapi-client'],
  ['@alicloud/openapi-core', '@alicloud/alb20200616'], ['@alicloud/openapi-core', '@alicloud/ecs20140526'],
  ['@alicloud/openapi-core', '@alicloud/vpc20160428'], ['@darabonba/typescript', '@alicloud/openapi-core'],
])('our %s is the one that %s loads', (name, user) => {
  expect(own.resolve(name)).toBe(createRequire(own.resolve(user)).resolve(name))
})
