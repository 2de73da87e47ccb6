import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { readFileSync } from 'node:fs'
import { command, exampleConfig, type Ended } from './command.ts'
import { startCloud, type RunningCloud } from './cloud.ts'

export interface Statement { Effect: string; Action: string[]; Resource: string | string[]; Condition?: object }
export interface Policy { Version: string; Statement: Statement[] }

/** The policy that `policy --for` prints for a command. */
export async function printed(name: string, config: string): Promise<Policy> {
  const { code, stdout, stderr } = await command(['policy', '--for', name, '-c', config])
  if (code !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as Policy
}

export const actionsOf = ({ Statement }: Policy): string[] => Statement.flatMap(({ Action }) => Action)

/** The policy without one of its actions. */
export const without = (policy: Policy, action: string): Policy => ({
  ...policy, Statement: policy.Statement.map((one) => ({ ...one, Action: one.Action.filter((name) => name !== action) })).filter(({ Action }) => Action.length > 0),
})

/** The example's config with parts replaced, in a file of its own. */
export function changedExample(folder: string, name: string, change: (config: any) => void): string {
  const config = parse(readFileSync(exampleConfig, 'utf8')) as object
  change(config)
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(config))
  return path
}

/** Serves the world of a file under a policy, or without one, while `during` runs. */
export async function under<T>(state: string, policy: Policy | undefined, during: (cloud: RunningCloud) => Promise<T>, more: readonly string[] = []): Promise<T> {
  const file = `${state}.policy`
  if (policy) writeFileSync(file, JSON.stringify(policy))
  const cloud = await startCloud(['--state', state, '--speed', '400', ...(policy ? ['--policy', file] : []), ...more])
  try {
    return await during(cloud)
  } finally {
    await cloud.stop()
  }
}

/** Runs a command against a cloud, at its speed. */
export const against = (cloud: RunningCloud, stateDir: string, ...args: string[]): Promise<Ended> =>
  command([...args, '--pace', '400', '--json'], { env: { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: stateDir } })
