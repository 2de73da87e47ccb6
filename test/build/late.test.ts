import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type BuildOptions } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const load = async <T>(name: string): Promise<T> => (await import(new URL(`../../.build/${name}`, import.meta.url).href)) as T
const { bundles } = await load<{ bundles: BuildOptions[] }>('bundles.mjs')
const { requireLate } = await load<{ requireLate(source: string, place: (name: string) => string): string }>('late.mjs')

describe('what the bundle requires late', () => {
  let folder: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'late-'))
    // A program that uses each of them, bundled as ours is.
    const contents = `import * as $dara from '@darabonba/typescript'
import xml from '@alicloud/tea-xml'
const parsed = (xml.default ?? xml).parseXml('<a><b>1</b></a>', undefined)
const date = new $dara.Date('2026-11-24 00:00:00').format('YYYY')
process.stdout.write(JSON.stringify({ parsed, date, merged: $dara.merge({ a: 1 }, { b: 2 }), xml: $dara.XML.toXML({ a: 1 }) }))
`
    for (const options of bundles.slice(0, 2)) {
      const program = options.format === 'cjs' ? {} : { entryPoints: undefined, stdin: { contents, resolveDir: process.cwd(), sourcefile: 'main.ts', loader: 'ts' as const } }
      await build({ ...options, ...program, outdir: join(folder, options.format === 'cjs' ? 'late' : '') } as BuildOptions)
    }
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('is there when it is needed', () => {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'stdin.cjs')], { encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual({ parsed: { a: { b: '1' } }, date: expect.any(String), merged: { a: 1, b: 2 }, xml: expect.stringContaining('<a>1</a>') })
  })
})

describe('requiring late', () => {
  test('puts off only what it knows, and leaves the rest as it was', () => {
    const source = 'const fs = require("fs");\nvar moment_1 = __importDefault(require("moment"));\nconst xml2js_1 = require("xml2js");\n'
    expect(requireLate(source, (name) => `./${name}`)).toBe([
      'const fs = require("fs");',
      'var moment_1 = new Proxy({}, { get: (none, key) => __importDefault(require("./moment"))[key] });',
      'const xml2js_1 = new Proxy({}, { get: (none, key) => (require("./xml2js"))[key] });\n',
    ].join('\n'))
  })
})
