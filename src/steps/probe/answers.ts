import { text } from '../../messages/whole.ts'
import type { Line } from './lines.ts'

/** A server's name, and text that its page contains. */
export interface Page { name: string; text: string }

/** What a test expects of an answer. */
export interface Expected { status: readonly number[]; pages?: readonly Page[] | undefined }

/** Words of a page that tell it from others: its title, else its first words. */
function headline(sample: string): string {
  const title = /<title>\s*([^<]+?)\s*<\/title>/i.exec(sample)?.[1]
  const words = (title ?? sample.replace(/<[^>]*>/g, ' ')).replace(/[\s\p{C}]+/gu, ' ').trim()
  return words === '' ? text.step.emptyPage : words.slice(0, 40)
}

/** A sample is the beginning of a page: it has the text, or is the beginning of it. */
function has(line: Line, text: string): boolean {
  if (line.sample.includes(text)) return true
  // A character that the sample cuts in two reads as a replacement mark.
  const beginning = line.sample.replace(/\uFFFD+$/, '')
  return beginning !== '' && line.size > Buffer.byteLength(beginning) && text.trim().startsWith(beginning.trim())
}

/**
 * Who answered a request, and whether that answer was expected.
 * @returns undefined where none came
 */
export function answer(line: Line, expected: Expected): { name: string; ok: boolean } | undefined {
  if (line.failing !== undefined) return undefined
  const statusFits = expected.status.includes(line.status)
  if (!statusFits) return { name: `HTTP ${line.status}`, ok: false }
  if (expected.pages === undefined) return { name: headline(line.sample), ok: true }
  const page = expected.pages.find(({ text }) => has(line, text))
  return page === undefined ? { name: headline(line.sample), ok: false } : { name: page.name, ok: true }
}

/** What is wrong with an answer that was not expected: what came, and what should have. */
export function unexpected({ status, sample }: Line, expected: Expected): string {
  const fits = expected.status.includes(status) && expected.pages !== undefined
  return text.step.unexpected(status, headline(sample), fits ? text.step.aPageOf(expected.pages!.map(({ name }) => name)) : `HTTP ${expected.status.join(' / ')}`)
}
