import { expect, it } from 'vitest'
import { nearest } from '../../src/core/nearest.ts'

const STEPS = ['load-balancer', 'server-group', 'listener', 'endpoint-service', 'endpoint', 'connection', 'connectivity']

it.each([
  ['listner', 'listener'], ['Listener', 'listener'], ['endpont', 'endpoint'], ['loadbalancer', 'load-balancer'], ['conection', 'connection'],
  ['endpoint-sevrice', 'endpoint-service'], ['SERVER', 'server-group'], ['load', 'load-balancer'], ['connect', undefined], ['l', undefined], ['x', undefined], ['', undefined], ['a'.repeat(5000), undefined],
])('%s', (word, name) => {
  expect(nearest(word, STEPS)).toBe(name)
})
