import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { packed } from '../support/packed.ts'

const top = new URL('../../', import.meta.url)
const files = (folder: string): string[] =>
  readdirSync(new URL(folder, top), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? files(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]))

const BUILT = /\.c?js$|^dist\/(THIRD-PARTY-NOTICES\.txt|explanations\.json|page\/(index\.html|page\.css|icon\.svg))$/

test('the package holds what a user needs, and nothing else', async () => {
  const built = files('dist')
  expect(built).toContain('dist/THIRD-PARTY-NOTICES.txt')
  expect(built.filter((name) => !BUILT.test(name))).toEqual([])
  expect((await packed('--dry-run')).files.map(({ path }) => path).toSorted()).toEqual([
    'CHANGELOG.md', 'LICENSE', 'README.md', 'bin/alb-privatelink.js', 'bin/package.json', 'config.example.yaml', 'package.json',
    ...built, ...files('docs'),
  ].toSorted())
})

test('the package needs no other', () => {
  const manifest = JSON.parse(readFileSync(new URL('package.json', top), 'utf8')) as Record<string, unknown>
  expect(['dependencies', 'optionalDependencies', 'peerDependencies', 'bundleDependencies'].filter((key) => key in manifest)).toEqual([])
  expect(Object.keys(manifest['scripts'] as object).filter((name) => /^((pre|post)?install|prepare)$/.test(name))).toEqual([])
})

test('every link between its pages leads to one of its files', async () => {
  const paths = (await packed('--dry-run')).files.map(({ path }) => path)
  const links = paths.filter((path) => path.endsWith('.md')).flatMap((path) => {
    const text = readFileSync(new URL(path, top), 'utf8').replaceAll(/^```.*?^```$/gms, '')
    return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => ({ path, link: link!.split('#', 1)[0]! })).filter(({ link }) => link !== '' && !link.includes(':'))
  })
  expect(links.length).toBeGreaterThan(20)
  expect(links.filter(({ path, link }) => !paths.includes(posix.join(posix.dirname(path), link)))).toEqual([])
})
