import { describe, expect, it } from 'vitest'
import { paintFor } from '../../src/render/paint.ts'
import { pad, table, truncate, width } from '../../src/render/table.ts'

const plain = paintFor({ isTTY: false }, {}, true)
const HEADER = ['Name', 'Address']

describe('a table', () => {
  it('gives each column the width of its widest cell, wide characters counted twice', () => {
    expect(table(HEADER, [['网页服务器', '10.0.0.1'], ['web', '10.0.0.2']], plain)).toBe(
      'Name        Address\n网页服务器  10.0.0.1\nweb         10.0.0.2\n')
  })

  it('leaves out a column that is empty in all rows', () => {
    expect(table(['Name', 'From', 'Address'], [['a', '', 'b']], plain)).toBe('Name  Address\na     b\n')
  })

  it('becomes a block a row where the terminal is too narrow, and cuts nothing', () => {
    const rows = [['endpoint-of-the-shop', '10.0.0.1'], ['b', '']]
    expect(table(HEADER, rows, plain, 30)).toBe('Name                  Address\nendpoint-of-the-shop  10.0.0.1\nb\n')
    expect(table(HEADER, rows, plain, 29)).toBe('Name     endpoint-of-the-shop\nAddress  10.0.0.1\n\nName     b\n')
  })

  it('is nothing without rows', () => {
    expect(table(HEADER, [], plain)).toBe('')
  })

  it('writes ASCII where the terminal can show no more, before it measures', () => {
    expect(table(['A', 'B'], [['ECS 03 ×4 · x', 'b'], ['…', 'c']], paintFor({ isTTY: true }, { TERM: 'dumb' }, true))).toBe(
      'A              B\nECS 03 x4 - x  b\n...            c\n')
  })
})

describe('the width of text', () => {
  it('counts columns, not characters', () => {
    expect(width('✔ 服务 \u001B[31mred\u001B[39m')).toBe(10)
    expect(pad('服务', 6)).toBe('服务  ')
  })

  it('is what a text is cut to, with a mark', () => {
    expect(truncate('abcdef', 6)).toBe('abcdef')
    expect(truncate('abcdefg', 6)).toBe('abcde…')
    expect(truncate('服务服务', 6)).toBe('服务…')
    expect(truncate('abcdefg', 6, '...')).toBe('abc...')
  })
})
