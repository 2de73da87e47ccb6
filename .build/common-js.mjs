import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { transform } from 'esbuild'

/** Of a module, its address; the bundler puts it into the files that ask for it. */
const ADDRESS = { name: '__address', banner: "const __address = require('node:url').pathToFileURL(__filename).href;" }

/**
 * A file of the bundle as CommonJS: what it imports it requires, later too.
 * @param {string} source a module
 * @returns {Promise<string>}
 */
export async function commonJsOf(source) {
  const { code } = await transform(source, {
    format: 'cjs',
    platform: 'node',
    target: 'node20.12',
    minifySyntax: true,
    minifyWhitespace: true,
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': ADDRESS.name },
    banner: source.includes('import.meta.url') ? ADDRESS.banner : '',
  })
  // Every file of the bundle has the marks of a module that was: wrapped, all its names would be copied at each later import.
  return code.replaceAll(/__toESM\(require\(("\.\/[^"]+")\)\)/g, 'require($1)')
}

/**
 * Only modules can be split by the bundler, but Node.js takes 4 ms to start its loader of modules, and longer for each file than for one that
 * is required. So what was split is made CommonJS before it is written.
 * @type {import('esbuild').Plugin}
 */
export const commonJs = {
  name: 'common-js',
  setup(build) {
    const writes = build.initialOptions.write !== false
    build.initialOptions.write = false
    build.onEnd(async ({ outputFiles = [] }) => {
      await Promise.all(outputFiles.map(async (file) => {
        file.contents = new TextEncoder().encode(await commonJsOf(file.text))
        if (!writes) return
        await mkdir(dirname(file.path), { recursive: true })
        await writeFile(file.path, file.contents)
      }))
    })
  },
}
