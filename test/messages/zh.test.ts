import { describe, expect, it } from 'vitest'
import { en } from '../../src/messages/en.ts'
import { help as englishHelp } from '../../src/messages/help.ts'
import { help as chineseHelp, zh } from '../../src/messages/zh.ts'

type Say = (...values: unknown[]) => string

/** All sentences by their paths. */
function sentences(table: object, path = ''): Map<string, string | Say> {
  return new Map(Object.entries(table).flatMap(([key, value]: [string, unknown]): [string, string | Say][] => {
    const here = path === '' ? key : `${path}.${key}`
    if (typeof value === 'string' || typeof value === 'function') return [[here, value as string | Say]]
    return [...sentences(value as object, here)]
  }))
}

const english = sentences({ ...en, help: englishHelp })
const chinese = sentences({ ...zh, help: chineseHelp })

/** Stands for any value: as a text it is its mark, as a list it has that mark once, as an object each member is marked. */
function marker(mark: string): unknown {
  const list = [mark]
  return new Proxy(Object.assign(() => mark, { toString: () => mark }), {
    get: (_target, key) => {
      if (key === Symbol.toPrimitive || key === 'toString') return () => mark
      if (key === Symbol.iterator) return () => list[Symbol.iterator]()
      if (key in list) {
        const member = (list as unknown as Record<PropertyKey, unknown>)[key]
        return typeof member === 'function' ? (member as Say).bind(list) : member
      }
      return marker(`${mark}.${String(key)}`)
    },
  })
}

/** The marks that a sentence shows when it gets these values; undefined where it cannot say such values. */
function marksOf(say: Say, values: readonly unknown[]): string[] | undefined {
  try {
    return [...new Set(say(...values).match(/@\d+(?:\.[A-Za-z]\w*)*|900\d/g))].sort()
  } catch {
    return undefined
  }
}

const MARKS = Array.from({ length: 8 }, (_, n) => marker(`@${n}`))
/** Any values, numbers (a sentence may depend on how many), and one value left out at a time. */
const VALUES: readonly (readonly unknown[])[] = [
  MARKS,
  MARKS.map((_, n) => 9000 + n),
  ...MARKS.map((_, n) => MARKS.with(n, undefined)),
]

/** They differ in what they say of what is counted, or read objects; the texts of both are compared as wholes elsewhere. */
const ODD = new Set(['changed', 'called'])

describe('Chinese', () => {
  it('has each sentence that English has, and no other', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
  })

  it.each([...english].filter(([key, say]) => typeof say === 'function' && !ODD.has(key)).map(([key]) => key))('shows in %s every value that English shows', (key) => {
    const [say, other] = [english.get(key) as Say, chinese.get(key) as Say]
    for (const values of VALUES) expect(marksOf(other, values)).toEqual(marksOf(say, values))
    expect(marksOf(say, MARKS)).not.toEqual([])
  })

  it('is Chinese, but for what is a name or a command in both', () => {
    const same = [...chinese].filter(([key, words]) => typeof words === 'string' && words === english.get(key)).map(([key]) => key)
    const names = same.filter((key) => !/^help\.(usages|commandExamples|examples\.\d\.0)/.test(key))
    expect(names).toEqual(['labelRequestId', 'planId'])
  })

  it('names the same options, commands, variables and keys as English', () => {
    const named = (words: string): string[] => [...new Set(words.match(/--[a-z-]+|`[^`]+`|[A-Z]+_[A-Z_]+|[a-z]+[A-Z]\w*(?:\.\w+)*/g))].filter((name) => !name.startsWith('vSwitch')).sort()
    for (const [key, words] of english) {
      const other = chinese.get(key)
      if (typeof words === 'string' && typeof other === 'string') expect(named(other), key).toEqual(named(words))
    }
  })
})
