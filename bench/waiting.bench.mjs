// How late a wait ends, and how often it looks: 1,000 waits each, on a clock that is only counted.
//   npm run bench -- waiting
import { loadTs } from '../.build/load-ts.mjs'
import { table } from './support/table.mjs'

const { gapMs, learnedWaits, unknownWaits } = await loadTs("export { gapMs } from './src/run/gap.ts'\nexport { learnedWaits, unknownWaits } from './test/support/waits.ts'")
const row = (name, { overshoot, reads, most }, [late, often]) =>
  [name, `${(100 * overshoot).toFixed(1)} %`, `${late} %`, reads.toFixed(1), often, most, overshoot <= late / 100 && reads <= often ? 'yes' : 'NO']
console.log(`\n${table(['waiting', 'too late', 'at most', 'reads', 'at most', 'most reads', 'holds'], [
  row('time unknown, 30 s to 5 min', unknownWaits(gapMs), [6, 20]),
  ...[8, 20, 60, 180].map((seconds) => row(`usual time learned, ${seconds} s`, learnedWaits(gapMs, seconds), [3, 15])),
])}`)
