// Runs the commands that README.md shows on the embedded cloud, and writes what they print into it: `npm run session`.
// A recording that differs from the new one in its times alone stays.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { loadTs } from './load-ts.mjs'

const { alike, record, recordingsOf, withRecordings } = await loadTs("export * from './.build/recording.ts'")
const root = fileURLToPath(new URL('..', import.meta.url))
const page = await readFile(`${root}/README.md`, 'utf8')
const old = recordingsOf(page)
const texts = await record(root, old.map(({ args }) => args))
const kept = old.map(({ text }, index) => (alike(text) === alike(texts[index]) ? text : texts[index]))
await writeFile(`${root}/README.md`, withRecordings(page, kept))
