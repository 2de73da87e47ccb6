import { isAbsolute, join, resolve } from 'node:path'
import type { Io } from '../io.ts'

/**
 * The directory that holds `journal/`, `locks/`, `durations.json` and `world.json`. It is not made here.
 * A relative XDG_STATE_HOME is ignored, as the XDG base directory specification asks.
 */
export function stateDir(io: Pick<Io, 'env' | 'home'>): string {
  const own = io.env['ALB_PRIVATELINK_STATE_DIR']
  if (own) return resolve(own)
  const xdg = io.env['XDG_STATE_HOME']
  const base = xdg && isAbsolute(xdg) ? xdg : join(io.home, '.local', 'state')
  return join(base, 'alb-privatelink')
}

/** The world of `--simulate`, and of `simulate` without `--state`. */
export function worldFile(io: Pick<Io, 'env' | 'home'>): string {
  return join(stateDir(io), 'world.json')
}
