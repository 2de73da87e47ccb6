import { givenId, isOwn } from '../config/given.ts'
import type { PlanAction, PlanChange, RunEvent, StepId } from '../core/events.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'
import type { ConnectionSeen } from '../steps/connections.ts'
import { RESOURCE_STEPS } from '../steps/list.ts'
import { missingTags, wantedTags } from '../steps/ownership.ts'
import type { Change, Step, Verdict } from '../steps/step.ts'
import { DEPENDENTS, leavingWith } from './needs-replacement.ts'
import { contextOf, stepFields, type RunContext } from './run-context.ts'
import type { Survey } from './survey.ts'

/** What `up` would do to the resource of one step. */
export type StepPlan = Omit<Extract<RunEvent, { type: 'plan' }>, 'type'>

/**
 * Fields that no key of the config governs: they differ only where somebody changed them outside this tool. Of all others nobody
 * can tell, without a record of the last run, whether the config or the cloud was changed.
 */
const UNGOVERNED = new Set(['loadBalancer.addressType', 'service resource type', 'forwards to', 'listener status'])

/** A zone of a connected endpoint whose own connection was cut: the field ends with the zone. */
const CUT_ZONE = 'zone connection '

interface Looked { step: Step; id: string; seen: unknown }

function changeOf(change: Change): PlanChange[] {
  const differences = change.differences ?? [{ field: change.action, from: 'none', to: change.what }]
  return differences.map(({ field, from, to }) => ({
    field, from, to,
    ...(UNGOVERNED.has(field) || field.startsWith(CUT_ZONE) ? { drift: true as const } : {}),
    ...(change.kind === 'replace' ? { replace: true as const } : {}),
  }))
}

/** The tags that are not there: the user's own, and those by which the stack is known. */
async function tagChanges(run: RunContext, { step, id, seen }: Looked, listed: Record<string, string> | undefined): Promise<PlanChange[]> {
  if (step.tagsOf === undefined && step.readTags === undefined) return []
  const present = step.tagsOf?.(seen) ?? listed ?? (await step.readTags?.(contextOf(run, step), id)) ?? {}
  const wanted = wantedTags(run.config, step.id === 'endpoint' ? run.config.consumer.name : undefined)
  return missingTags(wanted, present).map(({ key, value }) => ({
    field: `tags ${key}`, from: present[key] ?? 'none', to: value, ...(Object.hasOwn(run.config.tags, key) ? {} : { drift: true as const }),
  }))
}

/** A connection that waits for its first acceptance is made by it; one that was cut has zones that say so. */
function acceptance(seen: ConnectionSeen): Pick<StepPlan, 'action' | 'changes'> {
  const cut = seen.zones.some(({ status }) => status === 'Disconnected')
  const change = { field: 'connection', from: seen.status, to: 'Connected' }
  return cut ? { action: 'drift', changes: [{ ...change, drift: true }] } : { action: 'create', changes: [change] }
}

/** What `up` makes of a resource that will not become ready by waiting. */
function broken(verdict: Extract<Verdict, { is: 'failed' }>, state: string): Pick<StepPlan, 'action' | 'changes' | 'message'> {
  const change = { field: 'state', from: state, to: verdict.remake === true ? 'made anew' : 'ready', drift: true as const }
  return { action: verdict.remake === true ? 'replace' : 'drift', changes: [change], message: verdict.message }
}

async function planStep(run: RunContext, step: Step, sighting: ReturnType<Survey['get']>): Promise<StepPlan> {
  const fields = stepFields(run, step.id)
  if (!isOwn(run.config, step.id)) return { ...fields, action: 'found', id: givenId(run.config, step.id) ?? null, changes: [], message: kept(run, step, sighting?.seen) }
  const [located] = sighting?.found ?? []
  const seen = sighting?.seen
  if (located === undefined || seen === undefined) return { ...fields, action: 'create', id: null, changes: [] }
  const { id } = located
  const ctx = contextOf(run, step)
  const state = step.state(seen)
  const verdict = step.verdict(ctx, seen, run.got, { previous: seen, states: [state], elapsedMs: 0, inStateMs: 0 })
  const asked = step.changes(ctx, seen, run.got)
  // What has to be made anew for the config stops `up` before it looks how the resource does.
  if (verdict.is === 'failed' && !asked.some(({ kind }) => kind === 'replace')) return { ...fields, id, ...broken(verdict, state) }
  if (asked.some(({ kind }) => kind === 'accept')) return { ...fields, id, ...acceptance(seen as ConnectionSeen) }
  // What cannot be changed in place comes first, and what else would be done about the same field is not done then.
  const fieldsOnce = new Map([...asked.flatMap(changeOf), ...(await tagChanges(run, { step, id, seen }, located.tags))].reverse().map((change) => [change.field, change]))
  // Nothing of what is taken over now was the stack's before.
  const changes = [...fieldsOnce.values()].reverse().map(({ drift, ...change }) => ({ ...change, ...(drift === true && sighting?.adopted !== true ? { drift } : {}) }))
  const waiting = verdict.is === 'waiting' && changes.length === 0 ? { message: verdict.message ?? text.run.stillState(state) } : {}
  return { ...fields, action: actionOf(changes), id, changes, ...waiting }
}

/** What is to be said of a resource that is not the stack's own. */
function kept({ config }: RunContext, step: Step, seen: unknown): string {
  if (givenId(config, step.id) === undefined) return text.run.behindGiven
  return seen === undefined ? text.run.givenAbsent : text.run.givenAsIs
}

function actionOf(changes: readonly PlanChange[]): PlanAction {
  if (changes.length === 0) return 'found'
  if (changes.every(({ drift }) => drift === true)) return 'drift'
  return changes.some(({ replace, drift }) => replace === true && drift !== true) ? 'replace' : 'update'
}

/** What goes with a replaced resource is made anew too. */
function withDependents(plans: readonly StepPlan[]): StepPlan[] {
  const because = new Map<StepId, StepId>()
  for (const { step, action } of plans) {
    if (action !== 'replace') continue
    for (const dependent of DEPENDENTS[step] ?? []) if (!because.has(dependent)) because.set(dependent, step)
  }
  return plans.map((plan) => {
    const reason = because.get(plan.step)
    return reason === undefined || plan.action === 'create' || plan.action === 'replace' ? plan : { ...plan, action: 'replace', because: reason }
  })
}

/**
 * What `up` would do, a plan for each step; reads at most the tags that no list told.
 * @param found what is there of the stack
 * @param walk the steps of the run
 * @param replace the steps that the user wants made anew
 */
export async function planOf(run: RunContext, found: Survey, walk: readonly StepId[], replace: ReadonlySet<StepId>): Promise<StepPlan[]> {
  const steps = RESOURCE_STEPS.filter(({ id }) => walk.includes(id))
  const plans = await Promise.all(steps.map((step) => planStep(run, step, found.get(step.id))))
  const asked = plans.map((plan): StepPlan => (replace.has(plan.step) && plan.id !== null ? { ...plan, action: 'replace' } : plan))
  const whole = withDependents(asked)
  return walk.includes('connectivity') ? [...whole, testPlan(run, whole)] : whole
}

/** Step 7 makes no resource: it is run by every `up`, and is new where what it asks is. */
function testPlan(run: RunContext, plans: readonly StepPlan[]): StepPlan {
  const none = run.config.consumer.test === undefined
  const fresh = plans.some(({ action }) => action === 'create' || action === 'replace')
  return { ...stepFields(run, 'connectivity'), action: fresh && !none ? 'create' : 'found', id: null, changes: [], ...given({ message: none ? text.run.noTestInConfig : undefined }) }
}

/** Whether `up` has something to do besides its test. */
export const hasChanges = (plans: readonly StepPlan[]): boolean => plans.some(({ action }) => action !== 'found')

/** The steps that `up` makes anew only where they are named, beside those that go with what is named. */
export function toBeNamed(plans: readonly StepPlan[], replace: ReadonlySet<StepId>): StepId[] {
  const leaving = leavingWith(replace)
  return plans.filter(({ step, changes }) => !leaving.has(step) && changes.some((change) => change.replace === true)).map(({ step }) => step)
}
