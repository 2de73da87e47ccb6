import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { named, noBrowser, openBrowser } from '../support/browser.ts'
import { clientOf } from '../support/client.ts'
import { startCloud, type RunningCloud } from '../support/cloud.ts'
import { command, exampleConfig, temporary } from '../support/command.ts'

const ECS04 = 'i-bp1hk1ovqtowuzky1hy3'
const ZONES = [['cn-hangzhou-h', 'vsw-bp16ezaqdqcgn65kudrcr'], ['cn-hangzhou-i', 'vsw-bp1e9vs31n7kbnp11og91']] as const

describe.skipIf(noBrowser)(named('the page of the embedded cloud'), () => {
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let cloud: RunningCloud
  let folder: ReturnType<typeof temporary>
  let asked: URL[]
  let mistakes: string[]
  beforeAll(async () => void (browser = await openBrowser()))
  afterAll(() => browser.close())
  beforeEach(async () => {
    folder = temporary()
    cloud = await startCloud(['--speed', '200'])
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    page = await context.newPage()
    page.setDefaultTimeout(15_000)
    asked = []
    mistakes = []
    page.on('request', (request) => asked.push(new URL(request.url())))
    page.on('pageerror', (error) => mistakes.push(String(error)))
    page.on('console', (message) => mistakes.push(message.text()))
  })
  afterEach(async () => {
    await context.close()
    await cloud.stop()
    folder.remove()
  })
  const up = () => command(['up', '-c', exampleConfig, '--pace', '200', '--json'], { env: { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path } })
  const says = (what: string) => page.getByRole('status').filter({ hasText: what }).waitFor()
  const box = (title: string) => page.locator('.box').filter({ has: page.locator('.title', { hasText: title }) })
  const sidewards = () => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

  test('asks for the token, takes it from its own address, and keeps it nowhere', async () => {
    await page.goto(`${cloud.url}/_sim/`)
    await page.getByLabel('Control token').fill('wrong')
    await page.keyboard.press('Enter')
    await page.getByText('does not know this token').waitFor()
    expect(mistakes.splice(0).join()).toContain('401')
    await page.goto(String(cloud.ready['page']))
    await says('Live')
    const token = String(cloud.ready['controlToken'])
    expect(page.url()).toBe(`${cloud.url}/_sim/`)
    expect(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])')).toBe('[{},{},""]')
    expect(await page.content()).not.toContain(token)
    expect(asked.filter(({ origin, href }) => origin !== cloud.url || href.includes(token))).toEqual([])
    await page.reload()
    await page.getByLabel('Control token').fill(token)
    await page.keyboard.press('Enter')
    await says('Live')
    expect(mistakes).toEqual([])
  })

  test('draws what a client makes, as time takes it on, and what each call changed', async () => {
    await page.goto(String(cloud.ready['page']))
    await page.getByRole('button', { name: 'Freeze' }).click()
    await page.getByText('frozen').waitFor()
    expect(await box('Load balancer').innerText()).toContain('none yet')
    const { loadBalancerId: id } = await clientOf(cloud).alb('CreateLoadBalancer', {
      loadBalancerName: 'drawn', loadBalancerEdition: 'Basic', addressType: 'Intranet', vpcId: 'vpc-bp16xl1gorbiigaaphj4h', loadBalancerBillingConfig: { payType: 'PostPay' },
      zoneMappings: ZONES.map(([zoneId, vSwitchId]) => ({ zoneId, vSwitchId })),
    })
    await box('Load balancer').filter({ hasText: 'Provisioning' }).waitFor()
    await page.getByRole('cell', { name: `created ${id} Provisioning` }).waitFor()
    await says('the load balancer is Provisioning')
    await page.getByRole('button', { name: 'Advance by 10 min' }).click()
    await box('Load balancer').filter({ hasText: 'Active' }).waitFor()
    expect(await box('Node').count()).toBe(2)
    await cloud.control('POST', '/_sim/reset')
    await says('there is no load balancer yet')
    expect(mistakes).toEqual([])
  })

  test('shows the whole way once up is done, the health of its servers, and names as they are', async () => {
    await page.goto(String(cloud.ready['page']))
    expect((await up()).code).toBe(0)
    await says('The way is open in 2 of 2 zones.')
    expect(await page.locator('#drawing svg .way.ok').count()).toBe(13)
    // Whoever looks at the page uses up no fault.
    await cloud.control('PUT', '/_sim/faults', [{ id: 'once', match: { times: 1 }, do: { network: { instance: ECS04, do: 'refuse' } } }])
    await page.getByText('unhealthy').waitFor()
    expect(await cloud.control('GET', '/_sim/faults')).toMatchObject([{ id: 'once', hits: 0 }])
    await cloud.control('PATCH', '/_sim/world', { instances: { [ECS04]: { InstanceName: '<img src=x onerror=alert(1)>' } } })
    await box('<img src=x onerror=alert(1)>').waitFor()
    expect(await page.locator('img').count()).toBe(0)

    await box('Endpoint service').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /^Endpoint service · epsrv-/ }).waitFor()
    expect(JSON.parse(await page.locator('#details pre').innerText())).toMatchObject({ ServiceResourceType: 'alb' })
    expect(await sidewards()).toBe(0)
    await page.setViewportSize({ width: 400, height: 900 })
    expect(await sidewards()).toBe(0)
    expect(mistakes).toEqual([])
  })

  test('says that the simulator is gone, and asks for the token of the next one', async () => {
    await page.goto(String(cloud.ready['page']))
    await says('Live')
    const { port } = new URL(cloud.url)
    await cloud.stop()
    await says('No answer from the simulator')
    cloud = await startCloud(['--port', port])
    await page.getByText('does not know this token').waitFor()
    await page.goto(String(cloud.ready['page']))
    await says('Live')
  })
})
