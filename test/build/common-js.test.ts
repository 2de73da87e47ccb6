import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const { commonJsOf } = (await import(new URL('../../.build/common-js.mjs', import.meta.url).href)) as { commonJsOf(source: string): Promise<string> }

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'common-js-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const FILES = {
  main: "import { count, more } from './count.cjs'; import './said.cjs'; more(); import('./late.cjs').then(({ default: said, where }) => process.stdout.write(JSON.stringify({ count, said, where })))",
  count: 'export let count = 1; export function more() { count += 1 }',
  said: "globalThis.said = 'first'",
  late: 'export default globalThis.said; export const where = new URL("./beside.txt", import.meta.url).href',
}

test('what was a module runs as CommonJS: bindings stay live, a later import is one, and an address is that of the file', async () => {
  for (const [name, source] of Object.entries(FILES)) writeFileSync(join(folder, `${name}.cjs`), await commonJsOf(source))
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'main.cjs')], { encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toEqual({ count: 2, said: 'first', where: pathToFileURL(join(folder, 'beside.txt')).href })
})

test('Node.js starts its loader of modules for none of it', async () => {
  const made = await Promise.all(Object.values(FILES).map(commonJsOf))
  expect(made.filter((code) => /\bimport\b\s*[('"{*]|\bexport\b/.test(code))).toEqual([])
})
