import { DOCTOR_CHECKS } from '../checks/doctor-checks.ts'
import { STEP_IDS } from '../core/events.ts'
import { explanations } from '../messages/explanations.ts'
import { LANGUAGES } from '../messages/language.ts'
import { TOPICS } from '../messages/topics.ts'
import { POLICY_COMMANDS, SIDES } from '../policy/actions.ts'
import type { Values } from './shape.ts'
import { SHELLS } from './shells.ts'

/** A test makes no resource; and a connection is nobody's but its endpoint's, so that none is taken over. */
const MADE = STEP_IDS.filter((step) => step !== 'connectivity')
const TAKEN_OVER = MADE.filter((step) => step !== 'connection')

/** The words that an option takes; they are the same for all commands but for --skip-check. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  '--speed': ['instant'], '--stop-after': STEP_IDS, '--replace': MADE, '--adopt': TAKEN_OVER,
  '--diagram': ['mermaid'], '--lang': LANGUAGES, '--for': POLICY_COMMANDS, '--side': SIDES, '--state': ['memory'],
}
/** What the usage calls values that only their user knows. */
const OWN = new Set(['id', 'name', 'url', 'n', 'duration', 'id[:port]'])

/** Names of the checks that a command makes. */
function checksOf(command: string): string[] {
  const all = explanations().filter(({ group }) => group === 'check').flatMap(({ codes }) => codes)
  return command === 'doctor' ? all : all.filter((name) => !DOCTOR_CHECKS.some((own) => own === name))
}

/** What `explain` takes and a shell needs not to quote: codes, the beginnings of several, checks, layers, exit codes. */
function explained(): string[] {
  const names = explanations().flatMap(({ codes }) => codes).map((code) => code.replaceAll(/^\*|\*$/g, '').replace(/^exit-/, ''))
  return [...new Set(names)].filter((name) => /^\w[\w.-]*[a-z\d]$|^\d$/i.test(name) && name !== 'undefined')
}

/**
 * What may stand behind an option of a command.
 * @param option as typed: `--stop-after`
 * @param value what the usage calls its value: `step`
 * @param beliefs what the embedded cloud takes for --belief
 * @returns undefined where that is not known
 */
export function valuesOf(command: string, option: string, value: string, beliefs: readonly string[]): Values | undefined {
  const words = option === '--skip-check' ? checksOf(command) : option === '--belief' ? beliefs : (WORDS[option] ?? [])
  if (value.includes('file')) return { words, files: true }
  return words.length > 0 || OWN.has(value) ? { words } : undefined
}

/**
 * What the argument of a command may be.
 * @param commands the names of all commands
 */
export function argumentValues(command: string, commands: readonly string[]): Values {
  if (command === 'help') return { words: [...commands, ...TOPICS] }
  if (command === 'explain') return { words: explained() }
  return { words: command === 'completion' ? SHELLS : [] }
}
