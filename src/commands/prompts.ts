import { Writable } from 'node:stream'
import { Interrupted } from '../core/errors.ts'
import type { Asker, Choice, Question, SeveralQuestion, TextQuestion } from '../init/asker.ts'
import type { Io } from '../io.ts'
import { text } from '../messages/whole.ts'
import { paintFor, wantsColor } from '../render/paint.ts'
import { harmless } from '../render/redact.ts'
import { aligned } from './aligned.ts'

/** Rows of a long list that are shown at once. In longer lists one types what is looked for. */
const ROWS = 12

/** A choice as the library takes it, its place as its value. */
interface Shown { value: string; label: string; hint?: string; disabled?: boolean }

export interface PromptSettings {
  io: Io
  /** False with --no-color. */
  color: boolean
  /** Ends a question; its reason is thrown. */
  signal: () => AbortSignal
  /** Takes away what moves on the terminal. */
  pause: () => void
  /** A line beside the questions. */
  say: (line: string) => void
}

/**
 * Somebody who is asked on the terminal, with arrow keys. Questions are drawn on stderr, since stdout may be a file.
 * @throws Interrupted at Ctrl-C, Ctrl-D and Escape, and the signal's reason
 */
export async function terminalAsker({ io, color, signal, pause, say }: PromptSettings): Promise<Asker> {
  const clack = await import('@clack/prompts')
  const output = dressed(io, color)
  const tidy = (words: string): string => harmless(words).replaceAll(/\s+/g, ' ')

  let told = false
  /**
   * Asks; before the first question it is told how to answer. The library does not know the end of the input, nor why its signal was aborted; and it listens to that for ever, so that
   * each question has its own.
   */
  const ask = async <T>(question: (given: { input: NodeJS.ReadStream; output: Writable; signal: AbortSignal }) => Promise<T | symbol>): Promise<T> => {
    if (!told) say(text.init.keys)
    told = true
    pause()
    const over = signal()
    over.throwIfAborted()
    const ending = new AbortController()
    const stop = (): void => ending.abort()
    const onKey = (_: unknown, key?: { name?: string; ctrl?: boolean }): void => {
      if (key?.ctrl && key.name === 'd') stop()
    }
    const input = io.stdin as NodeJS.ReadStream
    input.on('keypress', onKey).once('end', stop)
    over.addEventListener('abort', stop)
    try {
      const answer = await question({ input, output, signal: ending.signal })
      over.throwIfAborted()
      if (clack.isCancel(answer)) throw new Interrupted('SIGINT')
      return answer as T
    } finally {
      over.removeEventListener('abort', stop)
      input.off('keypress', onKey).off('end', stop)
      input.pause()
    }
  }
  const options = (choices: readonly Choice<unknown>[]): Shown[] => {
    const labels = aligned(choices, io.stderr.columns ?? 80)
    return choices.map(({ hint, unfit }, value) => {
      const more = unfit ?? hint
      return { value: String(value), label: labels[value]!, disabled: unfit !== undefined, ...(more === undefined ? {} : { hint: tidy(more) }) }
    })
  }
  /** What a long list has more: choices are found by any part of what was not cut for the terminal. */
  const searched = (choices: readonly Choice<unknown>[]): { filter: (typed: string, shown: { value: string; hint?: string }) => boolean; validate: (value: unknown) => string | undefined } => ({
    filter: (typed, { value, hint }) => {
      const whole = [...choices[Number(value)]!.cells, hint ?? ''].join(' ').toLowerCase()
      return typed.trim().toLowerCase().split(/\s+/).every((word) => whole.includes(word))
    },
    validate: (value) => (value === undefined ? text.init.chooseOne : undefined),
  })
  const placesOf = <T>({ choices, suggested }: Question<T>): string[] => choices.flatMap(({ value }, index) => (suggested.includes(value) ? [String(index)] : []))
  const several = async <T>(question: SeveralQuestion<T>, chosen: string[], wrong?: string): Promise<readonly T[]> => {
    const { choices } = question
    const long = choices.length > ROWS
    const message = `${question.message}${long ? '' : text.aside(text.init.keysSeveral)}${wrong === undefined ? '' : `\n${wrong}`}`
    const picked = await ask<string[]>((given) => {
      const common = { ...given, message, options: options(choices), initialValues: chosen, required: false, maxItems: ROWS }
      return long ? clack.autocompleteMultiselect({ ...common, filter: searched(choices).filter })
        : clack.multiselect({ ...common, showInstructions: false, ...(chosen[0] === undefined ? {} : { cursorAt: chosen[0] }) })
    })
    const values = choices.filter((_, index) => picked.includes(String(index))).map(({ value }) => value)
    const mistake = question.check(values)
    return mistake === undefined ? values : several(question, picked, mistake)
  }
  return {
    one: async <T>(question: Question<T>) => {
      const { message, choices } = question
      const [initialValue] = placesOf(question)
      const picked = await ask<string>((given) => {
        const common = { ...given, message, options: options(choices), maxItems: ROWS, ...(initialValue === undefined ? {} : { initialValue }) }
        return choices.length > ROWS ? clack.autocomplete({ ...common, ...searched(choices) }) : clack.select({ ...common, showInstructions: false })
      })
      return choices[Number(picked)]!.value
    },
    several: (question) => several(question, placesOf(question)),
    text: async ({ message, suggested, check }: TextQuestion) =>
      (await ask<string>((given) => clack.text({ ...given, message, initialValue: suggested, validate: (value) => check((value ?? '').trim()) }))).trim(),
    agree: (message) => ask<boolean>((given) => clack.confirm({ ...given, message: tidy(message), active: text.init.yes, inactive: text.init.no, initialValue: false })),
    note: say,
  }
}

/** What the library says of a long list by itself, and our words for it, which are no longer. */
const SAYINGS: readonly [RegExp, (...found: string[]) => string][] = [
  [/↑\/↓.* to navigate .* to search/, () => text.init.searchSeveral],
  [/↑\/↓.* to select .* to search/, () => text.init.searchOne],
  [/(?<=\[2m|│ {2})Search:/, () => text.init.search],
  [/(?<=\()(\d+) match(?:es)?(?=\))/, (count) => text.init.matches(Number(count))],
  [/No matches found/, () => text.init.noMatch],
  [/(\d+) items selected/, (count) => text.init.chosen(Number(count))],
]

const inOurWords = (drawn: string): string => SAYINGS.reduce((said, [pattern, words]) => said.replace(pattern, (_whole, ...found: string[]) => words(...found)), drawn)

/** Stderr as the library draws on it, without colours and signs that the terminal is not to get. */
function dressed(io: Io, color: boolean): Writable {
  const { stderr, env } = io
  const colored = wantsColor(stderr, env, color)
  const paint = paintFor(stderr, env, color)
  const shown = new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _encoding, done) => {
      const drawn = String(chunk)
      stderr.write(paint.text(inOurWords(colored ? drawn : withoutColours(drawn))))
      done()
    },
  })
  return Object.defineProperties(shown, {
    columns: { get: () => stderr.columns ?? 80 },
    rows: { get: () => (stderr.stream as { rows?: number }).rows ?? 24 },
    isTTY: { value: true },
  })
}

/** Takes colours away, and leaves what else shows where the cursor is: bright, dim, inverse. */
// oxlint-disable-next-line no-control-regex -- the sequences of colours are what is looked for
const withoutColours = (drawn: string): string => drawn.replaceAll(/\u001B\[(?:[349]\d|10\d)m/g, '')
