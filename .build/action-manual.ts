import type { Parameter, ProductTable } from '../src/simulator/action.ts'

/** These stand in nearly every action of Ecs and Vpc; the manual names them once. */
const OWNERS = ['OwnerAccount', 'OwnerId', 'ResourceOwnerAccount', 'ResourceOwnerId']

const HEAD = `# The actions of the embedded cloud

Made of the parameter tables by \`npm run manual\`; a test holds that it is current, and others that the tables tell the truth.

- \`Zone.N{ZoneId!, ip}\` is \`Zone.1.ZoneId\`, \`Zone.1.ip\`, \`Zone.2.ZoneId\`, … on the wire; \`!\`: needed, inside braces as soon as anything in them is given.
- **honoured**: it decides what is made, kept and shown again, or what is found. What a kept setting does to traffic says [limits.md](limits.md).
- **ignored**: taken, and without effect; its type and bounds are checked.
- **refused**: turned down where it is not the default or a value named here, with the code that the cloud has for it, or for a malformed one.
- ${OWNERS.map((name) => `\`${name}\``).join(', ')}, where an action of Ecs or Vpc lists them, are ignored.
- \`RegionId\` is honoured by every action, listed or not.
`

/** The manual of all actions: a table a product, a row an action. */
export function actionManual(tables: readonly ProductTable[]): string {
  return [HEAD, ...tables.map((table) => {
    const actions = Object.entries(table.actions).sort(([a], [b]) => (a < b ? -1 : 1))
    const rows = actions.map(([action, { parameters }]) => row(action, parameters))
    return [`## ${table.product} ${table.version}`, '', '| action | honoured | ignored | refused |', '|---|---|---|---|', ...rows, ''].join('\n')
  })].join('\n')
}

function row(action: string, parameters: Record<string, Parameter>): string {
  const own = Object.fromEntries(Object.entries(parameters).filter(([name]) => !OWNERS.includes(name)))
  const cell = (effect: Parameter['effect']): string => withEffect(own, effect).map((text) => `\`${text}\``).join(', ')
  return `| \`${action}\` | ${cell(undefined)} | ${cell('ignored')} | ${cell('refused')} |`
}

/** The parameters of a table with an effect; of a list or struct those of its members, in braces. */
function withEffect(table: Record<string, Parameter>, effect: Parameter['effect']): string[] {
  return Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([key, one]) => {
    const name = `${key}${one.type === 'list' ? '.N' : ''}${one.required ? '!' : ''}`
    const members = one.fields ?? one.item?.fields
    // What a list or struct is as a whole its members are too.
    if (members && one.effect === undefined) {
      const inside = withEffect(members, effect)
      return inside.length > 0 ? `${name}{${inside.join(', ')}}` : []
    }
    const but = one.effect === 'refused' && one.values && !one.refusal ? ` but ${one.values.join(', ')}` : ''
    return one.effect === effect ? `${name}${but}` : []
  })
}
