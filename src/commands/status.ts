import type { Io } from '../io.ts'
import { outputsOf } from '../run/outputs.ts'
import { survey } from '../run/survey.ts'
import { RESOURCE_STEPS, STEP_TITLES } from '../steps/list.ts'
import { frame } from './frame.ts'
import { invocation } from './invocation.ts'
import type { StatusOptions } from './options.ts'
import { withStack } from './with-stack.ts'

/** `status`: the stack at a glance. */
export async function run(io: Io, options: StatusOptions): Promise<number> {
  return frame(io, options, 'status', (session) =>
    withStack(session, { command: 'status', steps: [], changes: false }, async (context) => {
      const found = await survey({ ...context, glance: true })
      const outputs = outputsOf(context.config.consumer.name, found)
      const rows = RESOURCE_STEPS.map((step, position) => {
        const sighting = found.get(step.id)
        const seen = sighting?.seen
        return [`${position + 1}`, STEP_TITLES[step.id], sighting?.found[0]?.id ?? '-', seen === undefined ? 'absent' : step.state(seen)]
      })
      const zones = (outputs.endpoints ?? []).flatMap(({ zones: list }) => list.map((zone) => [zone.zoneId, zone.status, zone.address, zone.domain]))
      const tables = [session.table(['', 'Step', 'ID', 'State'], rows), ...(zones.length === 0 ? [] : [session.table(['Zone', 'State', 'Address', 'Domain'], zones)])]
      const complete = rows.every((row) => row[3] !== 'absent')
      return { outputs: { ...outputs, steps: rows.map(([, , id, state], index) => ({ step: RESOURCE_STEPS[index]!.id, id: id === '-' ? null : id, state })) }, result: tables.join('\n'), next: invocation(complete ? 'test' : 'up', options, io.env) }
    }),
  )
}
