// How many signed calls a second `simulate` answers on one core, and what a call costs in worlds of several sizes.
//   npm run bench -- simulator            10 to 5,000 load balancers in memory, up to 1,000 in a file
//   npm run bench -- simulator --quick    10 and 1,000
//   npm run bench -- simulator --profile  also leaves CPU profiles of the server in the working directory
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connections, signed } from './support/signed.mjs'
import { startSimulator } from './support/simulator.mjs'
import { quantile, table } from './support/table.mjs'

const CONNECTIONS = 8
/** Load balancers of one account in one region: the cloud's quota is 60. Server groups have none: the first account has them all. */
const EACH = 50
const quick = process.argv.includes('--quick')
const profile = process.argv.includes('--profile')
const cases = quick ? [['memory', [10, 1000]], ['file', [10]]] : [['memory', [10, 100, 1000, 5000]], ['file', [10, 100, 1000]]]

const dir = mkdtempSync(join(tmpdir(), 'bench-simulator-'))
try {
  for (const [state, sizes] of cases) for (const size of sizes) await measure(state, size)
} finally {
  rmSync(dir, { recursive: true })
}

async function measure(state, size) {
  const world = join(dir, `world-${size}.json`)
  writeFileSync(world, JSON.stringify(worldOf(size)))
  const args = profile ? ['--cpu-prof', `--cpu-prof-name=simulator-${state}-${size}.cpuprofile`] : []
  const simulator = await startSimulator({ world, state: state === 'memory' ? state : join(dir, `state-${size}.json`), args })
  const clients = await connections(simulator.port, CONNECTIONS)
  const keys = simulator.accounts.map((account) => ({ ...account, host: simulator.host }))
  /** Requests by their numbers; `call` gives action, parameters, and the key where it is not the first account's. */
  const requests = (count, call, from = 0) => Array.from({ length: count }, (_, i) => {
    const [action, query, key = keys[0]] = call(from + i)
    return signed(key, action, query)
  })
  const create = (i, account) => createCall(keys[account], i)
  try {
    const balancers = idsOf(await clients.send(requests(size, (i) => create(i, Math.floor(i / EACH)))))
    const groups = idsOf(await clients.send(requests(size, groupCall)))
    const many = quick ? 2000 : 10_000
    // A world in a file is written whole at each change: fewer of them tell as much.
    const writes = state === 'memory' ? many / 10 : 100
    const own = balancers.slice(0, EACH)
    const pick = (list, i) => list[i % list.length]
    const rows = []
    const row = async (name, count, call) => {
      const first = Math.ceil(count / 5)
      const warm = await clients.send(requests(first, call))
      const measured = requests(count, call, first)
      const [cpu, syncs, start] = [simulator.cpu(), await simulator.syncs(), performance.now()]
      const answers = await clients.send(measured)
      const [seconds, cpuMs] = [(performance.now() - start) / 1000, simulator.cpu() - cpu]
      const done = (await simulator.syncs()) - syncs
      const sorted = answers.times.sort((a, b) => a - b)
      // The system counts in steps of 10 ms: less than some of them says nothing.
      const cost = cpuMs < 100 ? '' : Math.round(cpuMs * 1000 / count)
      rows.push([name, Math.round(count / seconds), cost, quantile(sorted, 0.5).toFixed(2),
        quantile(sorted, 0.99).toFixed(2), (done / count).toFixed(2)])
      return { bodies: [...warm.bodies, ...answers.bodies] }
    }
    await row('get a load balancer by ID', many, (i) => ['Alb.GetLoadBalancerAttribute', { LoadBalancerId: pick(own, i) }])
    await row('list load balancers, a page of 10', many, () => ['Alb.ListLoadBalancers', { MaxResults: 10 }])
    await row('list load balancers, a page of 50', many / 2, () => ['Alb.ListLoadBalancers', { MaxResults: 50 }])
    await row('list load balancers by a tag', many, (i) =>
      ['Alb.ListLoadBalancers', { 'Tag.1.Key': 'bench', 'Tag.1.Value': i % own.length }])
    await row('list load balancers by name', many, (i) => ['Alb.ListLoadBalancers', { 'LoadBalancerNames.1': `bench-${i % own.length}` }])
    await row('list server groups, a page of 10', many, () => ['Alb.ListServerGroups', { MaxResults: 10 }])
    await row('list server groups by a tag', many, (i) =>
      ['Alb.ListServerGroups', { 'Tag.1.Key': 'bench', 'Tag.1.Value': i % groups.length }])
    const someBalancers = idsOf(await row('create a load balancer', Math.min(8 * keys.length, writes), (i) => create(size + i, i % keys.length)))
    await row('delete a load balancer', Math.min(8 * keys.length, writes), (i) =>
      ['Alb.DeleteLoadBalancer', { LoadBalancerId: someBalancers[i] }, keys[i % keys.length]])
    const someGroups = idsOf(await row('create a server group', writes, (i) => groupCall(size + i)))
    await row('delete a server group', writes, (i) => ['Alb.DeleteServerGroup', { ServerGroupId: someGroups[i] }])
    await row('tag a load balancer', writes, (i) =>
      ['Alb.TagResources', { 'ResourceId.1': pick(own, i), ResourceType: 'loadbalancer', 'Tag.1.Key': 'turn', 'Tag.1.Value': i }])
    console.log(`\n${size} load balancers, ${size} server groups, state in ${state === 'memory' ? 'memory' : 'a file'}, `
      + `${CONNECTIONS} connections${simulator.pinned ? ', server on one core' : ''}:\n`)
    console.log(table(['', 'calls/s', 'µs of CPU a call', 'p50 ms', 'p99 ms', 'fsyncs a call'], rows))
  } finally {
    clients.close()
    await simulator.stop()
  }
}

/** The IDs that creating calls were answered. */
function idsOf({ bodies }) {
  return bodies.map((body) => JSON.parse(body)).map(({ LoadBalancerId, ServerGroupId }) => LoadBalancerId ?? ServerGroupId)
}

function createCall(key, i) {
  const n = Number(key.name.slice(1))
  return ['Alb.CreateLoadBalancer', {
    AddressType: 'Intranet', 'LoadBalancerBillingConfig.PayType': 'PostPay', LoadBalancerEdition: 'Standard',
    LoadBalancerName: `bench-${i}`, VpcId: `vpc-bench${n}`, 'Tag.1.Key': 'bench', 'Tag.1.Value': i, 'Tag.2.Key': 'stack',
    'Tag.2.Value': 'bench', 'ZoneMappings.1.VSwitchId': `vsw-bench${n}a`, 'ZoneMappings.1.ZoneId': 'cn-bench-a',
    'ZoneMappings.2.VSwitchId': `vsw-bench${n}b`, 'ZoneMappings.2.ZoneId': 'cn-bench-b',
  }, key]
}

function groupCall(i) {
  return ['Alb.CreateServerGroup', {
    ServerGroupName: `bench-${i}`, VpcId: 'vpc-bench0', 'HealthCheckConfig.HealthCheckEnabled': 'false', 'Tag.1.Key': 'bench',
    'Tag.1.Value': i, 'StickySessionConfig.StickySessionEnabled': 'false',
  }]
}

/** A world file with as many accounts as it takes, each with a VPC of two vSwitches. */
function worldOf(size) {
  const names = Array.from({ length: Math.ceil(size / EACH) }, (_, n) => n)
  return {
    seed: 'bench', regions: [{ id: 'cn-bench', zones: [{ id: 'cn-bench-a' }, { id: 'cn-bench-b' }] }],
    accounts: names.map((n) => ({ name: `a${n}` })),
    vpcs: names.map((n) => ({
      id: `vpc-bench${n}`, name: `v${n}`, account: `a${n}`, cidr: '10.0.0.0/8',
      vSwitches: [
        { id: `vsw-bench${n}a`, name: 'a', zone: 'cn-bench-a', cidr: '10.1.0.0/16' },
        { id: `vsw-bench${n}b`, name: 'b', zone: 'cn-bench-b', cidr: '10.2.0.0/16' },
      ],
    })),
  }
}
