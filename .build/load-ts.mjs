import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs a piece of TypeScript that re-exports from our files, with paths from the top of the repository; what it exports. */
export async function loadTs(contents) {
  const { outputFiles: [bundle] } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true, write: false, format: 'esm', platform: 'node', logLevel: 'warning',
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire('file:///');" },
  })
  return import(`data:text/javascript;base64,${Buffer.from(bundle.contents).toString('base64')}`)
}
