import { describe, expect, it } from 'vitest'
import { width } from '../../src/render/table.ts'
import { wrap, wrapped } from '../../src/render/wrap.ts'

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

describe('a line for people', () => {
  it('is broken at blanks, below where its text begins', () => {
    expect(wrapped('  Cause  The zone has no room for one more, or is not offered', 40)).toBe('  Cause  The zone has no room for one\n         more, or is not offered')
    expect(wrapped('✔ ECS 01 · cn-hangzhou-h · http://10.0.10.50/ · ECS 03', 40)).toBe('✔ ECS 01 · cn-hangzhou-h ·\n  http://10.0.10.50/ · ECS 03')
    expect(wrapped('error: the config asks for something that nobody has', 30)).toBe('error: the config asks for\nsomething that nobody has')
  })

  it('keeps how often an answer came with the answer, and takes no list for a label', () => {
    expect(wrapped('✔ http://10.0.10.50/ · ECS 03 ×1, ECS 04 ×1', 32)).toBe('✔ http://10.0.10.50/ · ECS\n  03 ×1, ECS 04 ×1')
    expect(wrapped('Servers: ECS 03  i-1  192.168.3.190, ECS 04  i-2', 36)).toBe('Servers: ECS 03  i-1  192.168.3.190,\nECS 04  i-2')
  })

  it('counts no colours, and keeps them', () => {
    expect(wrapped('  \u001B[2mCause  \u001B[22mThe zone has no room for one more today', 40)).toBe('  \u001B[2mCause  \u001B[22mThe zone has no room for one\n         more today')
  })

  it('is left whole where it is a command to paste, and a command within a sentence is not broken', () => {
    const command = 'To go on: alb-privatelink up -c config.yaml --simulate --stop-after listener'
    expect(wrapped(command, 40)).toBe(command)
    expect(wrapped('Ask their owners first. `alb-privatelink down --force` cuts them.', 50)).toBe('Ask their owners first.\n`alb-privatelink down --force` cuts them.')
  })

  it('is left as it is where it fits, off a terminal, and where there is no room', () => {
    for (const columns of [undefined, 15, 80]) expect(wrapped('  Cause  The zone has no room for one more', columns)).toBe('  Cause  The zone has no room for one more')
  })

  it('leaves long names whole', () => {
    expect(wrapped(`  Cloud page  ${'x'.repeat(60)}`, 40)).toBe(`  Cloud page  ${'x'.repeat(60)}`)
    expect(wrapped(`first ${'x'.repeat(60)} last`, 40)).toBe(`first\n${'x'.repeat(60)}\nlast`)
  })
})
