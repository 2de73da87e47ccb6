// Writes the pages of docs that are made of tables of the source: `npm run manual`.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const { outputFiles: [bundle] } = await build({
  stdin: {
    contents: `
      export { products } from './src/simulator/index.ts'
      export { actionManual } from './.build/action-manual.ts'
      export { troubleshooting } from './.build/troubleshooting.ts'`,
    resolveDir: root,
  },
  bundle: true, write: false, format: 'esm', platform: 'node', logLevel: 'warning',
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire('file:///');" },
})
const { products, actionManual, troubleshooting } = await import(`data:text/javascript;base64,${Buffer.from(bundle.contents).toString('base64')}`)
const explanations = JSON.parse(await readFile(`${root}/src/messages/explanations.json`, 'utf8'))
await writeFile(`${root}/docs/simulator-actions.md`, actionManual(await products()))
await writeFile(`${root}/docs/troubleshooting.md`, troubleshooting(explanations))
