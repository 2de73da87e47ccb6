import type { Ended } from '../../support/command.ts'
import { boundaries, killedAt, onStages } from './killed.ts'
import { told, type Stage } from './stage.ts'

/** Stages at once: the machines that run this have two cores, and a command and its cloud take turns. */
const STAGES = 2

/** What is killed, and what has to be right when another command ran after it. */
export interface Sweeping {
  killed: readonly string[]
  next: readonly string[]
  /** What is wrong after the second command; undefined where all is right. */
  wrong(ended: Ended, on: Stage, config?: string): Promise<string | undefined>
  /** The world that every trial starts from: the empty one, or a whole stack. */
  from?: 'nothing' | 'stack'
  /** What else is done to that world, once for each stage. */
  prepare?: (on: Stage) => Promise<void>
  /** How the config is edited for the two commands. */
  edit?: (config: any, on: Stage) => void
  /** The actions at whose calls it is killed; all, where it is left out. */
  only?: RegExp
}

export interface Sweep { pairs: number; calls: number; wrong: string[] }

/** Kills a command at every boundary in turn, and runs another one after each; `wrong` says after which all was not right. */
export async function sweep({ killed, next, wrong, from = 'nothing', prepare: further, edit, only }: Sweeping): Promise<Sweep> {
  const result: Sweep = { pairs: 0, calls: 0, wrong: [] }
  const list = boundaries(only ?? /./)
  const prepare = async (on: Stage): Promise<void> => {
    const built = from === 'stack' ? await on.run(['up']) : undefined
    if (built !== undefined && built.code !== 0) throw new Error(told(built))
    await further?.(on)
    await on.keep('start')
  }
  await onStages(STAGES, prepare, async (on) => {
    const more = edit === undefined ? {} : { config: on.variant('edited.json', (config) => edit(config, on)) }
    for (let boundary = list.next(); boundary !== undefined; boundary = list.next()) {
      await on.restore('start')
      const { action, ended } = await killedAt(on, killed, boundary, more)
      if (action === undefined) {
        list.over()
        if (ended.code !== 0) result.wrong.push(`unkilled: ${told(ended)}`)
        return
      }
      result.calls = Math.max(result.calls, boundary.n)
      const again = await on.run(next, more)
      const reason = await wrong(again, on, more.config)
      result.pairs += 1
      if (reason !== undefined) result.wrong.push(`call ${boundary.n}, ${action}, ${boundary.moment}: then ${reason} and ${told(again)}`)
    }
  })
  return result
}
