import { describe, expect, test } from 'vitest'
import { Turns } from '../../src/cloud/turns.ts'

const never = new AbortController().signal

describe('turns', () => {
  test('come one after another, in the order in which they were asked for', async () => {
    const turns = new Turns()
    const order: string[] = []
    const first = await turns.take(never)
    const others = ['second', 'third'].map(async (name) => {
      const end = await turns.take(never)
      order.push(`${name} begins`)
      await Promise.resolve()
      order.push(`${name} ends`)
      end()
    })
    order.push('first ends')
    first()
    await Promise.all(others)
    expect(order).toEqual(['first ends', 'second begins', 'second ends', 'third begins', 'third ends'])
  })

  test('are given up when the run is interrupted, and do not hold those who come after', async () => {
    const turns = new Turns()
    const first = await turns.take(never)
    const over = new AbortController()
    const second = turns.take(over.signal)
    const third = turns.take(never)
    over.abort(new Error('interrupted'))
    await expect(second).rejects.toThrow('interrupted')
    first()
    expect(await third).toBeTypeOf('function')
  })
})
