import { DOCTOR_CHECKS } from '../checks/doctor-checks.ts'
import { STEP_IDS } from '../core/events.ts'
import { explanations } from '../messages/explanations.ts'
import { LANGUAGES } from '../messages/language.ts'
import { TOPICS } from '../messages/topics.ts'
import { POLICY_COMMANDS, SIDES } from '../policy/actions.ts'
import type { Values } from './shape.ts'
import { SHELLS } from './shells.ts'

/** What may stand behind each option that takes a value; it is the same for all commands but for --skip-check. */
const OF_OPTION: Readonly<Record<string, Values>> = {
  '--config': 'file', '--outputs': 'file', '--world': 'file', '--state': 'file', '--faults': 'file', '--policy': 'file',
  '--speed': ['instant'], '--stop-after': STEP_IDS, '--replace': STEP_IDS, '--adopt': STEP_IDS,
  '--diagram': ['mermaid'], '--lang': LANGUAGES, '--for': POLICY_COMMANDS, '--side': SIDES,
  '--endpoint-url': 'own', '--region': 'own', '--profile': 'own', '--pace': 'own', '--timeout': 'own', '--instance': 'own', '--zone': 'own',
  '--proxy': 'own', '--endpoint': 'own', '--port': 'own', '--belief': 'own',
}

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
 * @returns undefined for an option that nothing is known of
 */
export function valuesOf(command: string, option: string): Values | undefined {
  return option === '--skip-check' ? checksOf(command) : OF_OPTION[option]
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
