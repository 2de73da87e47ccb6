// How many calls each command makes on an instant cloud, how many of them wait for one another, and what of a run is the embedded cloud's.
//   npm run bench -- calls            medians of 11 runs
//   npm run bench -- calls --quick    of 3
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { bundles } from '../.build/bundles.mjs'
import { depthOf } from './support/depth.mjs'
import { environment, median, PROGRAM, timed } from './support/process.mjs'
import { CONFIG, startStack } from './support/stack.mjs'
import { table } from './support/table.mjs'

const runs = process.argv.includes('--quick') ? 3 : 11
/** By how much a run on the embedded cloud shortens its own waits. */
const EMBEDDED_PACE = 40
/** Of each call, in milliseconds. */
const LATENCY = 20

const stack = await startStack()
try {
  await stack.delay(LATENCY)
  const counts = new Map()
  let seen = 0
  for (let i = 0; i < runs; i++) {
    for (const [name, command] of [['up', 'up'], ['up again', 'up'], ['status', 'status'], ['plan', 'plan'], ['down', 'down']]) {
      await timed(stack.ask(command), { env: stack.env })
      const calls = (await stack.simulator.get(`/_sim/log?after=${seen}`)).entries
      seen = calls.at(-1).n
      const test = calls.findIndex(({ action }) => action === 'RunCommand')
      const before = test < 0 ? calls : calls.slice(0, test)
      counts.set(name, [...(counts.get(name) ?? []), { calls: calls.length, deep: depthOf(before) }])
    }
  }
  const most = { up: [41, '-'], 'up again': [20, 4], status: [14, 3], plan: [14, 3], down: [28, '-'] }
  console.log(`\nCalls, whose key it is included; how deep, before the test. Medians of ${runs} runs, ${LATENCY} ms for each.\n`)
  console.log(table(['command', 'calls', 'at most', 'deep', 'at most'], [...counts].map(([name, all]) =>
    [name, median(all.map(({ calls }) => calls)), most[name][0], median(all.map(({ deep }) => deep)), most[name][1]])))
} finally {
  await stack.stop()
}

const chunks = await simulatorChunks()
const [within, beside, samples] = [[], [], []]
for (let i = 0; i < runs; i++) {
  within.push(await embedded())
  beside.push(await elsewhere())
  samples.push(await share(chunks))
}
const added = 1 - median(beside) / median(within)
console.log(`\n\`up\` on an instant cloud, medians of ${runs} runs. What the cloud in the same process adds is told by the same run against one in a process of its own.\n`)
const bound = 0.2
const verdict = (part) => [`${(100 * part).toFixed(0)} %`, '20 %', part <= bound ? 'yes' : 'NO']
console.log(table(['embedded, ms', 'elsewhere, ms', 'added', 'at most', 'holds', 'of the samples', 'at most', 'holds'], [[
  median(within).toFixed(0), median(beside).toFixed(0), ...verdict(added), ...verdict(median(samples)),
]]))

async function embedded() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-embedded-'))
  const { ms } = await timed([PROGRAM, 'up', '-c', CONFIG, '--simulate', '--speed', 'instant', '--json'], { env: environment({ ALB_PRIVATELINK_STATE_DIR: folder }) })
  rmSync(folder, { recursive: true })
  return ms
}

async function elsewhere() {
  const other = await startStack()
  try {
    // What a server compiles when it is first asked is not the run's.
    await timed(other.ask('status'), { env: other.env })
    return (await timed(other.ask('up', EMBEDDED_PACE), { env: other.env })).ms
  } finally {
    await other.stop()
  }
}

/** The files of the bundle in which nothing but the embedded cloud is. */
async function simulatorChunks() {
  const { metafile } = await build({ ...bundles[0], write: false })
  const own = Object.entries(metafile.outputs).filter(([, { inputs }]) => {
    const sources = Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0)
    return sources.length > 0 && sources.every((path) => path.startsWith('src/simulator/'))
  })
  return new Set(own.map(([path]) => path.split('/').at(-1)))
}

/** What of the wall time of one run is the embedded cloud's: samples with one of its functions on the stack, and its part of what is compiled. */
async function share(own) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-share-'))
  try {
    const env = environment({ ALB_PRIVATELINK_STATE_DIR: join(folder, 'state') })
    await timed(['--cpu-prof', '--cpu-prof-interval', '500', `--cpu-prof-dir=${folder}`, PROGRAM, 'up', '-c', CONFIG, '--simulate', '--speed', 'instant', '--quiet'], { env })
    const file = readdirSync(folder).find((name) => name.endsWith('.cpuprofile'))
    const { nodes, samples, timeDeltas, startTime, endTime } = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])))
    const byId = new Map(nodes.map((node) => [node.id, node.callFrame]))
    const urls = new Set(nodes.map(({ callFrame }) => callFrame.url).filter((url) => url.includes('/dist/')))
    const size = (all) => all.reduce((sum, url) => sum + statSync(new URL(url)).size, 0)
    const compiledPart = size([...urls].filter((url) => own.has(url.split('/').at(-1)))) / size([...urls])
    let mine = 0
    for (const [i, sample] of samples.entries()) {
      if (byId.get(sample).functionName === 'wrapSafe') mine += timeDeltas[i] * compiledPart
      else if (isOwn(sample)) mine += timeDeltas[i]
    }
    return mine / (endTime - startTime)

    function isOwn(id) {
      for (let at = id; at !== undefined; at = parents.get(at)) if (own.has(byId.get(at).url.split('/').at(-1))) return true
      return false
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
