import { formatAge } from '../core/duration.ts'
import type { ServerHealth, Standing, StepId, StepStatus } from '../core/events.ts'
import { text } from '../messages/index.ts'
import { drawing } from './drawing.ts'
import type { Paint } from './paint.ts'
import { pictureOf, type Sketch } from './picture.ts'
import { table, width } from './table.ts'

export interface Shown {
  steps: readonly StepStatus[]
  titles: Readonly<Record<StepId, string>>
  sketch: Sketch
}

const age = (seconds: number | undefined): string => (seconds === undefined ? '-' : formatAge(seconds))

const standing = (paint: Paint, of: Standing) => ({ ready: paint.green, moving: paint.yellow, open: paint.yellow, failed: paint.red, absent: paint.dim })[of]
/** Step 7 stands nowhere: it is asked anew each time, and that is nothing to be warned of. */
const colourOf = (step: StepStatus, paint: Paint) => (step.step === 'connectivity' ? paint.dim : standing(paint, step.standing))
const health = (paint: Paint, of: ServerHealth) => (of === 'healthy' ? paint.green : of === 'unhealthy' ? paint.red : paint.yellow)

/** A state for people: of a listener also how many of its servers serve, of step 7 that nobody asked. */
function stateOf({ step, state, standing: of }: StepStatus, steps: readonly StepStatus[]): string {
  if (step === 'connectivity') return of === 'absent' ? text.noTest : text.untested
  if (of === 'absent') return text.absent
  const servers = step === 'listener' ? (steps.find((other) => other.step === 'server-group')?.servers ?? []) : []
  const judged = servers.filter((server) => server.health === 'healthy' || server.health === 'unhealthy' || server.health === 'initial')
  return judged.length === 0 ? text.state(state) : text.healthy(text.state(state), judged.filter((server) => server.health === 'healthy').length, judged.length)
}

function notes({ steps, titles }: Shown, paint: Paint): string {
  const signs: Readonly<Partial<Record<Standing, string>>> = { failed: paint.red('✖'), ready: paint.yellow('!') }
  return steps.flatMap(({ step, standing: of, message }) => (message === undefined ? [] : [`${signs[of] ?? paint.dim('·')} ${text.labelled(titles[step], message)}\n`])).join('')
}

/** A line a step; on a terminal that is too narrow for it the IDs come in lines of their own, and on the narrowest each step in a block. */
function stepTable({ steps, titles }: Shown, paint: Paint, columns = Infinity): string {
  const rows = steps.map((step, n) => ({
    number: `${n + 1}`, title: titles[step.step], id: step.id ?? '-', state: colourOf(step, paint)(stateOf(step, steps)), age: age(step.ageSeconds),
  }))
  const fits = (lines: string): boolean => lines.split('\n').every((line) => width(line) <= columns)
  const header = ['', text.planStep, text.planId, text.labelState, text.age]
  const cells = rows.map(({ number, title, id, state, age: old }) => [number, title, id, state, old])
  const whole = table(header, cells, paint)
  if (fits(whole)) return whole
  const withoutIds = table(['', text.planStep, text.labelState, text.age], rows.map(({ number, title, state, age: old }) => [number, title, state, old]), paint)
  if (!fits(withoutIds)) return table(header, cells, paint, columns)
  const there = rows.filter(({ id }) => id !== '-')
  return `${withoutIds}\n${table(['', text.planId], there.map(({ number, id }) => [number, id]), paint, columns)}`
}

/**
 * The stack at a glance: a line a step, the zones, the servers, and who talks to whom.
 * @param shown plain texts, without anything that steers a terminal
 * @param columns the width of the terminal; undefined off one
 */
export function statusText(shown: Shown, paint: Paint, columns?: number): string {
  const { steps, sketch } = shown
  const zones = steps.flatMap((step) => step.zones ?? []).map(({ zoneId, status, address, domain }) => [zoneId, status, address, domain])
  const servers = steps.flatMap((step) => step.servers ?? []).map((server) => [
    server.serverId, `${server.port}`, `${server.weight}`, server.state,
    health(paint, server.health)(`${text.health[server.health]}${server.reason === undefined ? '' : text.aside(server.reason)}`),
  ])
  const parts = [
    `${stepTable(shown, paint, columns)}${notes(shown, paint)}`,
    table([text.zone, text.labelState, text.address, text.domain], zones, paint, columns),
    table([text.server, text.port, text.weight, text.labelState, text.healthTitle], servers, paint, columns),
    steps.every((step) => step.id === null) ? '' : drawing(pictureOf(steps, sketch), paint, columns),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

/** `Listener · lsn-… · Running, 2/2 healthy · 5m`: one step in a line, where nothing is drawn again in place. */
export function statusLine(step: StepStatus, { steps, titles }: Shown): string {
  const passed = step.ageSeconds === undefined ? undefined : formatAge(step.ageSeconds)
  return [titles[step.step], step.id, stateOf(step, steps), passed, step.message].filter((part) => part).join(' · ')
}
