import { afterEach, expect, it } from 'vitest'
import { configKeys } from '../../src/messages/config-keys.ts'
import { speak } from '../../src/messages/index.ts'
import { configKeys as chineseKeys } from '../../src/messages/zh/config-keys.ts'
import { configTopic } from '../../src/render/config-topic.ts'
import { width } from '../../src/render/table.ts'

afterEach(() => speak('en'))

it('tells of every key of the config where it stands, on eighty columns', async () => {
  const page = await configTopic()
  const path: string[] = []
  const paths: string[] = []
  for (const [, indent, key] of page.slice(page.indexOf('\n\n')).matchAll(/^( {2,8})([a-z]\w*)(?: \*)? {2}/gim)) {
    path.length = indent!.length / 2 - 1
    path.push(key!)
    paths.push(path.join('.'))
  }
  expect(paths.sort()).toEqual(Object.keys(configKeys).map((key) => key.replaceAll('[]', '')).sort())
  expect(page.split('\n').filter((line) => line.length > 80)).toEqual([])
})

it('says of each key what it is for, what it may be, and its default', async () => {
  const page = await configTopic()
  expect(page).toContain(`
  provider *              the side that offers the service: VPC 2
    vpcId *               VPC of the load balancer and the servers (the ID of a
                          VPC, which begins with vpc-)
    profile               credentials profile of this side; without it the
                          default chain (the name of a credentials profile)
`)
  expect(page).toContain(`
    edition               edition of the ALB (Basic, Standard or
                          StandardWithWaf; default Basic)
`)
  expect(page).toContain(`
    zones *               one vSwitch in each of two zones at least (a list of 2
                          to 10)
      zoneId *            the zone (the ID of a zone, such as cn-hangzhou-h)
`)
  expect(page).toContain(`
      status              the HTTP status that is right, or a list of them (100
                          to 599, or a list of such; default 200)
      bodies              a text of each server's page by which it is known who
                          answered: names and texts, or a list of texts
`)
})

it('says it all in Chinese too, by columns', async () => {
  await speak('zh')
  const page = await configTopic()
  expect(Object.keys(chineseKeys)).toEqual(Object.keys(configKeys))
  expect(page.split('\n').filter((line) => width(line) > 82)).toEqual([])
  expect(page).toContain(`
  provider *              提供服务的一侧：VPC 2
    vpcId *               ALB 实例和服务器所在的 VPC（VPC 的 ID，以 vpc- 开头）
    profile               该侧的凭证 profile；不填则使用默认凭证链（凭证 profile
                          的名称）
`)
  expect(page.match(/\b[a-z]+ [a-z]+ [a-z]+\b/g)).toBeNull()
})
