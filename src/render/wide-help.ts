import { width } from './table.ts'

/** Characters that a line may not begin with, in Chinese text. */
const CLOSING = /^[，。；：、）)？！」』》…]/u

/** A piece that a line may be cut behind: a wide character, or a word with the blanks before it. */
const PIECE = /\s*(?:[\u{2E80}-\u{9FFF}\u{F900}-\u{FAFF}\u{FF00}-\u{FF60}]|[^\s\u{2E80}-\u{9FFF}\u{F900}-\u{FAFF}\u{FF00}-\u{FF60}]+)/gu

/** Breaks text of wide characters, which has no blanks to break it at, into lines of so many columns. */
export function wrap(text: string, columns: number): string {
  return text.split('\n').map((line) => wrapLine(line, columns)).join('\n')
}

function wrapLine(line: string, columns: number): string {
  const lines: string[] = []
  let current = ''
  for (const piece of line.match(PIECE) ?? []) {
    if (current !== '' && width(current + piece) > columns && !CLOSING.test(piece)) {
      lines.push(current)
      current = piece.trimStart()
    } else current += piece
  }
  return [...lines, current].join('\n')
}

/** How commander lays out help of wide characters: by columns instead of characters. Loaded for such a language alone. */
export const wideHelp = { displayWidth: width, boxWrap: wrap }
