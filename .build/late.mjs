import { readFile } from 'node:fs/promises'

/**
 * What modules of the SDK's runtime require when they are loaded, and no call of ours needs: dates, sockets of web pages, XML answers.
 * Half of what loading the runtime would cost.
 */
const PACKAGES = ['lodash', 'moment', 'ws', 'http-proxy-agent', 'https-proxy-agent', 'socks-proxy-agent', 'xml2js']
/** Commander needs it for commands that are programs of their own, of which there are none here. */
const BUILT_IN = 'node:child_process'
const CALLERS = /[\\/](@darabonba[\\/]typescript[\\/]dist|@alicloud[\\/]tea-xml[\\/]dist|commander[\\/]lib)[\\/]\w+\.js$/
const REQUIRE = new RegExp(String.raw`^(var|const) (\w+) = (__importDefault|__importStar)?\(?require\(["'](${[...PACKAGES, BUILT_IN].join('|')})["']\)\)?;$`, 'gm')

/**
 * Puts off each of those until one of its members is read.
 * @param {string} source of a CommonJS module as TypeScript prints it
 * @param {(name: string) => string} place where the package will lie, seen from the module
 */
export function requireLate(source, place) {
  return source.replace(REQUIRE, (_, kind, name, wrap = '', path) =>
    `${kind} ${name} = new Proxy({}, { get: (none, key) => ${wrap}(require(${JSON.stringify(place(path))}))[key] });`)
}

/**
 * Leaves those packages out of the bundle; each lies beside it as a file of its own, and is read when it is needed first.
 * @returns {import('esbuild').Plugin}
 */
export const late = {
  name: 'late',
  setup(build) {
    build.onResolve({ filter: /^late:/ }, ({ path }) => ({ path: `./late/${path.slice('late:'.length)}.cjs`, external: true }))
    build.onLoad({ filter: CALLERS }, async ({ path }) => ({ contents: requireLate(await readFile(path, 'utf8'), (name) => (name === BUILT_IN ? name : `late:${name}`)), loader: 'js' }))
  },
}

/**
 * The second bundle: each of those packages as a file, of the version that the SDK's runtime has.
 * @param {string} root the folder of the project
 * @returns {import('esbuild').BuildOptions}
 */
export function lateOptions(root) {
  const resolveDir = `${root}/node_modules/@darabonba/typescript`
  return {
    entryPoints: PACKAGES.map((name) => ({ in: name, out: name })),
    outdir: 'dist/late',
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    platform: 'node',
    target: 'node20.12',
    minify: true,
    plugins: [{
      name: 'of-the-runtime',
      setup: (build) => build.onResolve({ filter: /./ }, ({ path, kind }) => (kind === 'entry-point' ? build.resolve(path, { resolveDir, kind: 'require-call' }) : undefined)),
    }],
  }
}
