import { afterAll, describe, expect, test } from 'vitest'
import { createNetwork } from '../../../src/simulator/network/backends.ts'
import { linuxProbe } from '../../../src/steps/probe/linux.ts'
import { parseLines } from '../../../src/steps/probe/lines.ts'
import { windowsProbe } from '../../../src/steps/probe/windows.ts'
import { guest, NAMES, smallWorld } from '../../simulator/network/small-world.ts'

const network = createNetwork()
afterAll(() => network.close())

const request = (url: string) => ({ targets: [{ via: 'zone-domain' as const, url, attempts: 2 }], timeoutSeconds: 3, sampleBytes: 200 })

/** What a guest of the embedded cloud makes of the probe; the servers' pages and the endpoint's group are as a test wants them. */
async function probe(id: 'i-linux' | 'i-windows', lacks: string[], url: string, change: (world: ReturnType<typeof smallWorld>) => void = () => {}) {
  const world = smallWorld()
  world.instances[id]!.lacks = lacks
  change(world)
  const script = id === 'i-windows' ? windowsProbe(request(url)) : linuxProbe(request(url))
  const { status, text } = await guest(world, network, id, script, 60)
  expect(status, text).toBe('Success')
  return parseLines(text)
}

describe.each([
  ['Linux with curl', 'i-linux', []],
  ['Linux with wget', 'i-linux', ['curl']],
  ['Linux with bash alone', 'i-linux', ['curl', 'wget']],
  ['Windows', 'i-windows', []],
] as const)('a guest of the embedded cloud: %s', (_name, id, lacks) => {
  const ask = (url: string, change?: Parameters<typeof probe>[3]) => probe(id, [...lacks], url, change)

  test('brings back the pages of both servers', async () => {
    const lines = await ask(`http://${NAMES.a}:8080/`)
    expect(lines.map(({ status, failing }) => [status, failing])).toEqual([[200, undefined], [200, undefined]])
    expect(lines.map(({ sample }) => sample).sort()).toEqual(['<p>first</p>\n', '<p>second</p>\n'])
  })

  test('brings back a Chinese page whole', async () => {
    const lines = await ask(`http://${NAMES.a}:8080/`, (world) => {
      for (const server of ['i-first', 'i-second']) world.instances[server]!.services = [{ port: 9000, page: '<title>服务器一</title>' }]
    })
    expect(lines[0]?.sample).toBe('<title>服务器一</title>')
  })

  test('tells a bad answer of the load balancer', async () => {
    const lines = await ask(`http://${NAMES.a}:8080/`, (world) => {
      for (const server of ['i-first', 'i-second']) world.instances[server]!.services = []
    })
    expect(lines[0]).toMatchObject({ status: 502 })
    expect(lines[0]?.failing).toBeUndefined()
  })

  test('tells a name that does not resolve, a refused port and silence', async () => {
    expect(await ask('http://no-such-name.example:8080/')).toMatchObject([{ failing: 'dns' }])
    expect(await ask('http://127.0.0.1:81/')).toMatchObject([{ failing: 'refused' }])
    expect(await ask('http://172.20.0.77:8080/', (world) => { world.securityGroups['sg-endpoint']!.permissions = [] })).toMatchObject([{ failing: 'timeout' }])
  })
})

test('a Linux guest with none of the three says so', async () => {
  expect(await probe('i-linux', ['curl', 'wget', 'bash'], `http://${NAMES.a}:8080/`)).toMatchObject([{ failing: 'guest', error: 'curl, wget and bash are all missing on the instance' }])
})
