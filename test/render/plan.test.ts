import { expect, it } from 'vitest'
import { text } from '../../src/messages/index.ts'
import { paintFor } from '../../src/render/paint.ts'
import { planHeader, planRows } from '../../src/render/plan.ts'
import { table } from '../../src/render/table.ts'

const plain = paintFor({ isTTY: false }, {}, true)
const plans = [
  { step: 'listener' as const, action: 'update' as const, id: 'lsn-0123456789abcdefgh', changes: [{ field: 'listener.idleTimeout', from: 15, to: 20 }, { field: 'listener.description', from: '旧的监听器', to: '新的' }] },
  { step: 'endpoint' as const, action: 'create' as const, id: null, changes: [] },
]

it('is a table where the terminal is wide enough, each further field in a line below', () => {
  for (const columns of [undefined, 200, 93]) {
    expect(table(planHeader(), planRows(plans, text.stepTitles), plain, columns)).toBe(`   Step      Action  ID                      Change
1  Listener  update  lsn-0123456789abcdefgh  listener.idleTimeout: 15 -> 20
                                             listener.description: 旧的监听器 -> 新的
2  Endpoint  create  -
`)
  }
})

it('says of step 7, which makes nothing, whether it tests', () => {
  const words = (message?: string): string => planRows([{ step: 'connectivity', action: 'create', id: null, changes: [], ...(message === undefined ? {} : { message }) }], text.stepTitles)[0]![2]!
  expect([words(), words('no test in the config')]).toEqual(['test', 'skip'])
})

it('is a block a step where it is too narrow, its number before its name and its fields together', () => {
  for (const columns of [80, 40]) {
    expect(table(planHeader(), planRows(plans, text.stepTitles), plain, columns)).toBe(`Step    1 Listener
Action  update
ID      lsn-0123456789abcdefgh
Change  listener.idleTimeout: 15 -> 20
Change  listener.description: 旧的监听器 -> 新的

Step    2 Endpoint
Action  create
ID      -
`)
  }
})
