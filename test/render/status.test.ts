import { describe, expect, test } from 'vitest'
import type { ServerHealth, StepStatus } from '../../src/core/events.ts'
import { drawing } from '../../src/render/drawing.ts'
import { mermaid } from '../../src/render/mermaid.ts'
import { paintFor } from '../../src/render/paint.ts'
import { pictureOf } from '../../src/render/picture.ts'
import { statusLine, statusText, type Shown } from '../../src/render/status.ts'
import { width } from '../../src/render/table.ts'
import { StackView } from '../../src/run/stack-view.ts'
import { text } from '../../src/messages/index.ts'
import { CLOUD_NOW, emptyCloud, finishedStack, ID, runOn } from '../support/web-stack.ts'

const unicode = paintFor({ isTTY: false }, {}, true)
const ascii = paintFor({ isTTY: true }, { TERM: 'dumb' }, true)
const latin = paintFor({ isTTY: true }, { LANG: 'de_DE.ISO-8859-1', NO_COLOR: '1' }, true)
const sketch = { consumer: { name: 'default', vpcId: 'vpc-1' }, provider: { vpcId: 'vpc-2' }, listener: { protocol: 'HTTP', port: 80 } }

async function shownOf(answers: Record<string, any>): Promise<Shown> {
  const { run } = runOn((action) => answers[action], 0)
  const { steps } = await new StackView(run, { again: false, now: () => CLOUD_NOW }).look()
  return { steps, titles: text.stepTitles, sketch }
}

/** An `up` that was cut short: the endpoint is there and its connection waits to be accepted; a server does not answer. */
function halfMade(): Record<string, any> {
  const answers = finishedStack()
  answers['ListVpcEndpoints'].endpoints[0].connectionStatus = 'Disconnected'
  const zones = answers['ListVpcEndpointZones'].zones.map((zone: object) => ({ ...zone, zoneStatus: 'Wait' }))
  answers['ListVpcEndpointZones'] = { zones }
  answers['ListVpcEndpointConnections'].connections[0] = { endpointId: ID.endpoint, connectionStatus: 'Disconnected', zones }
  answers['GetListenerHealthStatus'].listenerHealthStatus[0].serverGroupInfos[0].nonNormalServers = [{ serverId: ID.servers[1], port: 80, status: 'Unhealthy', reason: { reasonCode: 'CONNECT_TIMEOUT' } }]
  return answers
}

/** One whose endpoint service is the last that came to be. */
function withoutEndpoint(): Record<string, any> {
  const answers = finishedStack()
  answers['ListVpcEndpointServices'].services[0].serviceStatus = 'Creating'
  return { ...answers, ListVpcEndpoints: { endpoints: [] } }
}

describe('a stack at a glance', () => {
  test.each([0, 1, 5, 20])('is drawn on a terminal of %i columns too', async (columns) => {
    for (const answers of [finishedStack(), halfMade(), emptyCloud()]) for (const paint of [unicode, ascii]) expect(statusText(await shownOf(answers), paint, columns)).toMatch(/Load balancer/)
  })

  test('that is finished, on a wide terminal', async () => {
    expect(statusText(await shownOf(finishedStack()), unicode, 130)).toMatchInlineSnapshot(`
      "   Step               ID                           State                 Age
      1  Load balancer      alb-0a1b2c3d4e5f6g7h8i       Active                2d4h
      2  Server group       sgp-0a1b2c3d4e5f6g7h8i       Available             5h30m
      3  Listener           lsn-0a1b2c3d4e5f6g7h8i       Running, 2/2 healthy  -
      4  Endpoint service   epsrv-bp10a1b2c3d4e5f6g7h8i  Active                2m
      5  Endpoint           ep-bp10a1b2c3d4e5f6g7h8i     Active                1m
      6  Connection         ep-bp10a1b2c3d4e5f6g7h8i     Connected             30s
      7  Connectivity test  -                            run test to see       -

      Zone           State      Address   Domain
      cn-hangzhou-h  Connected  10.0.0.5  ep-bp10a1b2c3d4e5f6g7h8i-cn-hangzhou-h.test
      cn-hangzhou-i  Connected  10.1.0.5  ep-bp10a1b2c3d4e5f6g7h8i-cn-hangzhou-i.test

      Server                  Port  Weight  State      Health
      i-bp10a1b2c3d4e5f6g7h8  80    100     Available  healthy
      i-bp10a1b2c3d4e5f6g7h9  80    100     Available  healthy

      ┌─ VPC 1 vpc-1 ────────────────────────┐
      │ clients, HTTP 80                     │              ┌─ VPC 2 vpc-2 ────────────────────────────────┐
      │ └→ endpoint ep-bp10a1b2c3d4e5f6g7h8i │─ Connected ─→│ endpoint service epsrv-bp10a1b2c3d4e5f6g7h8i │
      │    ├ cn-hangzhou-h 10.0.0.5          │              │ └→ load balancer alb-0a1b2c3d4e5f6g7h8i      │
      │    └ cn-hangzhou-i 10.1.0.5          │              │    └→ listener HTTP 80                       │
      └──────────────────────────────────────┘              │       ├→ i-bp10a1b2c3d4e5f6g7h8:80 healthy   │
                                                            │       └→ i-bp10a1b2c3d4e5f6g7h9:80 healthy   │
                                                            └──────────────────────────────────────────────┘
      "
    `)
  })

  test('that is finished, on a terminal of 60 columns', async () => {
    const text = statusText(await shownOf(finishedStack()), unicode, 60)
    expect(text).toMatchInlineSnapshot(`
      "   Step               State                 Age
      1  Load balancer      Active                2d4h
      2  Server group       Available             5h30m
      3  Listener           Running, 2/2 healthy  -
      4  Endpoint service   Active                2m
      5  Endpoint           Active                1m
      6  Connection         Connected             30s
      7  Connectivity test  run test to see       -

         ID
      1  alb-0a1b2c3d4e5f6g7h8i
      2  sgp-0a1b2c3d4e5f6g7h8i
      3  lsn-0a1b2c3d4e5f6g7h8i
      4  epsrv-bp10a1b2c3d4e5f6g7h8i
      5  ep-bp10a1b2c3d4e5f6g7h8i
      6  ep-bp10a1b2c3d4e5f6g7h8i

      Zone     cn-hangzhou-h
      State    Connected
      Address  10.0.0.5
      Domain   ep-bp10a1b2c3d4e5f6g7h8i-cn-hangzhou-h.test

      Zone     cn-hangzhou-i
      State    Connected
      Address  10.1.0.5
      Domain   ep-bp10a1b2c3d4e5f6g7h8i-cn-hangzhou-i.test

      Server                  Port  Weight  State      Health
      i-bp10a1b2c3d4e5f6g7h8  80    100     Available  healthy
      i-bp10a1b2c3d4e5f6g7h9  80    100     Available  healthy

      ┌─ VPC 1 vpc-1 ────────────────────────────────┐
      │ clients, HTTP 80                             │
      │ └→ endpoint ep-bp10a1b2c3d4e5f6g7h8i         │
      │    ├ cn-hangzhou-h 10.0.0.5                  │
      │    └ cn-hangzhou-i 10.1.0.5                  │
      └──────────────────────────────────────────────┘
         ↓ Connected
      ┌─ VPC 2 vpc-2 ────────────────────────────────┐
      │ endpoint service epsrv-bp10a1b2c3d4e5f6g7h8i │
      │ └→ load balancer alb-0a1b2c3d4e5f6g7h8i      │
      │    └→ listener HTTP 80                       │
      │       ├→ i-bp10a1b2c3d4e5f6g7h8:80 healthy   │
      │       └→ i-bp10a1b2c3d4e5f6g7h9:80 healthy   │
      └──────────────────────────────────────────────┘
      "
    `)
    expect(text.split('\n').filter((line) => width(line) > 60)).toEqual([])
  })

  test('is a block a step on the narrowest of terminals', async () => {
    const text = statusText(await shownOf(halfMade()), unicode, 40)
    expect(text.slice(0, text.indexOf('Step   4'))).toBe(`Step   1 Load balancer
ID     alb-0a1b2c3d4e5f6g7h8i
State  Active
Age    2d4h

Step   2 Server group
ID     sgp-0a1b2c3d4e5f6g7h8i
State  Available
Age    5h30m

Step   3 Listener
ID     lsn-0a1b2c3d4e5f6g7h8i
State  Running, 1/2 healthy
Age    -

`)
  })

  test('that is finished, off a terminal and without signs beyond ASCII', async () => {
    const shown = await shownOf(finishedStack())
    const text = statusText(shown, ascii)
    const at = text.indexOf('+-')
    expect(text.slice(0, at)).toBe(statusText(shown, unicode).slice(0, at))
    expect(text.slice(at)).toMatchInlineSnapshot(`
      "+- VPC 1 vpc-1 ------------------------+
      | clients, HTTP 80                     |              +- VPC 2 vpc-2 --------------------------------+
      | +> endpoint ep-bp10a1b2c3d4e5f6g7h8i |- Connected ->| endpoint service epsrv-bp10a1b2c3d4e5f6g7h8i |
      |    + cn-hangzhou-h 10.0.0.5          |              | +> load balancer alb-0a1b2c3d4e5f6g7h8i      |
      |    + cn-hangzhou-i 10.1.0.5          |              |    +> listener HTTP 80                       |
      +--------------------------------------+              |       +> i-bp10a1b2c3d4e5f6g7h8:80 healthy   |
                                                            |       +> i-bp10a1b2c3d4e5f6g7h9:80 healthy   |
                                                            +----------------------------------------------+
      "
    `)
    expect(text).toMatch(/^[\n -~]*$/)
  })

  test('that is half made, on a wide terminal', async () => {
    expect(statusText(await shownOf(halfMade()), unicode, 130)).toMatchInlineSnapshot(`
      "   Step               ID                           State                 Age
      1  Load balancer      alb-0a1b2c3d4e5f6g7h8i       Active                2d4h
      2  Server group       sgp-0a1b2c3d4e5f6g7h8i       Available             5h30m
      3  Listener           lsn-0a1b2c3d4e5f6g7h8i       Running, 1/2 healthy  -
      4  Endpoint service   epsrv-bp10a1b2c3d4e5f6g7h8i  Active                2m
      5  Endpoint           ep-bp10a1b2c3d4e5f6g7h8i     Active                1m
      6  Connection         ep-bp10a1b2c3d4e5f6g7h8i     Disconnected          -
      7  Connectivity test  -                            run test to see       -
      · Listener: unhealthy: i-bp10a1b2c3d4e5f6g7h9:80 (CONNECT_TIMEOUT)

      Zone           State  Address   Domain
      cn-hangzhou-h  Wait   10.0.0.5  ep-bp10a1b2c3d4e5f6g7h8i-cn-hangzhou-h.test
      cn-hangzhou-i  Wait   10.1.0.5  ep-bp10a1b2c3d4e5f6g7h8i-cn-hangzhou-i.test

      Server                  Port  Weight  State      Health
      i-bp10a1b2c3d4e5f6g7h8  80    100     Available  healthy
      i-bp10a1b2c3d4e5f6g7h9  80    100     Available  unhealthy (CONNECT_TIMEOUT)

      ┌─ VPC 1 vpc-1 ────────────────────────┐
      │ clients, HTTP 80                     │                 ┌─ VPC 2 vpc-2 ────────────────────────────────┐
      │ └→ endpoint ep-bp10a1b2c3d4e5f6g7h8i │· Disconnected ·×│ endpoint service epsrv-bp10a1b2c3d4e5f6g7h8i │
      │    ├ cn-hangzhou-h 10.0.0.5 Wait     │                 │ └→ load balancer alb-0a1b2c3d4e5f6g7h8i      │
      │    └ cn-hangzhou-i 10.1.0.5 Wait     │                 │    └→ listener HTTP 80                       │
      └──────────────────────────────────────┘                 │       ├→ i-bp10a1b2c3d4e5f6g7h9:80 unhealthy │
                                                               │       └→ i-bp10a1b2c3d4e5f6g7h8:80 healthy   │
                                                               └──────────────────────────────────────────────┘
      "
    `)
  })

  test('that is half made, on a terminal of 60 columns that is not UTF-8', async () => {
    const text = statusText(await shownOf(withoutEndpoint()), latin, 60)
    expect(text).toMatchInlineSnapshot(`
      "   Step               State                 Age
      1  Load balancer      Active                2d4h
      2  Server group       Available             5h30m
      3  Listener           Running, 2/2 healthy  -
      4  Endpoint service   Creating              2m
      5  Endpoint           absent                -
      6  Connection         absent                -
      7  Connectivity test  run test to see       -

         ID
      1  alb-0a1b2c3d4e5f6g7h8i
      2  sgp-0a1b2c3d4e5f6g7h8i
      3  lsn-0a1b2c3d4e5f6g7h8i
      4  epsrv-bp10a1b2c3d4e5f6g7h8i

      Server                  Port  Weight  State      Health
      i-bp10a1b2c3d4e5f6g7h8  80    100     Available  healthy
      i-bp10a1b2c3d4e5f6g7h9  80    100     Available  healthy

      +- VPC 1 vpc-1 -----------------------------------------+
      | clients, HTTP 80                                      |
      | +> no endpoint                                        |
      +-------------------------------------------------------+
         x no connection
      +- VPC 2 vpc-2 -----------------------------------------+
      | endpoint service epsrv-bp10a1b2c3d4e5f6g7h8i Creating |
      | +> load balancer alb-0a1b2c3d4e5f6g7h8i               |
      |    +> listener HTTP 80                                |
      |       +> i-bp10a1b2c3d4e5f6g7h8:80 healthy            |
      |       +> i-bp10a1b2c3d4e5f6g7h9:80 healthy            |
      +-------------------------------------------------------+
      "
    `)
    expect(text).toMatch(/^[\n -~]*$/)
  })

  test('that is not there', async () => {
    for (const columns of [undefined, 130, 60]) {
      expect(statusText(await shownOf(emptyCloud()), unicode, columns)).toMatchInlineSnapshot(`
        "   Step               ID  State            Age
        1  Load balancer      -   absent           -
        2  Server group       -   absent           -
        3  Listener           -   absent           -
        4  Endpoint service   -   absent           -
        5  Endpoint           -   absent           -
        6  Connection         -   absent           -
        7  Connectivity test  -   run test to see  -
        "
      `)
    }
  })

  test('is coloured on a terminal: what is ready, what waits, what failed, what is absent', async () => {
    const colored = paintFor({ isTTY: true }, {}, true)
    const answers = halfMade()
    answers['GetLoadBalancerAttribute'].loadBalancerStatus = 'CreateFailed'
    const text = statusText(await shownOf(answers), colored, 130)
    expect(text).toContain('\u001B[31mCreateFailed\u001B[39m')
    expect(text).toContain('\u001B[32mAvailable\u001B[39m')
    expect(text).toContain('\u001B[33mDisconnected\u001B[39m')
    expect(text).toContain('\u001B[31munhealthy (CONNECT_TIMEOUT)\u001B[39m')
    expect(text).toContain('\u001B[31m✖\u001B[39m Load balancer: the load balancer could not be created')
    expect(statusText(await shownOf(emptyCloud()), colored)).toContain('\u001B[2mabsent\u001B[22m')
  })

  test('has a line for each step where lines are asked for', async () => {
    const shown = await shownOf(halfMade())
    expect(shown.steps.map((step) => statusLine(step, shown))).toEqual([
      `Load balancer · ${ID.alb} · Active · 2d4h`,
      `Server group · ${ID.group} · Available · 5h30m`,
      `Listener · ${ID.listener} · Running, 1/2 healthy · unhealthy: ${ID.servers[1]}:80 (CONNECT_TIMEOUT)`,
      `Endpoint service · ${ID.service} · Active · 2m`,
      `Endpoint · ${ID.endpoint} · Active · 1m`,
      `Connection · ${ID.endpoint} · Disconnected`,
      'Connectivity test · run test to see',
    ])
  })
})

describe('the drawing', () => {
  const group = (health: ServerHealth[]): StepStatus[] => [
    { step: 'server-group', id: ID.group, state: 'Available', standing: 'ready', servers: health.map((one, n) => ({ serverId: `i-${n}`, port: 80, weight: 1, state: 'Available', health: one })) },
  ]

  test('shows few of many servers, and first those that serve badly', () => {
    const servers = Array.from({ length: 40 }, (_, n): ServerHealth => (n === 39 ? 'unhealthy' : n === 20 ? 'initial' : 'healthy'))
    expect(pictureOf(group(servers), sketch).servers).toEqual(['i-39:80 unhealthy', 'i-20:80 not judged yet', 'i-0:80 healthy', 'i-1:80 healthy', 'i-2:80 healthy', '35 more'])
    expect(pictureOf(group(servers.slice(0, 6)), sketch).servers).toHaveLength(6)
  })

  test('names the consumer that has a name', () => {
    expect(pictureOf([], { ...sketch, consumer: { name: 'shop', vpcId: 'vpc-9' } }).consumer).toBe('VPC 1 vpc-9 shop')
  })

  test('says of what the config leaves out that it does', () => {
    const left = (['load-balancer', 'server-group', 'listener'] as const).map((step) => ({ step, id: null, state: 'left out', standing: 'ready' as const }))
    const { provider, loadBalancer, listener, servers } = pictureOf(left, { ...sketch, provider: { vpcId: '' } })
    expect([provider, loadBalancer, listener, servers]).toEqual(['VPC 2', 'load balancer left out', 'listener left out', []])
  })

  test('is cut to the narrowest of terminals, and the cut is marked', async () => {
    const { steps } = await shownOf(finishedStack())
    for (const paint of [unicode, ascii]) {
      const lines = drawing(pictureOf(steps, sketch), paint, 30).split('\n')
      expect(lines.filter((line) => width(line) > 30)).toEqual([])
      expect(lines.filter((line) => line.includes(paint.text('…'))).length).toBeGreaterThan(3)
    }
  })

  test('is a flowchart for Mermaid as well', async () => {
    expect(mermaid(pictureOf((await shownOf(finishedStack())).steps, sketch))).toMatchInlineSnapshot(`
      "flowchart LR
        subgraph vpc1["VPC 1 vpc-1"]
          clients(["clients, HTTP 80"])
          zone0["cn-hangzhou-h 10.0.0.5"]
          zone1["cn-hangzhou-i 10.1.0.5"]
          endpoint["endpoint ep-bp10a1b2c3d4e5f6g7h8i"]
          clients --> zone0 --> endpoint
          clients --> zone1 --> endpoint
        end
        subgraph vpc2["VPC 2 vpc-2"]
          service["endpoint service epsrv-bp10a1b2c3d4e5f6g7h8i"]
          balancer["load balancer alb-0a1b2c3d4e5f6g7h8i"]
          listener["listener HTTP 80"]
          server0["i-bp10a1b2c3d4e5f6g7h8:80 healthy"]
          server1["i-bp10a1b2c3d4e5f6g7h9:80 healthy"]
          service --> balancer --> listener
          listener --> server0
          listener --> server1
        end
        endpoint -->|"Connected"| service
      "
    `)
  })

  test('for Mermaid dots what is not connected, and no quote ends a label', async () => {
    const picture = pictureOf((await shownOf(halfMade())).steps, { ...sketch, consumer: { name: 'a "b"', vpcId: 'vpc-1' } })
    const chart = mermaid(picture)
    expect(chart).toContain('  endpoint -.->|"Disconnected"| service\n')
    expect(chart).toContain('vpc1["VPC 1 vpc-1 a #quot;b#quot;"]')
  })
})
