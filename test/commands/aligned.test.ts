import { expect, it } from 'vitest'
import { aligned } from '../../src/commands/aligned.ts'
import { width } from '../../src/render/table.ts'

const ID = 'vpc-bp16xl1gorbiigaaphj4h'
const row = (name: string, cidr = '192.168.0.0/16', id = ID): { id: string; cells: string[] } => ({ id, cells: [name, id, cidr] })

it('leaves IDs and blocks whole where a name is long', () => {
  const rows = aligned([row('a-name-of-a-network-of-about-fifty-five-characters-in-all'), row('short'), row('一个名称很长的专有网络，其名称的宽度超过了终端的一半')], 80)
  for (const line of rows) {
    expect(line).toContain(`  ${ID}  192.168.0.0/16`)
    expect(width(line)).toBeLessThanOrEqual(72)
  }
  expect(rows[0]).toMatch(/^a-name-of-a-network-of-about…  vpc/)
  expect(rows[1]).toMatch(/^short {2,}vpc/)
})

it('cuts nothing where there is room', () => {
  expect(aligned([row('one'), row('three', '10.0.0.0/8')], 80)).toEqual([`one    ${ID}  192.168.0.0/16`, `three  ${ID}  10.0.0.0/8`])
})

it('leaves out a column that is empty, and is never wider than the terminal', () => {
  expect(aligned([row(''), row('')], 80)).toEqual([`${ID}  192.168.0.0/16`, `${ID}  192.168.0.0/16`])
  expect(aligned([row('a-name-of-a-network')], 30).map(width)).toEqual([22])
})
