import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const top = new URL('../../', import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, top), 'utf8')
const text = read('docs/CONTRIBUTING.md')
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts)

describe('docs/CONTRIBUTING.md', () => {
  test('names every script of package.json, and no other', () => {
    const named = new Set([...text.matchAll(/`npm (?:run )?([\w:]+)[^`]*`/g)].map(([, name]) => name!))
    expect([...named].toSorted()).toEqual(scripts.filter((name) => name !== 'postprepare' && name !== 'prepack').concat('ci').toSorted())
  })

  test('names files and folders that exist', () => {
    const found = text.matchAll(/`((?:src|docs|\.ci)\/[^`\s]*|[\w.-]+\.(?:md|yaml|json))`|\]\(([^)]+)\)/g)
    const named = [...found].map(([, path, link]) => path ?? `docs/${link}`)
    expect(named.length).toBeGreaterThan(15)
    expect(named.filter((path) => !existsSync(new URL(path, top)))).toEqual([])
  })
})
