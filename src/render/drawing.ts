import type { Paint } from './paint.ts'
import type { Picture } from './picture.ts'
import { pad, truncate, width } from './table.ts'

/** Each sign has a stand-in of the same width, so that nothing moves where it is replaced. */
const ASCII: Readonly<Record<string, string>> = { '┌': '+', '┐': '+', '└': '+', '┘': '+', '├': '+', '┬': '+', '┤': '+', '─': '-', '│': '|', '→': '>', '↓': 'v', '·': '.', '×': 'x' }

/** Borders and the blanks within them. */
const FRAME = 4

/** Branches of a tree, the last one with a corner. */
const branches = (lines: readonly string[], arrow: string): string[] => lines.map((line, n) => `${n === lines.length - 1 ? '└' : '├'}${arrow} ${line}`)
const deeper = (lines: readonly string[], by: string): string[] => lines.map((line) => `${by}${line}`)

function box(title: string, lines: readonly string[], inner: number, mark: string): string[] {
  const head = truncate(` ${title} `, inner + 1, mark)
  return [
    `┌─${head}${'─'.repeat(Math.max(0, inner + 1 - width(head)))}┐`,
    ...lines.map((line) => `│ ${pad(truncate(line, inner, mark), inner)} │`),
    `└${'─'.repeat(inner + 2)}┘`,
  ]
}

/** Two boxes and an arrow from the endpoint's line to the service's. */
function beside(left: readonly string[], right: readonly string[], arrow: string): string[] {
  // The endpoint stands in the second line of its box, the service in the first of its own.
  const shifted = ['', ...right]
  const from = 2
  const gap = ' '.repeat(width(arrow))
  const blank = ' '.repeat(width(left[0]!))
  return Array.from({ length: Math.max(left.length, shifted.length) }, (_, n) =>
    `${left[n] ?? blank}${n === from ? arrow : gap}${shifted[n] ?? ''}`.trimEnd())
}

/**
 * A small drawing of who talks to whom: the two VPCs side by side, or where that is too wide one above the other.
 * @param columns the width of the terminal; undefined off one
 * @returns lines, each with a line end
 */
export function drawing(picture: Picture, paint: Paint, columns = Infinity): string {
  const mark = paint.text('…')
  const left = [picture.clients, ...branches([picture.endpoint], '→'), ...deeper(branches(picture.zones, ''), '   ')]
  const right = [
    picture.service, ...branches([picture.loadBalancer], '→'), ...deeper(branches([picture.listener], '→'), '   '),
    ...deeper(branches(picture.servers, '→'), '      '),
  ]
  const innerOf = (title: string, lines: readonly string[]): number => Math.max(width(title) + 2, ...lines.map(width))
  const one = innerOf(picture.consumer, left)
  const two = innerOf(picture.provider, right)
  const [line, head] = picture.connected ? ['─', '→'] : ['·', '×']
  const arrow = `${line} ${picture.connection} ${line}${head}`
  const both = Math.max(1, Math.min(Math.max(one, two), columns - FRAME))
  const lines = one + two + 2 * FRAME + width(arrow) <= columns
    ? beside(box(picture.consumer, left, one, mark), box(picture.provider, right, two, mark), arrow)
    : [
        ...box(picture.consumer, left, both, mark),
        `   ${picture.connected ? '↓' : '×'} ${picture.connection}`,
        ...box(picture.provider, right, both, mark),
      ]
  const dressed = mark === '…' ? lines : lines.map((text) => text.replaceAll(/[┌┐└┘├┬┤─│→↓·×]/gu, (sign) => ASCII[sign]!))
  return dressed.map((text) => `${text}\n`).join('')
}
