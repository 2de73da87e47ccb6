import { UsageError } from '../core/errors.ts'
import { text } from '../messages/whole.ts'
import { nothingFits } from './nothing-fits.ts'

/** Something that can be chosen. */
export interface Choice<T> {
  value: T
  id: string
  /** What is shown of it, column by column; the ID among them. */
  cells: readonly string[]
  /** What more there is to know of it. */
  hint?: string
  /** Why it cannot be chosen. */
  unfit?: string
}

/** A question that is answered with one or more of some choices. */
export interface Question<T> {
  /** The option that answers it, so that nobody needs to be asked. */
  flag: string
  message: string
  choices: readonly Choice<T>[]
  /** What is chosen unless somebody says otherwise. */
  suggested: readonly T[]
  /** Nothing else would make sense. */
  sure: boolean
}

/** A question that is answered with several choices. */
export interface SeveralQuestion<T> extends Question<T> {
  /** What is wrong with an answer, where something is. */
  check: (values: readonly T[]) => string | undefined
}

export interface TextQuestion {
  message: string
  suggested: string
  check: (value: string) => string | undefined
}

/** Whoever answers: a person on a terminal, or nobody. */
export interface Asker {
  one<T>(question: Question<T>): Promise<T>
  several<T>(question: SeveralQuestion<T>): Promise<readonly T[]>
  text(question: TextQuestion): Promise<string>
  /** Yes or no. */
  agree(message: string): Promise<boolean>
  /** Told beside the questions. */
  note(line: string): void
}

/** Of longer lists the rest is counted. */
const MOST_LISTED = 30
const MOST_NAMED = 6

/** The choices as lines, for a message. */
export function listed(choices: readonly Choice<unknown>[]): string {
  const lines = choices.slice(0, MOST_LISTED).map(({ cells, unfit }) => `  ${cells.join('  ')}${unfit === undefined ? '' : text.aside(unfit)}`)
  return [...lines, ...(choices.length > MOST_LISTED ? [`  ${text.init.more(choices.length - MOST_LISTED)}`] : [])].join('\n')
}

/** Some choices in a line. */
function inLine(choices: readonly Choice<unknown>[]): string[] {
  const names = choices.slice(0, MOST_NAMED).map(({ cells }) => cells.join('  '))
  return choices.length > MOST_NAMED ? [...names, text.init.more(choices.length - MOST_NAMED)] : names
}

/**
 * Answers in nobody's place, for scripts: takes what is sure.
 * @param note is told what was taken
 * @throws UsageError for what is not, with the option that answers it and the choices
 */
export function silentAsker(note: (line: string) => void): Asker {
  const taken = <T>({ flag, message, choices, suggested, sure }: Question<T>): readonly T[] => {
    const fit = choices.filter(({ unfit }) => unfit === undefined)
    if (!sure) throw new UsageError(`${text.init.unclear(message, flag)}\n${listed(fit)}`, text.init.unclearHint(flag))
    note(text.init.taken(message, inLine(choices.filter(({ value }) => suggested.includes(value)))))
    return suggested
  }
  return {
    one: (question) => Promise.resolve(taken(question)[0]!),
    several: (question) => Promise.resolve(taken(question)),
    text: ({ suggested }) => Promise.resolve(suggested),
    agree: () => Promise.resolve(true),
    note,
  }
}

/**
 * What was named by an option, out of the choices.
 * @throws UsageError for an ID that is none of them, RunError with exit 3 for one that cannot be chosen as it is
 */
export function named<T>(ids: readonly string[], { flag, message, choices }: Pick<Question<T>, 'flag' | 'message' | 'choices'>): T[] {
  return [...new Set(ids)].map((id) => {
    const found = choices.find((choice) => choice.id === id)
    if (found === undefined) throw new UsageError(text.init.noSuch(flag, id, message), choices.length === 0 ? undefined : `${text.init.choices}\n${listed(choices)}`)
    if (found.unfit !== undefined) throw nothingFits(text.init.unfit(flag, id, found.unfit), text.init.unfitHint)
    return found.value
  })
}

/** What cannot be chosen stands behind what can. */
const fitFirst = <T>(choices: readonly Choice<T>[]): Choice<T>[] => [...choices].sort((a, b) => Number(a.unfit !== undefined) - Number(b.unfit !== undefined))

/** One of some: the one that an option names, else the only one that fits, else as the asker says. */
export async function pickOne<T>(asker: Asker, id: string | undefined, question: Question<T>): Promise<T> {
  if (id !== undefined) return named([id], question)[0]!
  const fit = question.choices.filter(({ unfit }) => unfit === undefined)
  const only = fit.length === 1 ? fit[0] : undefined
  if (only === undefined) return asker.one({ ...question, choices: fitFirst(question.choices) })
  asker.note(text.init.taken(question.message, inLine([only])))
  return only.value
}

/**
 * Some of some: those that an option names, else as the asker says.
 * @throws UsageError where what the option names is not right together
 */
export async function pickSeveral<T>(asker: Asker, ids: readonly string[], question: SeveralQuestion<T>): Promise<readonly T[]> {
  if (ids.length === 0) return asker.several({ ...question, choices: fitFirst(question.choices) })
  const values = named(ids, question)
  const wrong = question.check(values)
  if (wrong !== undefined) throw new UsageError(text.labelled(question.flag, wrong))
  return values
}
