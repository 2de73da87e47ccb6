import type { CheckReport } from '../checks/check.ts'
import type { Cloud } from '../cloud/cloud.ts'
import { isCloudError } from '../cloud/error.ts'
import type { Config } from '../config/config.ts'
import { isOwn } from '../config/given.ts'
import { RunError } from '../core/errors.ts'
import { STEP_IDS } from '../core/events.ts'
import { given } from '../core/given.ts'
import { memoryJournal } from '../core/journal.ts'
import { text } from '../messages/whole.ts'
import { RESOURCE_STEPS } from '../steps/list.ts'
import { askServers, type ServerAnswer } from '../steps/probe/ask-servers.ts'
import { dryRuns } from './dry-run.ts'
import type { RunContext } from './run-context.ts'
import { survey } from './survey.ts'

/** Who is asked, and for what. */
interface Sides { config: Config; provider: Cloud; consumer: Cloud }

/**
 * Has the cloud judge each creating call that can be judged: permissions, quotas, addresses. Nothing is made.
 * @returns a line for each creating call, `skipped` with the reason where it is not sent
 */
export async function dryRunLines({ config, provider, consumer }: Sides): Promise<CheckReport[]> {
  const { clock, signal } = provider.settings
  const run: RunContext = { config, provider, consumer, clock, signal, emit: () => undefined, force: false, journal: memoryJournal(), glance: true, got: {} }
  try {
    const found = await survey(run)
    const sent = await dryRuns(run, found, STEP_IDS)
    return RESOURCE_STEPS.flatMap(({ id, create }): CheckReport[] => {
      // What is given or left out is never made.
      if (create === undefined || !isOwn(config, id)) return []
      const report = sent.find(({ step }) => step === id)
      const name = `dry-run ${id}`
      if (report === undefined) return [{ name, result: 'skipped', message: text.check.thereAlready(create.action, found.get(id)?.found[0]?.id ?? '') }]
      const { action, result, message, hint } = report
      return [{ name, result, message: text.check.sent(action, message), ...given({ hint }) }]
    })
  } catch (error) {
    if (!(error instanceof RunError) || error.failure.code === 'Interrupted') throw error
    const { code, hint } = error.failure
    return [{ name: 'dry-run', result: code === 'Doubles' ? 'fail' : 'unknown', message: text.check.because(text.check.notSent, text.check.unread(error.message, code)), ...given({ hint }) }]
  }
}

const SERVING = 'serving'

/** Asks each server on the instance itself whether it serves; a line for each of its ports. */
export async function servingLines({ config, provider }: Sides): Promise<CheckReport[]> {
  // Those of a server group that is given are its owner's to ask.
  if (config.serverGroup.servers.length === 0) return [{ name: SERVING, result: 'skipped', message: text.check.noServers }]
  try {
    return (await askServers(provider, config)).flatMap(linesOf)
  } catch (error) {
    if (!isCloudError(error)) throw error
    const denied = error.fields.class === 'forbidden'
    const { action } = error.fields
    return [{
      name: SERVING, result: 'unknown',
      message: denied ? text.check.because(text.check.serversNotAsked, text.check.lacking(`ecs:${action}`, error.code)) : text.check.because(text.check.serversNotAsked, text.check.failed(action, `${error.code}: ${error.message}`)),
      ...(denied ? { hint: text.check.attachDeepPolicy } : {}),
    }]
  }
}

function linesOf({ instanceId, name, served }: ServerAnswer): CheckReport[] {
  return served.map(({ port, result, layer, message, hint }) => ({
    name: SERVING, result, message: text.check.serves(instanceId, name, port, message, layer), ...given({ hint }),
  }))
}
