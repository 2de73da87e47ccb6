import { expect, it } from 'vitest'
import { width } from '../../src/render/table.ts'
import { wrap } from '../../src/render/wide-help.ts'

it('breaks Chinese between any two characters, at the last column that fits', () => {
  expect(wrap('完成该步骤后停止', 8)).toBe('完成该步\n骤后停止')
  expect(wrap('完成该步骤后停止', 9)).toBe('完成该步\n骤后停止')
})

it('keeps words whole and drops the blank that a line would begin with', () => {
  expect(wrap('使用 --endpoint-url 指定地址', 20)).toBe('使用 --endpoint-url \n指定地址'.replace(' \n', '\n'))
})

it('begins no line with a closing sign', () => {
  expect(wrap('不需要账号，不产生费用', 10)).toBe('不需要账号，\n不产生费用')
})

it('keeps every character, and no line is wider but for a closing sign', () => {
  const words = '把 ecs:RunCommand 限定为该配置中的实例；两侧 profile 不同时为每个账号打印一份策略'
  const lines = wrap(words, 24).split('\n')
  expect(lines.join('').replaceAll(' ', '')).toBe(words.replaceAll(' ', ''))
  expect(Math.max(...lines.map(width))).toBeLessThanOrEqual(26)
  expect(lines.length).toBeGreaterThan(3)
})

it('keeps the line breaks that are there', () => {
  expect(wrap('一\n\n二', 40)).toBe('一\n\n二')
})
