import { describe, expect, test } from 'vitest'
import { layerOf, type PathFacts } from '../../../src/steps/probe/layer.ts'
import type { Line } from '../../../src/steps/probe/lines.ts'

const failed = (failing: NonNullable<Line['failing']>): Line => ({ via: 'zone-domain', failing, error: 'said so', status: 0, ms: 0, size: 0, sample: '' })
const answered = (status: number): Line => ({ via: 'zone-domain', status, ms: 1, size: 1, sample: 'x' })
const fine: PathFacts = { connection: 'Connected', zone: 'Connected', listener: 'Running', security: { admitted: true, message: '' } }

describe('the layer that failed', () => {
  test.each<[string, Line, PathFacts, string, boolean]>([
    ['a command that cannot run is the guest', failed('guest'), fine, 'guest', true],
    ['a name that does not resolve on a sound path is DNS, and may come yet', failed('dns'), fine, 'dns', false],
    ['a name that does not resolve before acceptance is the connection', failed('dns'), { ...fine, connection: 'Disconnected' }, 'connection', true],
    ['a name that does not resolve is not blamed on a closed security group', failed('dns'), { ...fine, security: { admitted: false, message: 'closed' } }, 'dns', false],
    ['no answer with a closed security group is the security group', failed('timeout'), { ...fine, security: { admitted: false, message: 'closed' } }, 'security-group', true],
    ['no answer while connecting is the connection, and may come yet', failed('timeout'), { ...fine, connection: 'Connecting' }, 'connection', false],
    ['no answer with one zone cut off is the connection', failed('timeout'), { ...fine, zone: 'Disconnected' }, 'connection', true],
    ['no answer without a listener is the listener', failed('timeout'), { ...fine, listener: 'absent' }, 'listener', true],
    ['no answer on a path that looks sound is unknown', failed('timeout'), fine, 'unknown', false],
    ['a refusal without a listener is the listener', failed('refused'), { ...fine, listener: 'absent' }, 'listener', true],
    ['a refusal with a stopped listener is the listener', failed('refused'), { ...fine, listener: 'Stopped' }, 'listener', true],
    ['a cut answer is the backend', failed('cut'), fine, 'backend', false],
    ['a 502 is the backend', answered(502), fine, 'backend', false],
    ['a 502 with no healthy server is final', answered(502), { ...fine, unhealthy: { all: true, message: 'all' } }, 'backend', true],
    ['any other answer that was not expected is HTTP', answered(404), fine, 'http', true],
    ['the group comes before the connection on the way', failed('timeout'), { connection: 'Disconnected', security: { admitted: false, message: 'closed' } }, 'security-group', true],
  ])('%s', (_name, line, facts, layer, final) => {
    expect(layerOf(line, facts, { status: [200] })).toMatchObject({ layer, final })
  })
})
