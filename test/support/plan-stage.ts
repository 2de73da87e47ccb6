import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MADE, startCloud, type RunningCloud } from '../support/cloud.ts'
import { command, temporary, type Ended, type Event } from '../support/command.ts'
import { ROOMY, roomyConfig, writeRoomyWorld } from '../support/roomy-world.ts'

export const SPEED = '400'

/** A cloud of its own with the roomy world, and the built command on a config that is written for each run. */
export async function stage() {
  const folder = temporary()
  const cloud: RunningCloud = await startCloud(['--speed', SPEED, '--world', writeRoomyWorld(folder.path)])
  const path = join(folder.path, 'config.json')
  const run = (words: string, config: object): Promise<Ended> => {
    writeFileSync(path, JSON.stringify(config))
    return command([...words.split(' '), '-c', path, '--pace', SPEED, '--json'], { env: { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path } })
  }
  const entries = async (work: () => Promise<unknown>) => {
    const before = (await cloud.log()).at(-1)?.n ?? 0
    await work()
    return cloud.log(before)
  }
  return {
    cloud, run, entries,
    id: async (kind: (typeof MADE)[number]): Promise<string> => (await cloud.state()).resources[kind]![0]!.id,
    world: async (): Promise<unknown> => {
      const { resources } = await cloud.state()
      return MADE.map((kind) => resources[kind])
    },
    patch: (patch: object): Promise<unknown> => cloud.control('PATCH', '/_sim/world', patch),
    stop: async (): Promise<void> => {
      await cloud.stop()
      folder.remove()
    },
  }
}
export type Stage = Awaited<ReturnType<typeof stage>>

export const plans = ({ events }: Ended): Event[] => events.filter(({ type }) => type === 'plan')
/** `step action` of what is not found. */
export const open = (ended: Ended): string[] => plans(ended).filter(({ action }) => action !== 'found').map(({ step, action }) => `${step} ${action}`)
export const changed = (ended: Ended): string[] => plans(ended).flatMap(({ changes }) => (changes as { field: string; from: unknown; to: unknown }[]).map(({ field, from, to }) => `${field}: ${String(from)} -> ${String(to)}`))
export const why = ({ stderr, events }: Ended): string => `${stderr}\n${JSON.stringify(events.at(-1))}\n${JSON.stringify(events.filter(({ type }) => type === 'plan'))}`

export const full = () => {
  const config = roomyConfig()
  config.consumer.test = { from: [{ instanceId: ROOMY.clients[0] }], bodies: ['page of server'] }
  return config
}
