// How long commands take to start, beside an empty `node -e 0`.
//   npm run bench -- start            medians of 15 runs, all of them in turn
//   npm run bench -- start --quick    of 5
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { environment, median, peakMemory, PROGRAM, timed } from './support/process.mjs'
import { startSimulator } from './support/simulator.mjs'
import { table } from './support/table.mjs'

/** Of a start, for noise, in milliseconds. */
const NOISE = 25
const LATENCY = 20
const runs = process.argv.includes('--quick') ? 5 : 15
const config = fileURLToPath(new URL('../config.example.yaml', import.meta.url))
const dir = mkdtempSync(join(tmpdir(), 'bench-start-'))
const wrong = join(dir, 'wrong.yaml')
writeFileSync(wrong, 'stack: 1\n')
const simulator = await startSimulator({ state: 'memory', pin: false })
const [{ accessKeyId, accessKeySecret }] = simulator.accounts
const signed = { ALB_PRIVATELINK_STATE_DIR: dir, ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret }
const env = environment(signed)
const ask = (command) => [PROGRAM, command, '-c', config, '--pace', '1000', '--json', '--endpoint-url', `http://${simulator.host}`]
const delay = (delayMs) => simulator.put('/_sim/faults', delayMs === 0 ? [] : [{ id: 'latency', match: { times: 1e9 }, do: { delayMs } }])

try {
  await timed(ask('up'), { env })
  const starts = [
    ['--version', 1.5, () => timed([PROGRAM, '--version'])],
    ['--help', 1.5, () => timed([PROGRAM, '--help'])],
    ['completion bash', 1.5, () => timed([PROGRAM, 'completion', 'bash'])],
    ['a config error', 4, () => timed([PROGRAM, 'up', '-c', wrong, '--simulate'], { env, code: 2 })],
    ['the first signed call', 5, () => firstCall()],
    ['status, finished stack', 8, () => timed(ask('status'), { env })],
  ]
  const times = new Map([['node -e 0', []], ...starts.map(([name]) => [name, []])])
  // In turn, so that what else the machine does falls on all alike.
  for (let i = 0; i < runs; i++) {
    times.get('node -e 0').push((await timed(['-e', '0'])).ms)
    for (const [name, , run] of starts) times.get(name).push((await run()).ms)
  }
  const bare = median(times.get('node -e 0'))
  console.log(`\nStart, medians of ${runs} runs; \`node -e 0\` takes ${bare.toFixed(0)} ms.\n`)
  console.log(table(['what', 'ms', 'times bare', `at most (and ${NOISE} ms)`, 'holds'], starts.map(([name, most]) => {
    const ms = median(times.get(name))
    return [name, ms.toFixed(0), (ms / bare).toFixed(2), most.toFixed(1), ms <= most * bare + NOISE ? 'yes' : 'NO']
  })))

  const memory = { bare: [], status: [] }
  for (let i = 0; i < Math.min(runs, 10); i++) {
    memory.bare.push(await peakMemory(['-e', '0']))
    memory.status.push(await peakMemory(ask('status'), { env }))
  }
  const [held, most] = [median(memory.status), 2.5 * median(memory.bare)]
  console.log(`\nPeak memory of \`status\`: ${held.toFixed(0)} MB, ${(held / median(memory.bare)).toFixed(2)} times bare, at most 2.5: ${held <= most ? 'yes' : 'NO'}`)

  const rows = []
  for (const [name, deep] of [['status', 3], ['plan', 3]]) {
    const took = { 0: [], [LATENCY]: [] }
    let calls
    for (let i = 0; i < runs; i++) {
      for (const ms of [0, LATENCY]) {
        await delay(ms)
        const run = await timed(ask(name), { env })
        took[ms].push(run.ms)
        calls = JSON.parse(run.stdout.trim().split('\n').at(-1)).calls
      }
    }
    await delay(0)
    const trips = (median(took[LATENCY]) - median(took[0])) / LATENCY
    rows.push([name, calls, median(took[0]).toFixed(0), median(took[LATENCY]).toFixed(0), trips.toFixed(1), deep])
  }
  console.log(`\nRound trips, with ${LATENCY} ms of latency a call; whose key it is, is asked before them.\n`)
  console.log(table(['what', 'calls', 'ms at once', 'ms with latency', 'calls deep', 'at most'], rows))
} finally {
  await simulator.stop()
  rmSync(dir, { recursive: true })
}

/** From the spawn of `up` to the moment when a server has its first signed call. */
async function firstCall() {
  let received
  const first = new Promise((done) => (received = done))
  const server = createServer(({ headers }) => headers.authorization !== undefined && received(performance.now()))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const start = performance.now()
  const child = spawn(process.execPath, [PROGRAM, 'up', '-c', config, '--endpoint-url', `http://127.0.0.1:${server.address().port}`], { env, stdio: 'ignore' })
  const ms = (await first) - start
  child.kill('SIGKILL')
  await once(child, 'exit')
  server.closeAllConnections()
  server.close()
  return { ms }
}
