import type { PlanChange, RunEvent, StepId } from '../core/events.ts'
import { text } from '../messages/index.ts'

type Planned = Omit<Extract<RunEvent, { type: 'plan' }>, 'type'>

const value = (shown: unknown): string => (Array.isArray(shown) ? shown.join('+') : text.planValue(String(shown)))

/** `listener.idleTimeout: 15 -> 20`, with what is special about it. */
function changeText({ field, from, to, drift, replace }: PlanChange, action: string): string {
  const notes = [...(replace === true ? [text.planNotInPlace] : []), ...(drift === true && action !== 'drift' ? [text.planDrift] : [])]
  return `${text.labelled(field, `${value(from)} -> ${value(to)}`)}${notes.length === 0 ? '' : text.aside(notes.join(', '))}`
}

function notesOf({ action, changes, because, message }: Planned): string[] {
  const notes = changes.map((change) => changeText(change, action))
  if (because !== undefined) notes.push(text.planBecause(because))
  if (message !== undefined) notes.push(message)
  return notes
}

/** A plan in lines of its own: step and ID, what is to be said of it, then each field. */
export function planLines(plan: Planned, titles: Readonly<Record<StepId, string>>): string[] {
  const { message, ...rest } = plan
  const notes = [...(message === undefined ? [] : [message]), ...notesOf(rest)]
  return [`${titles[plan.step]}  ${plan.id ?? '-'}`, ...notes.map((note) => `  ${note}`)]
}

/** The header of a plan's table. */
export const planHeader = (): string[] => ['', text.planStep, text.planAction, text.planId, text.planChange]

/** What is done, for people: step 7 makes nothing and is not found, it asks. */
const actionOf = ({ step, action, message }: Planned): string =>
  step !== 'connectivity' ? text.planActions[action] : message === undefined ? text.planAsk : text.planNoAsk

/** The rows of a plan's table: a line a step, and one more for each further field. */
export function planRows(plans: readonly Planned[], titles: Readonly<Record<StepId, string>>): string[][] {
  return plans.flatMap((plan, position) => {
    const [first = '', ...more] = notesOf(plan)
    return [[`${position + 1}`, titles[plan.step], actionOf(plan), plan.id ?? '-', first], ...more.map((note) => ['', '', '', '', note])]
  })
}

/** `2 to create, 1 to update`, or that there is nothing to do. */
export function planSummary(plans: readonly Planned[]): string {
  const counts = (['create', 'update', 'replace', 'drift', 'remove'] as const).flatMap((action) => {
    // The test of step 7 makes nothing.
    const number = plans.filter((plan) => plan.action === action && plan.step !== 'connectivity').length
    return number === 0 ? [] : [text.planCount[action](number)]
  })
  return counts.length === 0 ? text.planNothing : text.planCounts(counts)
}
