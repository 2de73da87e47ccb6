import { readFile } from 'node:fs/promises'

/** The packages that are cut, each with the file of src/cloud/sdk that names its operations in use. */
const PRODUCTS = { alb20200616: 'alb', vpc20160428: 'vpc', ecs20140526: 'ecs' }

const lower = (name) => name[0].toLowerCase() + name.slice(1)

/**
 * The operations that a file of src/cloud/sdk names by their requests.
 * @param {string} source
 * @returns {string[]} such as `CreateListener`
 */
export function operationsOf(source) {
  return [...source.matchAll(/\b(\w+)Request\b/g)].map(([, name]) => name)
}

/**
 * A generated client with the methods of some operations alone. Each operation has two methods, of which the one with options is kept.
 * @param {string} source the package's src/client.ts
 * @param {string[]} operations
 * @returns {string}
 * @throws {Error} where a method that is to be kept is not there: the generated code has changed its form
 */
export function cutClient(source, operations) {
  const wanted = new Set(operations.map((name) => `${lower(name)}WithOptions`))
  const cut = source.replace(/^ {2}async (\w+)\([^]*?^ {2}\}$/gm, (method, name) => (wanted.delete(name) ? method : ''))
  if (wanted.size > 0) throw new Error(`no such methods in the client: ${[...wanted].join(', ')}`)
  return cut
}

/**
 * The list of a package's models with those of some operations alone; what these are made of they import themselves.
 * @param {string} source the package's src/models/model.ts
 * @param {string[]} operations
 */
export function cutModels(source, operations) {
  const kept = new Set(operations.flatMap((name) => ['Request', 'ShrinkRequest', 'Response', 'ResponseBody'].map((part) => name + part)))
  return source.split('\n').filter((line) => kept.has(/\{ (\w+) \}/.exec(line)?.[1])).join('\n')
}

/**
 * Bundles the official SDK packages from the TypeScript that they bring, without the operations that are not in use. As they are they
 * cost a second to load, and a dozen megabytes.
 *
 * A model must not redefine its fields (`useDefineForClassFields: false`): with it every request would leave without parameters, and
 * nothing would fail. test/build/slim-sdk.test.ts compares what is sent with what the whole packages send.
 * @param {string} root the folder of the project
 * @returns {import('esbuild').Plugin}
 */
export function slimSdk(root) {
  return {
    name: 'slim-sdk',
    setup(build) {
      build.onResolve({ filter: /^@alicloud\/(alb20200616|vpc20160428|ecs20140526)$/ }, ({ path, resolveDir, kind }) =>
        build.resolve(`${path}/src/client.ts`, { resolveDir, kind }))
      build.onLoad({ filter: /[\\/]@alicloud[\\/](alb20200616|vpc20160428|ecs20140526)[\\/]src[\\/](client|models[\\/]model)\.ts$/ }, async ({ path }) => {
        const product = PRODUCTS[/@alicloud[\\/](\w+)/.exec(path)[1]]
        const operations = operationsOf(await readFile(`${root}/src/cloud/sdk/${product}.ts`, 'utf8'))
        const cut = path.endsWith('client.ts') ? cutClient : cutModels
        return { contents: cut(await readFile(path, 'utf8'), operations), loader: 'ts' }
      })
    },
  }
}
