import { Interrupted } from '../core/errors.ts'
import type { Asker, Choice, Question } from '../init/asker.ts'
import { text } from '../messages/whole.ts'
import { aligned } from './aligned.ts'

/** What of a session this asks with. */
export interface Lines { ask: (question: string) => Promise<string | undefined>; say: (line: string) => void; columns: number }

/** Somebody who is asked on a terminal that can only show lines: choices have numbers, and numbers are typed. */
export function lineAsker({ ask, say, columns }: Lines): Asker {
  const typed = async (prompt: string, suggested: string): Promise<string> => {
    const answer = await ask(text.labelled(`${prompt}${suggested === '' ? '' : ` [${suggested}]`}`, ''))
    if (answer === undefined) throw new Interrupted('SIGINT')
    return answer === '' ? suggested : answer
  }
  const shown = ({ message, choices }: Question<unknown>): string => {
    const digits = String(choices.length).length
    const rows = aligned(choices, columns - digits)
    return [message, ...choices.map(({ hint, unfit }, index) => `  ${String(index + 1).padEnd(digits)}  ${rows[index]}${more(unfit ?? hint)}`), ''].join('\n')
  }
  const more = (hint: string | undefined): string => (hint === undefined ? '' : text.aside(hint))
  /** The choices whose numbers were typed, each once, none of them for 0; undefined where a number is none, or cannot be chosen. */
  const taken = <T>(answer: string, choices: readonly Choice<T>[]): T[] | undefined => {
    if (answer === '0') return []
    const chosen = answer.split(/[\s,]+/).filter((word) => word !== '').map((word) => (/^\d+$/.test(word) ? choices[Number(word) - 1] : undefined))
    return chosen.every((choice) => choice !== undefined && choice.unfit === undefined) ? [...new Set(chosen)].map((choice) => choice!.value) : undefined
  }
  const numbers = <T>({ choices, suggested }: Question<T>): string => choices.flatMap(({ value }, index) => (suggested.includes(value) ? [String(index + 1)] : [])).join(' ')
  const asked = async <T>(question: Question<T>, prompt: string, wrong: (values: readonly T[]) => string | undefined): Promise<readonly T[]> => {
    for (let before = shown(question); ;) {
      const values = taken(await typed(`${before}${prompt}`, numbers(question)), question.choices)
      const mistake = values === undefined ? text.init.badNumber(question.choices.length) : wrong(values)
      if (values !== undefined && mistake === undefined) return values
      before = `${mistake}\n`
    }
  }
  return {
    one: async (question) => (await asked(question, text.init.number, (values) => (values.length === 1 ? undefined : text.init.badNumber(question.choices.length))))[0]!,
    several: (question) => asked(question, text.init.numbers, question.check),
    text: async ({ message, suggested, check }) => {
      for (let before = ''; ;) {
        const answer = await typed(`${before}${message}`, suggested)
        const mistake = check(answer)
        if (mistake === undefined) return answer
        before = `${mistake}\n`
      }
    },
    agree: async (message) => /^y(es)?$/i.test(await typed(`${message} (y/n)`, 'n')),
    note: say,
  }
}
