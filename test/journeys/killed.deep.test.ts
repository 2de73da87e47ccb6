import { describe, test } from 'vitest'
import { STEP_IDS } from '../../src/core/events.ts'
import { killedAt } from '../support/killed-up.ts'

describe('up that is killed and run again makes one of each resource and a passing test', () => {
  test.concurrent.each(STEP_IDS)('killed as step %s is done', (step) => killedAt('step.done', step))
  test.concurrent.each(STEP_IDS)('killed as step %s shows its first state', (step) => killedAt('step.state', step))
})
