import { expect, it } from 'vitest'
import { lineAsker } from '../../src/commands/line-asker.ts'
import { Interrupted } from '../../src/core/errors.ts'
import type { Asker, Choice } from '../../src/init/asker.ts'

/** Answers line by line; the input ends after the last. */
function typing(...lines: string[]): { asker: Asker; prompts: string[] } {
  const prompts: string[] = []
  const ask = (prompt: string): Promise<string | undefined> => {
    prompts.push(prompt)
    return Promise.resolve(lines.shift())
  }
  return { asker: lineAsker({ ask, say: () => undefined, columns: 80 }), prompts }
}

const choices: Choice<string>[] = [
  { value: 'one', id: 'vpc-1', cells: ['网络', 'vpc-1'], hint: 'Available' }, { value: 'two', id: 'vpc-2', cells: ['b', 'vpc-2'], unfit: 'no zone' }, { value: 'three', id: 'vpc-3', cells: ['c', 'vpc-3'] },
]
const question = { flag: '--vpc', message: 'Which VPC', choices, suggested: ['three'], sure: false }

it('shows choices with numbers, and takes one', async () => {
  const { asker, prompts } = typing('1')
  expect(await asker.one(question)).toBe('one')
  expect(prompts).toEqual(['Which VPC\n  1  网络  vpc-1 (Available)\n  2  b     vpc-2 (no zone)\n  3  c     vpc-3\nIts number [3]: '])
})

it('takes what is suggested from an empty line', async () => {
  expect(await typing('').asker.one(question)).toBe('three')
  expect(await typing('').asker.text({ message: 'Name', suggested: 'web', check: () => undefined })).toBe('web')
})

it.each(['2', '4', 'x', '1 3', '-1'])('asks again after %s', async (line) => {
  const { asker, prompts } = typing(line, '3')
  expect(await asker.one(question)).toBe('three')
  expect(prompts.at(-1)).toBe('Expected numbers from 1 to 3, of what can be chosen.\nIts number [3]: ')
})

it('takes several, none for 0, and says what is wrong with them', async () => {
  const check = (values: readonly string[]): string | undefined => (values.length === 0 ? 'One at least.' : undefined)
  const { asker, prompts } = typing('0', '1, 3')
  expect(await asker.several({ ...question, check })).toEqual(['one', 'three'])
  expect(prompts.at(-1)).toMatch(/^One at least\.\nTheir numbers/)
  expect(await typing('0').asker.several({ ...question, check: () => undefined })).toEqual([])
})

it('takes a number that was typed twice once', async () => {
  expect(await typing('1 1 3').asker.several({ ...question, check: () => undefined })).toEqual(['one', 'three'])
  expect(await typing('1 1').asker.one(question)).toBe('one')
})

it('asks for a text until it is right', async () => {
  const { asker, prompts } = typing('W', 'shop')
  expect(await asker.text({ message: 'Name', suggested: 'web', check: (value) => (value === 'W' ? 'No.' : undefined) })).toBe('shop')
  expect(prompts).toEqual(['Name [web]: ', 'No.\nName [web]: '])
})

it.each([['y', true], ['yes', true], ['', false], ['n', false]])('takes %j for %j', async (line, agreed) => {
  expect(await typing(line).asker.agree('Overwrite?')).toBe(agreed)
})

it('ends with the input', async () => {
  await expect(typing().asker.one(question)).rejects.toThrow(Interrupted)
})
