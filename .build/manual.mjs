// Writes the pages of docs that are made of tables of the source: `npm run manual`.
import { readFile, writeFile } from 'node:fs/promises'
import { loadTs } from './load-ts.mjs'

const top = new URL('..', import.meta.url)
const { products, actionManual, troubleshooting } = await loadTs(`
  export { products } from './src/simulator/index.ts'
  export { actionManual } from './.build/action-manual.ts'
  export { troubleshooting } from './.build/troubleshooting.ts'`)
const explanations = JSON.parse(await readFile(new URL('src/messages/explanations.json', top), 'utf8'))
await writeFile(new URL('docs/simulator-actions.md', top), actionManual(await products()))
await writeFile(new URL('docs/troubleshooting.md', top), troubleshooting(explanations))
