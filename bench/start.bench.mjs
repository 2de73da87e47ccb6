// How long commands take to start, beside an empty `node -e 0`.
//   npm run bench -- start            medians of 15 runs, all of them in turn
//   npm run bench -- start --quick    of 5
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { median, peakMemory, PROGRAM, timed } from './support/process.mjs'
import { CONFIG, startStack } from './support/stack.mjs'
import { table } from './support/table.mjs'

/** Of a start, for noise, in milliseconds. */
const NOISE = 25
const runs = process.argv.includes('--quick') ? 5 : 15
const stack = await startStack()
const { env, ask } = stack
const wrong = join(stack.folder, 'wrong.yaml')
writeFileSync(wrong, 'stack: 1\n')

try {
  await timed(ask('up'), { env })
  const starts = [
    ['--version', 1.5, () => timed([PROGRAM, '--version'])],
    ['--help', 1.5, () => timed([PROGRAM, '--help'])],
    ['completion bash', 1.5, () => timed([PROGRAM, 'completion', 'bash'])],
    ['a config error', 4, () => timed([PROGRAM, 'up', '-c', wrong, '--simulate'], { env, code: 2 })],
    ['the first signed call', 5, () => firstCall()],
    ['status of a finished stack', 8, () => timed(ask('status'), { env })],
  ]
  const times = new Map([['node -e 0', []], ...starts.map(([name]) => [name, []])])
  // In turn, so that what else the machine does falls on all alike.
  for (let i = 0; i < runs; i++) {
    times.get('node -e 0').push((await timed(['-e', '0'])).ms)
    for (const [name, , run] of starts) times.get(name).push((await run()).ms)
  }
  const bare = median(times.get('node -e 0'))
  console.log(`\nStart, medians of ${runs} runs; \`node -e 0\` takes ${bare.toFixed(0)} ms, and ${NOISE} ms are for noise.\n`)
  console.log(table(['what', 'ms', 'times bare', 'at most', 'holds'], starts.map(([name, most]) => {
    const ms = median(times.get(name))
    return [name, ms.toFixed(0), (ms / bare).toFixed(2), most.toFixed(1), ms <= most * bare + NOISE ? 'yes' : 'NO']
  })))

  const [bareHeld, held] = [[], []]
  for (let i = 0; i < runs; i++) {
    bareHeld.push(await peakMemory(['-e', '0']))
    held.push(await peakMemory(ask('status'), { env }))
  }
  const times25 = median(held) / median(bareHeld)
  console.log(`\n${table(['peak memory', 'MB', 'times bare', 'at most', 'holds'], [['status of a finished stack', median(held).toFixed(0), times25.toFixed(2), '2.5', times25 <= 2.5 ? 'yes' : 'NO']])}`)
} finally {
  await stack.stop()
}

/** From the spawn of `up` to the moment when a server has its first signed call. */
async function firstCall() {
  let received
  const first = new Promise((done) => (received = done))
  const server = createServer(({ headers }) => headers.authorization !== undefined && received(performance.now()))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const start = performance.now()
  const child = spawn(process.execPath, [PROGRAM, 'up', '-c', CONFIG, '--endpoint-url', `http://127.0.0.1:${server.address().port}`], { env, stdio: 'ignore' })
  const ms = (await first) - start
  child.kill('SIGKILL')
  await once(child, 'exit')
  server.closeAllConnections()
  server.close()
  return { ms }
}
