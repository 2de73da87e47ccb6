// Removes one guard after the other from a copy of the tree, and passes only if the test that speaks of it then fails: a guard
// whose loss no test would notice is no guard. `npm run guards`, or `npm run guards -- lock` for those whose name has that word.
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { guards } from './guards-list.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Copies at work at once. */
const COPIES = 2
const COPIED = ['src', 'test', 'bin', 'package.json', 'tsconfig.json', 'config.example.yaml']

function copy() {
  const folder = mkdtempSync(join(tmpdir(), 'alb-privatelink-guards-'))
  for (const name of COPIED) cpSync(join(root, name), join(folder, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

/** Runs the named test; what the runner counted, or why there is nothing to count. */
function run(folder, { file, test }) {
  const report = join(folder, 'report.json')
  rmSync(report, { force: true })
  const pattern = test.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts', '--project', 'unit', file, '-t', pattern, '--reporter=json', '--outputFile', report]
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder, timeout: 120_000, env: { ...process.env, CI: '' } }, () => {
      try {
        const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(report, 'utf8'))
        resolve({ passed, failed })
      } catch (error) {
        resolve({ passed: 0, failed: 0, problem: String(error) })
      }
    })
  })
}

/** What is wrong with a guard; undefined when its loss is noticed. */
async function judge(folder, guard) {
  const path = join(folder, guard.source)
  const whole = readFileSync(path, 'utf8')
  const places = whole.split(guard.from).length - 1
  if (places !== 1) return `${guard.source} has ${places} places of ${JSON.stringify(guard.from)}: the patch is out of date`
  const before = await run(folder, guard)
  if (before.passed === 0 || before.failed > 0) return `the test does not pass with the guard (${before.passed} passed, ${before.failed} failed${before.problem ? `, ${before.problem}` : ''})`
  writeFileSync(path, whole.replace(guard.from, () => guard.to))
  try {
    const after = await run(folder, guard)
    if (after.problem !== undefined) return `the test cannot be run without the guard: ${after.problem}`
    return after.failed > 0 ? undefined : 'the test passes without the guard'
  } finally {
    writeFileSync(path, whole)
  }
}

const words = process.argv.slice(2)
const queue = guards.filter(({ name }) => words.every((word) => name.includes(word)))
const total = queue.length
let wrong = 0
await Promise.all(Array.from({ length: Math.min(COPIES, total) }, async () => {
  const folder = copy()
  try {
    for (let guard = queue.shift(); guard !== undefined; guard = queue.shift()) {
      const mistake = await judge(folder, guard)
      if (mistake !== undefined) wrong += 1
      console.log(`${mistake === undefined ? 'noticed' : 'MISSED '}  ${guard.name}${mistake === undefined ? '' : `: ${mistake}`}`)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}))
console.log(`guards: ${total - wrong} of ${total} noticed`)
process.exitCode = wrong === 0 && total > 0 ? 0 : 1
