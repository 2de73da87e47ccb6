// Bundles src into dist: one small entry, and a chunk of its own for each dynamic import, so that a process loads only
// what its command needs. Unbundled, loading the SDK packages alone costs a second.
import { copyFile, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
await rm(`${root}/dist`, { recursive: true, force: true })
await build({
  absWorkingDir: root,
  entryPoints: ['src/main.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.12',
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: true,
  legalComments: 'none',
  logLevel: 'warning',
  // The SDK packages are CommonJS and require built-in modules at run time; a model class must not redefine its fields.
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
})

// The page of the embedded cloud: one script for the browser, and the files that it goes with as they are.
await build({
  absWorkingDir: root,
  entryPoints: { page: 'src/simulator/page/main.ts' },
  outdir: 'dist/page',
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2023',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
})
for (const file of ['index.html', 'page.css', 'icon.svg']) await copyFile(`${root}/src/simulator/page/${file}`, `${root}/dist/page/${file}`)
// Read at run time, when a failure is shown.
await copyFile(`${root}/src/messages/explanations.json`, `${root}/dist/explanations.json`)
