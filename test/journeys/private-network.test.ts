import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { named, noBrowser, openBrowser } from '../support/browser.ts'
import { startCloud, type RunningCloud } from '../support/cloud.ts'
import { command, exampleConfig, temporary } from '../support/command.ts'
import { noNginx, startNginx, type Nginx } from '../support/nginx.ts'

const WORLD = readFileSync(join(import.meta.dirname, '../../docs/world.example.yaml'), 'utf8')
const GROUP = 'sg-bp1f163sff2z4jogt0x9'

describe.skipIf(noNginx)(`the private network, with NGINX behind ECS 03 and ECS 04${noNginx ? ' (left out: no nginx is installed)' : ''}`, () => {
  let cloud: RunningCloud
  let folder: ReturnType<typeof temporary>
  const servers: Nginx[] = []
  let domain: string
  let address: string
  beforeAll(async () => {
    folder = temporary()
    let world = WORLD
    for (const name of ['ECS03', 'ECS04']) {
      const server = await startNginx(`${folder.path}/${name}`, `<!doctype html><title>${name} by NGINX</title><h1>This is ${name}</h1>`)
      servers.push(server)
      world = world.replace(`page: 'Hello World ! This is ${name}.'`, `backend: ${server.url}`)
    }
    expect(world.match(/backend: http:\/\/127\.0\.0\.1:\d+/g)?.length).toBe(3)
    writeFileSync(`${folder.path}/world.yaml`, world)
    cloud = await startCloud(['--speed', '200', '--world', `${folder.path}/world.yaml`])
    const { code, events, stderr } = await run('up')
    expect(code, stderr).toBe(0)
    const [zone] = events.at(-1)!['outputs'].endpoints[0].zones
    domain = zone.domain
    address = zone.address
  })
  afterAll(async () => {
    await cloud?.stop()
    await Promise.all(servers.map((one) => one.stop()))
    folder.remove()
  })
  const run = (...args: string[]) => command([...args, '-c', exampleConfig, '--pace', '200', '--json'], { env: { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path } })
  /** What curl says through the proxy as an instance: head and body. */
  const curl = (url: string, user = 'ecs-01'): Promise<string> => new Promise((resolve, reject) => {
    const proxy = String(cloud.ready['proxy']).replace('//', `//${user}@`)
    execFile('curl', ['-q', '-s', '-i', '--noproxy', '', '-m', '20', '-x', proxy, url], { env: {} }, (error, stdout) => (error ? reject(error) : resolve(stdout)))
  })

  test('test and curl get the pages of both', async () => {
    const ended = await run('test')
    expect(ended.code, ended.stderr).toBe(0)
    const answered = ended.events.filter(({ type }) => type === 'probe').map((probe) => Object.keys(probe['answeredBy']).sort())
    expect(new Set(answered.map(String))).toEqual(new Set(['ECS 03,ECS 04']))
    const pages = [await curl(`http://${domain}/`), await curl(`http://${domain}/`, 'ecs-02'), await curl(`http://${address}/`), await curl(`http://${address}/`)]
    for (const page of pages) expect(page).toMatch(/^HTTP\/1\.1 200 OK[^]*\nserver: nginx\/\d[^]*<title>ECS0[34] by NGINX/i)
    expect(new Set(pages.map((page) => /ECS0\d/.exec(page)?.[0]))).toEqual(new Set(['ECS03', 'ECS04']))
  })

  test.skipIf(noBrowser)(named('a browser opened through the proxy shows one'), async () => {
    const browser = await openBrowser()
    try {
      const context = await browser.newContext({ proxy: { server: String(cloud.ready['proxy']), username: 'ecs-01', password: '' } })
      const page = await context.newPage()
      await page.goto(`http://${domain}/`)
      expect(await page.title()).toMatch(/^ECS0[34] by NGINX$/)
    } finally {
      await browser.close()
    }
  })

  test('nothing is reached that ECS 01 could not reach, and nothing of this machine', async () => {
    const outside = ['http://example.com/', `${servers[0]?.url}/`, `${cloud.url}/_sim/health`, 'http://169.254.169.254/', 'http://192.0.2.1/']
    const answers = await Promise.all(outside.map(async (url) => /^HTTP\/1\.1 (\d+)[^]*x-proxy-error: (\w+)/i.exec(await curl(url))?.slice(1).join(' ')))
    expect(answers).toEqual(['502 dns', '502 refused', '502 refused', '504 timeout', '504 timeout'])
    // The provider's instances have no way but the one that is offered.
    expect(await curl('http://192.168.3.190/')).toMatch(/^HTTP\/1\.1 504 /)
    expect(await curl(`http://${domain}/`, 'nobody')).toMatch(/^HTTP\/1\.1 407 /)
  })

  test('a security group that is closed, and a server that is down, are seen as ECS 01 would see them', async () => {
    await servers[0]?.stop()
    const pages = [await curl(`http://${domain}/`), await curl(`http://${domain}/`)]
    for (const page of pages) expect(page).toContain('ECS04 by NGINX')
    await cloud.control('PATCH', '/_sim/world', { securityGroups: { [GROUP]: { permissions: [] } } })
    expect(await curl(`http://${domain}/`)).toMatch(/^HTTP\/1\.1 504 [^]*x-proxy-error: timeout/i)
  })
})
