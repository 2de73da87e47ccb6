import { describe, expect, it } from 'vitest'
import { en as core } from '../../src/messages/en.ts'
import { parts } from '../../src/messages/en/parts.ts'
import { explanations } from '../../src/messages/explanations.ts'
import { help as englishHelp } from '../../src/messages/help.ts'
import { explanations as chineseExplanations, help as chineseHelp, zh } from '../../src/messages/zh.ts'

const en = { ...core, ...parts }

type Say = (...values: unknown[]) => unknown

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

/** A sentence with values; some have a hint beside them. Undefined where it cannot say such values. */
function said(say: Say, values: readonly unknown[]): string | undefined {
  try {
    const words = say(...values)
    return typeof words === 'string' ? words : Object.values(words as object).join('\n')
  } catch {
    return undefined
  }
}

/** Values that a sentence shows. */
const marksOf = (words: string | undefined): string[] | undefined => words === undefined ? undefined : [...new Set(words.match(/@\d+(?:\.[A-Za-z]\w*)*|900\d/g))].sort()

/** Options, commands, variables, keys of the config and names of fields, which are the same in every language. */
const named = (words: string): string[] =>
  [...new Set(words.match(/--[a-z-]+|`[^`]+`|[A-Z]+_[A-Z_]+|\b[a-z]+[A-Z]\w*(?:\.\w+)*/g))].filter((name) => !/^vSwitch(es)?$/.test(name)).sort()

const MARKS = Array.from({ length: 8 }, (_, n) => marker(`@${n}`))
/** Any values, numbers (a sentence may depend on how many), and one value left out at a time. */
const VALUES: readonly (readonly unknown[])[] = [
  MARKS,
  MARKS.map((_, n) => 9000 + n),
  ...MARKS.map((_, n) => MARKS.with(n, undefined)),
]

/** They look into what they are given: what they say is tested below. */
const ODD = new Set(['changed', 'called', 'state', 'planValue'])

describe('Chinese', () => {
  it('has each sentence that English has, and no other', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
  })

  it.each([...english].filter(([key, say]) => typeof say === 'function' && !ODD.has(key)).map(([key]) => key))('shows in %s every value that English shows', (key) => {
    const [say, other] = [english.get(key) as Say, chinese.get(key) as Say]
    for (const values of VALUES) {
      const [english, chinese] = [said(say, values), said(other, values)]
      expect(marksOf(chinese)).toEqual(marksOf(english))
      expect(named(chinese ?? '')).toEqual(named(english ?? ''))
    }
    expect(marksOf(said(say, MARKS))).not.toEqual([])
    expect(said(say, MARKS)).toBeDefined()
  })

  it('is Chinese, but for what is a name or a command in both', () => {
    const same = [...chinese].filter(([key, words]) => typeof words === 'string' && words === english.get(key)).map(([key]) => key)
    const names = same.filter((key) => !/^help\.(usages|commandExamples|examples\.\d\.0)/.test(key))
    expect(names.sort()).toEqual(['command.columns.2', 'labelRequestId', 'planId'])
  })

  it('has wide signs beside its characters, one word for a thing, and the products by the names that people know', () => {
    const texts = [...chinese.values(), ...Object.values(chineseExplanations).flat()].map((words) => (typeof words === 'string' ? words : said(words, MARKS) ?? ''))
    expect(texts.filter((words) => /[\u4E00-\u9FFF][?:;,(]|\)[\u4E00-\u9FFF]|连字符/.test(words))).toEqual([])
    const told = [...texts, ...explanations().flatMap(({ title, cause, cure }) => [title, cause, cure]), ...[...english.values()].filter((words) => typeof words === 'string')]
    expect(told.filter((words) => /(?<![\w.])(Alb|Ecs|Sts|Vpc|Privatelink)(?!\w)/.test(words))).toEqual([])
  })

  it('explains what English explains, and names the same there', () => {
    expect(Object.keys(chineseExplanations)).toEqual(explanations().map(({ title }) => title))
    for (const { title, cause, cure } of explanations()) {
      const words = chineseExplanations[title]!
      expect(named(words.join('\n')), title).toEqual(named([cause, cure].join('\n')))
      for (const sentence of words.slice(1)) expect(sentence).toMatch(/\p{Script=Han}.*。$/u)
    }
  })

  it('names the same options, commands, variables and keys as English', () => {
    for (const [key, words] of english) {
      const other = chinese.get(key)
      if (typeof words === 'string' && typeof other === 'string') expect(named(other), key).toEqual(named(words))
    }
  })

  it('puts states into words that are more than a word of the cloud', () => {
    const states = ['asking', 'asking again: dns, HTTP 1', 'Running, servers unhealthy', 'Removing 1 of 3 servers', 'zones Creating', 'left out', 'Active']
    expect(states.map(zh.state)).toEqual(['正在探测', '再次探测：dns, HTTP 1', 'Running，服务器不健康', '1/3 台服务器 Removing', '可用区 Creating', '不在配置中', 'Active'])
    expect(states.map(en.state)).toEqual(states)
  })

  it('puts our words among the values of a plan into words', () => {
    expect(['none', 'a new one', 'made anew', 'ready', '80'].map(zh.planValue)).toEqual(['无', '新建的资源', '重建', '就绪', '80'])
    expect(en.planValue('none')).toBe('none')
  })

  it('tells what a call changed', () => {
    expect(zh.changed({ what: 'created', kind: 'listener', id: 'lsn-1', to: 'Provisioning' })).toBe('已创建 lsn-1 Provisioning')
    expect(zh.changed({ what: 'changed', kind: 'connection', id: 'ep-1', from: 'Connecting', to: 'Connected' })).toBe('ep-1 的终端节点连接 Connecting → Connected')
    expect(zh.changed({ what: 'changed', kind: 'endpoint', id: 'ep-1', part: 'zone-a', fields: ['Tags', 'Name'] })).toBe('ep-1 zone-a（Tags、Name）')
    expect(zh.changed({ what: 'removed', kind: 'endpoint', id: 'ep-1', to: 'gone' })).toBe('已删除 ep-1')
  })

  it('shows a call as English does', () => {
    const call = { product: 'Alb', action: 'CreateListener', status: 200, requestId: 'R', ms: 5 }
    expect(zh.called(call)).toBe(en.called(call))
  })
})
