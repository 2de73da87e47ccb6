import { describe, test } from 'vitest'
import { killedAt } from '../support/killed-up.ts'

// All of the steps are in killed.deep.test.ts.
describe('up that is killed and run again makes one of each resource and a passing test', () => {
  test.concurrent.each(['load-balancer', 'connectivity'])('killed as step %s is done', (step) => killedAt('step.done', step))
  test.concurrent.each(['server-group', 'endpoint'])('killed as step %s shows its first state', (step) => killedAt('step.state', step))
})
