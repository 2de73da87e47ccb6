// Runs the benches of this folder, one after the other, and lets each print its tables.
//   npm run bench                         all of them
//   npm run bench -- simulator --quick    those whose name holds the word; options go to the bench
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const words = process.argv.slice(2).filter((one) => !one.startsWith('-'))
const options = process.argv.slice(2).filter((one) => one.startsWith('-'))
const benches = readdirSync(here).filter((name) => name.endsWith('.bench.mjs')
  && (words.length === 0 || words.some((word) => name.includes(word))))
if (benches.length === 0) {
  console.error(`no bench is named like ${words.join(' ')}`)
  process.exit(2)
}
// What is measured is what users run.
if (run('../.build/bundle.mjs', []) !== 0 || !existsSync(`${here}../dist/main.cjs`)) process.exit(1)
console.log(`Node.js ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim()}, ${new Date().toISOString().slice(0, 10)}`)
const failed = benches.filter((name) => run(name, options) !== 0)
if (failed.length > 0) console.error(`failed: ${failed.join(', ')}`)
process.exit(failed.length === 0 ? 0 : 1)

function run(file, args) {
  return spawnSync(process.execPath, [here + file, ...args], { stdio: 'inherit' }).status
}
