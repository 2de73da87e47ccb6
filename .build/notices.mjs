import { readdirSync, readFileSync } from 'node:fs'
import { standardText } from './licence-texts.mjs'

const PACKAGE = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/
const LICENCE_FILE = /^(?:licen[sc]e|copying|notice)(?:[.-].*)?$/i

/**
 * The packages of which something stands in the bundles, by name and version.
 * @param metafiles what esbuild tells of each
 * @param root the folder that its paths begin in
 * @throws Error for a package whose licence is not known, or whose text is nowhere
 */
export function bundledPackages(metafiles, root) {
  const inputs = metafiles.flatMap(({ outputs }) => Object.values(outputs).flatMap((output) => Object.entries(output.inputs)))
  const used = inputs.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []))
  const folders = new Set(used.flatMap((path) => PACKAGE.exec(path)?.[0] ?? []))
  const packages = new Map([...folders].map((folder) => readPackage(`${root}/${folder}`)).map((one) => [`${one.name} ${one.version}`, one]))
  return [...packages.values()].sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1))
}

/** Name, version, licence and the licence's full text of the package in a folder. */
export function readPackage(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
  if (typeof license !== 'string') throw new Error(`${name} ${version} is bundled and names no licence`)
  const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file)).sort()
  const own = files.map((file) => readFileSync(`${folder}/${file}`, 'utf8').trim()).join('\n\n')
  const text = standardText(license, typeof author === 'string' ? author : author?.name)
  // Some packages under Apache-2.0 only refer to its text.
  const referred = /apache/i.test(license) && !own.includes('TERMS AND CONDITIONS') ? `\n\n${text}` : ''
  if (own !== '') return { name, version, licence: license, text: `${own}${referred}` }
  if (text === undefined) throw new Error(`${name} ${version} is bundled without a text of its licence, ${license}`)
  return { name, version, licence: license, text: `(The package has no file with its licence; this is the licence that it names.)\n\n${text}` }
}

/** The notices as one text: a list of the packages, then each with its licence. */
export function noticesText(packages) {
  const list = packages.map(({ name, version, licence }) => `${name} ${version} (${licence})`)
  const rule = '-'.repeat(80)
  const parts = packages.map(({ text }, index) => `${rule}\n${list[index]}\n${rule}\n\n${text.replaceAll('\r\n', '\n')}\n`)
  return `The bundle of alb-privatelink holds code of these packages:\n\n${list.map((line) => `  ${line}\n`).join('')}\n${parts.join('\n')}`
}
