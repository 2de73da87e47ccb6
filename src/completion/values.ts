import { DOCTOR_CHECKS } from '../checks/doctor-checks.ts'
import { STEP_IDS } from '../core/events.ts'
import { explanations } from '../messages/explanations.ts'
import { LANGUAGES } from '../messages/language.ts'
import { TOPICS } from '../messages/topics.ts'
import { POLICY_COMMANDS, SIDES } from '../policy/actions.ts'
import type { Values } from './shape.ts'
import { SHELLS } from './shells.ts'

/** The words that an option takes; they are the same for all commands but for --skip-check. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  '--speed': ['instant'], '--stop-after': STEP_IDS, '--replace': STEP_IDS, '--adopt': STEP_IDS,
  '--diagram': ['mermaid'], '--lang': LANGUAGES, '--for': POLICY_COMMANDS, '--side': SIDES,
}
/** What the usage calls values that only their user knows. */
const OWN = new Set(['id', 'name', 'url', 'n', 'duration', 'name=value', 'id[:port]'])

/** Names of the checks that a command makes. */
function checksOf(command: string): string[] {
  const all = explanations().filter(({ group }) => group === 'check').flatMap(({ codes }) => codes)
  return command === 'doctor' ? all : all.filter((name) => !DOCTOR_CHECKS.some((own) => own === name))
}

/** What `explain` takes and a shell needs not to quote: codes, the beginnings of several, checks, layers, exit codes. */
function explained(): string[] {
  const names = explanations().flatMap(({ codes }) => codes).map((code) => code.replace(/\*$/, '').replace(/^exit-/, ''))
  return [...new Set(names)].filter((name) => /^\w[\w.-]*[a-z\d]$|^\d$/i.test(name) && name !== 'undefined')
}

/**
 * What may stand behind an option of a command.
 * @param option as typed: `--stop-after`
 * @param value what the usage calls its value: `step`
 * @returns undefined where that is not known
 */
export function valuesOf(command: string, option: string, value: string): Values | undefined {
  if (option === '--skip-check') return checksOf(command)
  return WORDS[option] ?? (value.includes('file') ? 'file' : OWN.has(value) ? 'own' : undefined)
}

/**
 * What the argument of a command may be.
 * @param commands the names of all commands
 */
export function argumentValues(command: string, commands: readonly string[]): Values {
  if (command === 'help') return [...commands, ...TOPICS]
  if (command === 'explain') return explained()
  return command === 'completion' ? SHELLS : 'own'
}
