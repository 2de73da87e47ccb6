import { width } from './table.ts'

/** Characters that a line may not begin with, in Chinese text. */
const CLOSING = /^[，。；：、）)？！」』》…]/u

/** A piece that a line may be cut behind, with the blanks before it: a wide character, what stands between backticks, or a word with how often it came. */
const PIECE = /\s*(?:[\u{2E80}-\u{9FFF}\u{F900}-\u{FAFF}\u{FF00}-\u{FF60}]|`[^`]+`[^\s\u{2E80}-\u{9FFF}\u{F900}-\u{FAFF}\u{FF00}-\u{FF60}]*|[^\s\u{2E80}-\u{9FFF}\u{F900}-\u{FAFF}\u{FF00}-\u{FF60}]+(?: [×x]\d+,?(?= |$))?)/gu

/** Breaks text into lines of so many columns: at blanks, and between wide characters. */
export function wrap(text: string, columns: number): string {
  return text.split('\n').map((line) => linesOf(line, columns).join('\n')).join('\n')
}

/** @param hang columns of what the first line begins with, which further lines leave free, and which does not stand alone */
function linesOf(line: string, columns: number, hang = 0): string[] {
  const lines: string[] = []
  let current = ''
  for (const piece of line.match(PIECE) ?? []) {
    const [room, least] = lines.length === 0 ? [columns, hang] : [columns - hang, 0]
    if (width(current) > least && width(current + piece) > room && !CLOSING.test(piece)) {
      lines.push(current)
      current = piece.trimStart()
    } else current += piece
  }
  return [...lines, current]
}

// oxlint-disable-next-line no-control-regex -- colours are what is looked for
const COLOURS = /\u001B\[\d+m/g
/** Where the text of a line begins: behind blanks, a sign, and a label that two blanks part from it. */
const HEAD = /^ *(?:[✔✖+x!-] )?(?:[^\s:·]+(?: [^\s:·]+)*? {2,})?/
/** A command that stands there to be pasted, not one that a sentence speaks of. */
const TO_PASTE = /(?:^|\s)alb-privatelink\s/
/** With less room than this for the text, lines are left as they are. */
const LEAST = 24

/**
 * Breaks lines for people at blanks, further ones below where the text begins. What is to be pasted is left to the terminal, which
 * breaks what is shown and not what is copied.
 * @param columns of the terminal; undefined off one, where nothing is broken
 */
export function wrapped(text: string, columns: number | undefined): string {
  if (columns === undefined) return text
  return text.split('\n').map((line) => {
    const plain = line.replaceAll(COLOURS, '')
    const hang = width(HEAD.exec(plain)![0])
    if (width(plain) <= columns || columns - hang < LEAST || TO_PASTE.test(plain.replaceAll(/`[^`]+`/g, ''))) return line
    return linesOf(line, columns, hang).join(`\n${' '.repeat(hang)}`)
  }).join('\n')
}
