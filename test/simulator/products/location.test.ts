import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Simulator } from '../../../src/simulator/api.ts'
import { startSimulator } from '../../../src/simulator/index.ts'
import { callV1, callV3, type Ask } from '../client.ts'

let sim: Simulator
beforeAll(async () => { sim = await startSimulator({ state: 'memory', strict: true }) })
afterAll(async () => { await sim.close() })

const asked = (query: Record<string, string>, more: Partial<Ask> = {}): Ask => ({ version: '2015-06-12', action: 'DescribeEndpoints', query, ...more })
const key = () => sim.accounts[0]!
const endpoint = (json: any): string => json.Endpoints.Endpoint[0].Endpoint

describe('Location DescribeEndpoints', () => {
  it('answers this simulator in the form that the older SDKs read', async () => {
    const { status, json } = await callV1(sim.url, key(), asked({ Id: sim.region, ServiceCode: 'alb', Type: 'openAPI', Format: 'JSON' }))
    expect({ status, json }).toEqual({
      status: 200,
      json: {
        RequestId: expect.any(String), Success: true,
        Endpoints: { Endpoint: [{
          Endpoint: new URL(sim.url).host, Id: sim.region, Namespace: '', Protocols: { Protocols: ['HTTP'] }, SerivceCode: 'alb', Type: 'openAPI',
        }] },
      },
    })
  })

  it.each(['location.aliyuncs.com', 'location-readonly.aliyuncs.com'])('asked as %s it sends to the machine, not to that name', async (host) => {
    const { json } = await callV3(sim.url, key(), asked({ Id: sim.region, ServiceCode: 'ecs' }, { host }))
    expect(endpoint(json)).toBe(new URL(sim.url).host)
  })

  it('a client that follows it finds the product there', async () => {
    const { json } = await callV3(sim.url, key(), asked({ Id: sim.region, ServiceCode: 'vpc' }, { host: `localhost:${new URL(sim.url).port}` }))
    expect(endpoint(json)).toBe(`localhost:${new URL(sim.url).port}`)
    const { status } = await callV3(sim.url, key(), { version: '2016-04-28', action: 'DescribeRegions', host: endpoint(json) })
    expect(status).toBe(200)
  })

  it('sends nobody to the real cloud for a product that is not simulated', async () => {
    const { json } = await callV3(sim.url, key(), asked({ Id: sim.region, ServiceCode: 'rds' }))
    expect(endpoint(json)).toBe(new URL(sim.url).host)
  })

  it('needs no permission', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'location-'))
    writeFileSync(join(folder, 'policy.json'), JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'alb:Get*', Resource: '*' }] }))
    const bound = await startSimulator({ state: 'memory', policies: [{ file: join(folder, 'policy.json') }] })
    const ask = (version: string, action: string, query = {}) => callV3(bound.url, bound.accounts[0]!, { version, action, query })
    expect((await ask('2016-04-28', 'DescribeRegions')).json.Code).toBe('NoPermission')
    expect((await ask('2015-06-12', 'DescribeEndpoints', { Id: bound.region, ServiceCode: 'alb' })).status).toBe(200)
    await bound.close()
    rmSync(folder, { recursive: true })
  })

  it('refuses a region that the world lacks, and a question without a product', async () => {
    const unknown = await callV3(sim.url, key(), asked({ Id: 'xx-nowhere', ServiceCode: 'alb' }))
    expect([unknown.status, unknown.json.Code, unknown.json.Message]).toEqual([400, 'InvalidRegionId', 'The specified region does not exist.'])
    const nothing = await callV3(sim.url, key(), asked({ Id: sim.region }))
    expect([nothing.status, nothing.json.Code]).toEqual([400, 'MissingServiceCode'])
  })
})
