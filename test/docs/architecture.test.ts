import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const top = new URL('../../', import.meta.url)
const text = readFileSync(new URL('docs/architecture.md', top), 'utf8')
const folders = (folder: string): string[] =>
  readdirSync(new URL(folder, top), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [`${folder}${entry.name}/`] : []))
const isThere = (path: string): boolean => existsSync(new URL(path, top)) && statSync(new URL(path, top)).isDirectory() === path.endsWith('/')

/** The paths that the page names: folders end with a slash. */
const named = [...text.matchAll(/`((?:src|test|bench|\.build)\/[^`\s]*)`/g)].map(([, path]) => path!)

/** Names of the folders of src that the files of one of them import. */
function importsOf(folder: string): string[] {
  const files = readdirSync(new URL(folder, top), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const found = files.flatMap((file) => {
    const at = new URL(`${folder}${file}`, top)
    const source = readFileSync(at, 'utf8')
    return [...source.matchAll(/(?:from |import\()'(\.[^']+)'/g)].map(([, path]) => new URL(path!, at).href.slice(top.href.length))
  })
  return [...new Set(found.filter((path) => !path.startsWith(folder)).flatMap((path) => /^src\/(\w+)\//.exec(path)?.[1] ?? []))]
}

describe('docs/architecture.md', () => {
  test('names files and folders that exist', () => {
    expect(named.length).toBeGreaterThan(30)
    expect(named.filter((path) => !isThere(path))).toEqual([])
  })

  test('names every folder of src, down to the second level', () => {
    const all = folders('src/').flatMap((folder) => [folder, ...folders(folder)])
    expect(all.length).toBeGreaterThan(15)
    expect(all.filter((folder) => !named.includes(folder))).toEqual([])
  })

  test('says which folders each folder imports', () => {
    const others = folders('src/').map((folder) => folder.slice('src/'.length, -1))
    const rows = [...text.matchAll(/^\| `(src\/\w+\/)` \|.*\| ([^|]+) \|$/gm)]
    expect(rows.map(([, folder]) => folder!).toSorted()).toEqual(folders('src/').toSorted())
    for (const [, folder, cell] of rows) {
      const own = folder!.slice('src/'.length, -1)
      const words = cell!.startsWith('all others') ? others.filter((name) => name !== own) : cell!.match(/\w+/g)!
      const said = others.filter((name) => words.includes(name))
      expect({ folder, imports: importsOf(folder!).toSorted() }).toEqual({ folder, imports: said.toSorted() })
    }
  })
})
