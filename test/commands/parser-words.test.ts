import { Argument, Command, CommanderError, Option } from 'commander'
import { afterEach, describe, expect, it } from 'vitest'
import { parserWords } from '../../src/commands/parser-words.ts'
import { reading, valued } from '../../src/commands/flags.ts'
import { speak } from '../../src/messages/index.ts'

afterEach(() => speak('en'))

/** What commander has against arguments. */
function said(...words: string[]): string {
  const program = new Command('program').exitOverride().configureOutput({ writeErr: () => {}, outputError: () => {} })
  program.command('completion').argument('[shell]', '', reading(() => {
    throw new RangeError('No.')
  })).action(() => {})
  program.command('up').addArgument(new Argument('<id>')).addOption(new Option('-c, --config <file>')).addOption(valued('--pace <n>', '', '', () => {
    throw new RangeError('No.')
  })).action(() => {})
  try {
    program.parse(words, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return error.message.replace(/^error: /, '')
    throw error
  }
  throw new Error('nothing was said')
}

describe('what the parser says', () => {
  it.each([
    [['up', 'a', '--zz'], "未知选项 '--zz'"],
    [['zz'], "未知命令 'zz'"],
    [['up'], "缺少必填参数 'id'"],
    [['up', 'a', '-c'], "选项 '-c, --config <file>' 缺少值"],
    [['up', 'a', '--pace', "it's"], "选项 '--pace <n>' 的值 'it's' 无效。No."],
    [['up', 'a', 'b', 'c'], "'up' 的参数过多：应为 1 个，实为 3 个。"],
  ])('of %j is Chinese, and in English as it was', async (words, chinese) => {
    const english = said(...words)
    expect(parserWords(english)).toBe(english)
    await speak('zh')
    expect(parserWords(english)).toBe(chinese)
  })

  it('of the value of an argument reads as of that of an option, in both languages', async () => {
    const english = said('completion', "it's")
    expect(parserWords(english)).toBe("argument 'shell' value 'it's' is invalid. No.")
    await speak('zh')
    expect(parserWords(english)).toBe("参数 'shell' 的值 'it's' 无效。No.")
  })
})
