import { afterEach, describe, expect, it } from 'vitest'
import { en } from '../../src/messages/en.ts'
import { help, speak, text } from '../../src/messages/index.ts'
import { languageOf } from '../../src/messages/language.ts'
import { help as englishHelp } from '../../src/messages/help.ts'
import { zh } from '../../src/messages/zh.ts'

afterEach(() => speak('en'))

describe('the language', () => {
  it.each([
    ['zh_CN.UTF-8', 'zh'], ['zh_CN.utf8', 'zh'], ['zh_CN', 'zh'], ['zh-Hans', 'zh'], ['zh-Hans-CN', 'zh'], ['zh', 'zh'], ['ZH_cn.UTF-8', 'zh'], ['zh_TW.UTF-8', 'zh'], ['zh_CN.UTF-8@pinyin', 'zh'],
    ['en_US.UTF-8', 'en'], ['C', 'en'], ['C.UTF-8', 'en'], ['POSIX', 'en'], ['de_DE.UTF-8', 'en'], ['zha_CN', 'en'], ['', 'en'], ['zh_CN.GBK', 'en'], ['zh_CN.GB18030', 'en'], ['.zh', 'en'],
  ] as const)('of LANG=%s is %s', (LANG, language) => expect(languageOf([], { LANG })).toBe(language))

  it('is that of LC_ALL, else of LC_MESSAGES, else of LANG, where an empty one counts as none', () => {
    const [zh, en] = ['zh_CN.UTF-8', 'en_GB.UTF-8']
    expect(languageOf([], { LC_ALL: en, LC_MESSAGES: zh, LANG: zh })).toBe('en')
    expect(languageOf([], { LC_MESSAGES: en, LANG: zh })).toBe('en')
    expect(languageOf([], { LC_ALL: '', LC_MESSAGES: '', LANG: zh })).toBe('zh')
    expect(languageOf([], { LC_ALL: '', LC_MESSAGES: zh, LANG: en })).toBe('zh')
    expect(languageOf([], {})).toBe('en')
  })

  it('is that of --lang before all variables, wherever it stands, the last one of several', () => {
    const env = { LC_ALL: 'zh_CN.UTF-8' }
    expect(languageOf(['up', '--lang', 'en'], env)).toBe('en')
    expect(languageOf(['--lang=en', 'up'], env)).toBe('en')
    expect(languageOf(['up', '--lang', 'en', '--lang=zh'], {})).toBe('zh')
    expect(languageOf(['up', '--', '--lang', 'en'], env)).toBe('zh')
  })

  it('is that of the variables where --lang names none', () => {
    expect(languageOf(['up', '--lang', 'fr'], { LANG: 'zh_CN.UTF-8' })).toBe('zh')
    expect(languageOf(['up', '--lang'], {})).toBe('en')
  })

  it('changes the sentences and the help, and back', async () => {
    await speak('zh')
    expect(text).toBe(zh)
    expect(help.options.yes).not.toBe(englishHelp.options.yes)
    await speak('en')
    expect([text, help]).toEqual([en, englishHelp])
  })
})
