import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { actionManual } from '../../.build/action-manual.ts'
import type { Parameter } from '../../src/simulator/action.ts'
import { products } from '../../src/simulator/index.ts'

test('the manual of the actions is the one that `npm run manual` makes', async () => {
  const manual = readFileSync(new URL('../../docs/simulator-actions.md', import.meta.url), 'utf8')
  expect(manual).toBe(actionManual(products()))
})

test('a row tells members in braces, needs and lists, each in the column of its effect', () => {
  const parameters: Record<string, Parameter> = {
    Zone: { type: 'list', required: true, item: { type: 'struct', fields: { ZoneId: { type: 'string', required: true }, Odd: { type: 'string', effect: 'ignored' } } } },
    PayType: { type: 'string', values: ['PostPay'], effect: 'refused' }, Policy: { type: 'string', effect: 'refused', refusal: 'own', values: ['any'] },
    Ids: { type: 'list' }, OwnerId: { type: 'integer', effect: 'ignored' },
  }
  const manual = actionManual([{ product: 'Alb', version: '1', lifecycles: [], actions: { Make: { mutating: true, parameters, handler: () => ({}) } } }])
  expect(manual).toContain('## Alb 1\n')
  expect(manual).toContain('\n| `Make` | `Ids.N`, `Zone.N!{ZoneId!}` | `Zone.N!{Odd}` | `PayType but PostPay`, `Policy` |\n')
})
