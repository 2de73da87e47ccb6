import { fileURLToPath } from 'node:url'
import { commonJs } from './common-js.mjs'
import { fewChunks } from './few-chunks.mjs'
import { late, lateOptions } from './late.mjs'
import { slimSdk } from './slim-sdk.mjs'

/** The top of the repository, without a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

/** One small entry, and a chunk of its own for each dynamic import, so that a process loads only what its command needs. */
export const program = {
  entryPoints: ['src/main.ts'],
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  splitting: true,
  platform: 'node',
  target: 'node20.12',
  minifySyntax: true,
  minifyWhitespace: true,
  // Its modules as they are, of which only those in use are taken; Node.js would get them as CommonJS.
  alias: { yaml: `${root}/node_modules/yaml/browser/dist/index.js` },
  plugins: [slimSdk(root), late, fewChunks(root), commonJs],
  // A model class of the SDK packages must not redefine its fields.
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
}

/** The page of the embedded cloud: one script for the browser. */
const page = {
  entryPoints: { page: 'src/simulator/page/main.ts' },
  outdir: 'dist/page',
  platform: 'browser',
  target: 'es2023',
  minify: true,
}

/** What esbuild makes dist of. The licences of what is bundled are in dist/THIRD-PARTY-NOTICES.txt, whole. */
export const bundles = [program, lateOptions(root), page].map((options) => (
  { absWorkingDir: root, bundle: true, format: 'esm', legalComments: 'none', metafile: true, logLevel: 'warning', ...options }
))
