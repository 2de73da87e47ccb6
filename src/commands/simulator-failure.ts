import { EXIT, RunError } from '../core/errors.ts'
import { given } from '../core/given.ts'
import { nearest } from '../core/nearest.ts'
import { text } from '../messages/whole.ts'
import type { BeliefError } from '../simulator/beliefs.ts'
import type { InputError, Problem } from '../simulator/input-error.ts'
import { shellWord } from './invocation.ts'

/** The options whose files are judged; where no state was named, there is no option to blame. */
const OPTIONS = { world: '--world', faults: '--faults', policy: '--policy', belief: '--belief', state: undefined } as const

// The classes themselves are of what is loaded with the embedded cloud.
const isInputError = (error: Error): error is InputError => 'input' in error && 'problem' in error && 'mistakes' in error
const isBeliefError = (error: InputError): error is BeliefError => error.input === 'belief'

const refused = (message: string, hint: string | undefined, cause: Error): RunError =>
  new RunError(message, { code: 'Simulator', exit: EXIT.usage, ...given({ hint }) }, { cause })

/**
 * What keeps the embedded cloud from starting, in words for people: which option, which file, where in it, and what mends it.
 * @param port that was asked for
 * @param stateOption the option that named the file of the world, where one did
 * @returns the error itself where it is a fault of the program
 */
export function simulatorFailure(error: unknown, { port, stateOption }: { port?: number; stateOption?: string } = {}): unknown {
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof ReferenceError || error instanceof RunError) return error
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return refused(text.portInUse(port ?? 0), text.portInUseHint, error)
  if (!isInputError(error)) return refused(error.message, undefined, error)
  if (isBeliefError(error)) return belief(error)
  const { file, input, problem, mistakes } = error
  const lines = mistakes.map(({ place, message }) => lineOf(place, message, file))
  if (file === undefined) return refused(text.simulator.policyMisplaced(lines.join('; ')), undefined, error)
  const option = input === 'state' ? stateOption : OPTIONS[input]
  const what = [...(option === undefined ? [] : [option]), shellWord(file)].join(' ')
  return refused(text.simulator.unusable(what, text.simulator.problems[problem], lines), hintOf(input, problem, option), error)
}

/** `FILE:3:5: …` as compilers have it, else `  [0].do: …` */
function lineOf(place: string, message: string, file: string | undefined): string {
  if (place === '') return file === undefined ? message : `  ${message}`
  return /^\d+:\d+$/.test(place) ? `  ${file}:${place}: ${message}` : `  ${place}: ${message}`
}

function belief(error: BeliefError): RunError {
  const { belief: name, value, wrong, known } = error
  const near = nearest(wrong, known)
  return refused(wrong === name ? text.simulator.noBelief(name) : text.simulator.noReading(name, value), near === undefined ? text.thereIs(known) : text.didYouMean(near), error)
}

function hintOf(input: InputError['input'], problem: Problem, option: string | undefined): string | undefined {
  const { checkPath, checkPermissions, saveAsText, mend, stateHint, roomHint, busyHint } = text.simulator
  if (problem === 'missing' || problem === 'directory' || problem === 'large') return checkPath(option)
  if (problem === 'forbidden' || problem === 'unreadable') return checkPermissions
  if (problem === 'encoding') return saveAsText
  if (problem === 'unwritable') return roomHint(option)
  if (problem === 'busy') return busyHint
  return input === 'world' || input === 'faults' || input === 'policy' ? mend[input] : stateHint(option)
}
