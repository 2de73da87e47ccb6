import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type BuildOptions, type Metafile } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

interface Bundled { name: string; version: string; licence: string; text: string }
interface Notices { bundledPackages(metafiles: Metafile[], root: string): Bundled[]; readPackage(folder: string): Bundled; noticesText(packages: Bundled[]): string }

const load = async <T>(name: string): Promise<T> => (await import(new URL(`../../.build/${name}`, import.meta.url).href)) as T
const { bundledPackages, readPackage, noticesText } = await load<Notices>('notices.mjs')
const { bundles, root } = await load<{ bundles: BuildOptions[]; root: string }>('bundles.mjs')

describe('the notices of the bundles', () => {
  let metafiles: Metafile[]
  beforeAll(async () => {
    metafiles = await Promise.all(bundles.map(async (options) => (await build({ ...options, write: false })).metafile!))
  }, 60_000)
  const outputs = (): Metafile['outputs'][string][] => metafiles.flatMap((metafile) => Object.values(metafile.outputs))

  test('have an entry with a licence and its text for each package that is in them', () => {
    const code = outputs().flatMap(({ inputs }) => Object.keys(inputs).filter((path) => inputs[path]!.bytesInOutput > 0))
    const names = new Set(code.flatMap((path) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []))
    const packages = bundledPackages(metafiles, root)
    expect(names.size).toBeGreaterThan(20)
    expect([...names].filter((name) => !packages.some((one) => one.name === name))).toEqual([])
    for (const { name, version, licence, text } of packages) {
      expect(version).toMatch(/^\d+\.\d+\.\d+/)
      expect(`${name}: ${text}`).toMatch(/permission|licen[sc]e/i)
      expect(text.length).toBeGreaterThan(500)
      if (licence.startsWith('Apache')) expect(text).toContain('TERMS AND CONDITIONS FOR USE')
    }
    const notices = noticesText(packages)
    for (const { name, version, licence, text } of packages) {
      expect(notices).toContain(`\n${name} ${version} (${licence})\n`)
      expect(notices).toContain(text.replaceAll('\r\n', '\n'))
    }
  })

  test('are of bundles that need no package at run time', () => {
    const outside = outputs().flatMap(({ imports }) => imports.filter((one) => one.external).map((one) => one.path))
    // Each of these is asked for in a try, by a package that does without it.
    const optional = new Set(['kerberos', 'bufferutil', 'utf-8-validate', 'supports-color'])
    const builtin = new Set(builtinModules)
    const packages = outside.filter((name) => !name.startsWith('.') && !builtin.has(name.replace('node:', '')))
    expect([...new Set(packages)].filter((name) => !optional.has(name))).toEqual([])
  })
})

describe('a package', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'notices-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const packed = (manifest: object): string => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'a', version: '1.0.0', ...manifest }))
    return folder
  }

  test('without a licence, or without a text of it, ends the build', () => {
    expect(() => readPackage(packed({}))).toThrow('a 1.0.0 is bundled and names no licence')
    expect(() => readPackage(packed({ license: 'Odd-1.0' }))).toThrow('a 1.0.0 is bundled without a text of its licence, Odd-1.0')
  })

  test('that only names a usual licence gets its text, under the name of its author', () => {
    expect(readPackage(packed({ license: 'MIT', author: { name: 'Somebody' } })).text).toMatch(/no file with its licence[^]*Copyright \(c\) Somebody\n\nPermission is hereby granted/)
    expect(readPackage(packed({ license: 'ISC' })).text).toContain('the authors of the package\n\nPermission to use, copy')
    expect(readPackage(packed({ license: 'Apache-2.0' })).text).toContain('Apache License')
  })

  test('has its own text, whatever the file is called', () => {
    for (const file of ['license', 'LICENCE.md', 'COPYING', 'LICENSE-MIT.txt']) {
      writeFileSync(join(folder, file), `its own: ${file}`)
      expect(readPackage(packed({ license: 'Odd-1.0' }))).toEqual({ name: 'a', version: '1.0.0', licence: 'Odd-1.0', text: `its own: ${file}` })
      rmSync(join(folder, file))
    }
  })
})
