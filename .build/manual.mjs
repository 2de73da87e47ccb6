// Writes docs/simulator-actions.md from the parameter tables of the embedded cloud: `npm run manual`.
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const { outputFiles: [bundle] } = await build({
  stdin: { contents: "export { products } from './src/simulator/index.ts'; export { actionManual } from './.build/action-manual.ts'", resolveDir: root },
  bundle: true, write: false, format: 'esm', platform: 'node', logLevel: 'warning',
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire('file:///');" },
})
const { products, actionManual } = await import(`data:text/javascript;base64,${Buffer.from(bundle.contents).toString('base64')}`)
await writeFile(new URL('../docs/simulator-actions.md', import.meta.url), actionManual(await products()))
