import { expect, it } from 'vitest'
import { stateDir, worldFile } from '../../src/commands/state-dir.ts'

const home = '/home/somebody'

it.each([
  [{ ALB_PRIVATELINK_STATE_DIR: '/own', XDG_STATE_HOME: '/xdg' }, '/own'],
  [{ ALB_PRIVATELINK_STATE_DIR: 'own' }, `${process.cwd()}/own`],
  [{ ALB_PRIVATELINK_STATE_DIR: '', XDG_STATE_HOME: '/xdg' }, '/xdg/alb-privatelink'],
  [{ XDG_STATE_HOME: 'relative' }, '/home/somebody/.local/state/alb-privatelink'],
  [{}, '/home/somebody/.local/state/alb-privatelink'],
])('%j', (env, directory) => {
  expect(stateDir({ env, home })).toBe(directory)
  expect(worldFile({ env, home })).toBe(`${directory}/world.json`)
})
