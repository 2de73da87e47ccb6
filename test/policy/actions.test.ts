import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { ACTIONS, actionsOf, PARTS, POLICY_COMMANDS, RUN } from '../../src/policy/actions.ts'
import { alb } from '../../src/simulator/products/alb.ts'
import { ecs } from '../../src/simulator/products/ecs.ts'
import { privatelink } from '../../src/simulator/products/privatelink.ts'
import { vpc } from '../../src/simulator/products/vpc.ts'

const src = fileURLToPath(new URL('../../src', import.meta.url))
const named = new Set([alb, privatelink, ecs, vpc].flatMap((table) => Object.keys(table.actions)))

/** Every name of an action that stands as a text in the code that calls the cloud. */
function inUse(): Set<string> {
  const files = ['steps', 'run', 'checks'].flatMap((folder) => readdirSync(`${src}/${folder}`, { recursive: true, encoding: 'utf8' }).map((file) => `${src}/${folder}/${file}`))
  const words = files.filter((file) => file.endsWith('.ts')).flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/'([A-Z]\w+)'/g)].map(([, word]) => word!))
  return new Set(words.filter((word) => named.has(word)))
}

const listed = [...(Object.keys(ACTIONS) as (keyof typeof ACTIONS)[]).flatMap((set) => actionsOf(set)), RUN]

it('lists every action that the commands call, and none that they do not', () => {
  expect([...new Set(listed.map((action) => action.split(':')[1]!))].sort()).toEqual([...inUse()].sort())
})

const unbound = (command: (typeof POLICY_COMMANDS)[number]): readonly string[] =>
  PARTS[command].flatMap((part): readonly string[] => (part === 'run' || part === 'runServers' || part === 'roles' ? [] : actionsOf(part)))

it('names no action twice for a command', () => {
  for (const command of POLICY_COMMANDS) {
    const actions = unbound(command)
    expect(actions, command).toEqual([...new Set(actions)])
  }
})

it('gives the commands that change nothing nothing but reads', () => {
  for (const command of ['plan', 'status'] as const) {
    expect(PARTS[command].filter((part) => ['run', 'runServers', 'roles'].includes(part))).toEqual([])
    for (const action of unbound(command)) expect(action).toMatch(/^\w+:(Get|List|Describe|Check)/)
  }
})
