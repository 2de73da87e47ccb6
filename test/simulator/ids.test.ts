import { expect, it } from 'vitest'
import type { IdKind } from '../../src/simulator/action.ts'
import { makeId } from '../../src/simulator/ids.ts'
import { toyWorld } from './toy.ts'

it.each<[IdKind, RegExp]>([
  ['loadBalancer', /^alb-[a-z0-9]{18}$/], ['serverGroup', /^sgp-[a-z0-9]{18}$/], ['listener', /^lsn-[a-z0-9]{18}$/],
  ['endpointService', /^epsrv-n01[a-z0-9]{17}$/], ['endpoint', /^ep-n01[a-z0-9]{17}$/], ['eni', /^eni-n01[a-z0-9]{17}$/],
  ['securityGroup', /^sg-n01[a-z0-9]{17}$/], ['securityGroupRule', /^sgr-n01[a-z0-9]{17}$/], ['instance', /^i-n01[a-z0-9]{17}$/],
  ['vpc', /^vpc-n01[a-z0-9]{18}$/], ['vSwitch', /^vsw-n01[a-z0-9]{18}$/], ['command', /^c-n01[a-z0-9]{13}$/], ['invocation', /^t-n01[a-z0-9]{13}$/],
  ['job', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/],
])('an ID of a %s has the cloud’s form', (kind, form) => {
  expect(makeId(toyWorld(), kind, 'xx-north')).toMatch(form)
})

it('IDs follow from seed and count alone', () => {
  const row = (seed: string) => {
    const world = { ...toyWorld(), seed, made: 0 }
    return Array.from({ length: 100 }, () => makeId(world, 'endpoint', 'xx-south'))
  }
  expect(row('a')).toEqual(row('a'))
  expect(new Set([...row('a'), ...row('b')]).size).toBe(200)
  expect(new Set(row('a').map((id) => id.slice(3, 6))).size).toBe(1)
})
