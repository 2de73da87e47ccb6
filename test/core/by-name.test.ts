import { expect, test } from 'vitest'
import { byName } from '../../src/core/by-name.ts'

test('names stand in the order of their letters and of the numbers in them', () => {
  const names = ['web-2', 'web-10', 'web', 'Web-1', 'api-9', '10', '9', 'ECS 04', 'ECS 03', 'ecs 3b', '北京-2', '北京-10', '']
  expect(names.toSorted(byName)).toEqual(['', '9', '10', 'api-9', 'ECS 03', 'ecs 3b', 'ECS 04', 'web', 'Web-1', 'web-2', 'web-10', '北京-2', '北京-10'])
})

test('names that differ in zeros alone have an order, whichever comes first', () => {
  expect([byName('a01', 'a1'), byName('a1', 'a01'), byName('a1', 'a1')]).toEqual([-1, 1, 0])
})
