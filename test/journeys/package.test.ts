import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { packed } from '../support/packed.ts'

const top = new URL('../../', import.meta.url)
const files = (folder: string): string[] =>
  readdirSync(new URL(folder, top), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? files(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]))

const FOR_DEVELOPERS = ['docs/CONTRIBUTING.md', 'docs/architecture.md']
const BUILT = /\.c?js$|^dist\/(THIRD-PARTY-NOTICES\.txt|explanations\.json|page\/(index\.html|page\.css|icon\.svg))$/

test('the package holds what a user needs, and nothing else', async () => {
  const built = files('dist')
  expect(built).toContain('dist/THIRD-PARTY-NOTICES.txt')
  expect(built.filter((name) => !BUILT.test(name))).toEqual([])
  expect((await packed('--dry-run')).files.map(({ path }) => path).toSorted()).toEqual([
    'CHANGELOG.md', 'LICENSE', 'README.md', 'bin/alb-privatelink.js', 'bin/package.json', 'config.example.yaml', 'package.json',
    ...built, ...files('docs').filter((name) => !FOR_DEVELOPERS.includes(name)),
  ].toSorted())
})

test('the package needs no other', () => {
  const manifest = JSON.parse(readFileSync(new URL('package.json', top), 'utf8')) as Record<string, unknown>
  expect(['dependencies', 'optionalDependencies', 'peerDependencies', 'bundleDependencies'].filter((key) => key in manifest)).toEqual([])
  expect(Object.keys(manifest['scripts'] as object).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([])
})
