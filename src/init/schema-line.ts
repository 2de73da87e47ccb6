import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const SCHEMA = join('docs', 'config.schema.json')

/** The schema of the config in the package that runs: one folder up from the bundle, two from the source. */
function installed(): string | undefined {
  return ['..', '../..'].map((up) => join(dirname(fileURLToPath(import.meta.url)), up, SCHEMA)).find((file) => existsSync(file))
}

/**
 * How a file names the schema: by a relative path where both are of one project or clone, so that it is right for everybody who has it;
 * else by its address on this machine.
 * @param isThere whether there is a file
 * @returns undefined for the cache of `npx`, which comes and goes
 */
export function schemaReference(file: string, schema: string, isThere: (path: string) => boolean = existsSync): string | undefined {
  if (schema.split(sep).includes('_npx')) return undefined
  const modules = schema.indexOf(`${sep}node_modules${sep}`)
  const home = modules < 0 ? dirname(dirname(schema)) : schema.slice(0, modules)
  const folder = dirname(resolve(file))
  const within = relative(home, folder)
  if (within === '..' || within.startsWith(`..${sep}`) || isAbsolute(within)) return pathToFileURL(schema).href
  // Some package managers keep the package itself elsewhere, and link to it from there.
  const linked = join(home, 'node_modules', 'alb-privatelink', SCHEMA)
  const path = relative(folder, modules >= 0 && isThere(linked) ? linked : schema).replaceAll(sep, '/')
  // A comment for editors ends at a blank.
  return /[\s#]/.test(path) ? pathToFileURL(schema).href : path
}

/** The first line of a config for editors that read YAML schemas; undefined where there is no schema that stays. */
export function schemaLine(file: string): string | undefined {
  const schema = installed()
  const reference = schema === undefined ? undefined : schemaReference(file, schema)
  return reference === undefined ? undefined : `# yaml-language-server: $schema=${reference}`
}
