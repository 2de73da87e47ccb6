import { describe, expect, test } from 'vitest'
import type { RunError } from '../../src/core/errors.ts'
import type { StepId } from '../../src/core/events.ts'
import { refuseUnnamed, stepsLeaving } from '../../src/run/replacement.ts'
import type { Survey } from '../../src/run/survey.ts'
import type { ListenerSeen } from '../../src/steps/03-listener.ts'
import { scriptedRun } from '../support/run-context.ts'

const { run } = scriptedRun({}, { got: { loadBalancerId: 'alb-1', listenerId: 'lsn-1' } })
const seen: ListenerSeen = { id: 'lsn-1', status: 'Running', loadBalancerId: 'alb-old', serverGroupIds: [], tags: {}, jobs: [], health: undefined }
const found: Survey = new Map([['listener', { found: [{ id: 'lsn-1' }], seen }]])
const named = (...steps: StepId[]) => () => refuseUnnamed(run, found, stepsLeaving(new Set(steps)))

describe('a listener on another load balancer', () => {
  test('is not made anew unasked', () => {
    expect(named()).toThrow('listener load balancer: alb-old -> alb-1: this cannot be changed in place')
    expect(named('endpoint')).toThrow(expect.objectContaining<Partial<RunError>>({ failure: expect.objectContaining({ code: 'NeedsReplacement', exit: 1, id: 'lsn-1' }) }))
  })

  test.each<StepId>(['listener', 'load-balancer', 'server-group'])('may go where the user named %s', (step) => expect(named(step)).not.toThrow())
})
