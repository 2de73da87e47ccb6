import type { Explanation } from '../src/messages/explanations.ts'
import { en } from '../src/messages/en.ts'

const HEAD = `# Troubleshooting

Made of \`src/messages/explanations.json\` by \`npm run manual\`; a test holds that it is current, and that every known code has an entry.
\`alb-privatelink explain CODE\` prints an entry, \`alb-privatelink explain\` lists them; both work without a network. A \`*\` in a code stands for anything.

A failure shows where it happened (step, resource, action), the code and message of the cloud as they came, the RequestId, and the cloud's own page on
the error where the answer names one. Of a code without an entry the HTTP status is shown as well: nothing that the cloud said is left out.
`

/** The manual of what goes wrong: a chapter a group, a heading an entry. */
export function troubleshooting(entries: readonly Explanation[]): string {
  const chapters = Object.entries(en.explainGroups).map(([group, title]) =>
    [`## ${title}`, ...entries.filter((entry) => entry.group === group).map(section)].join('\n\n'))
  return `${[HEAD.trimEnd(), ...chapters].join('\n\n')}\n`
}

function section({ title, codes, cause, cure, sure, related = [] }: Explanation): string {
  const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ')
  const more = [
    ...(sure === undefined ? [] : [`${en.labelSure}: ${en.sure[sure]}.`]),
    ...(related.length === 0 ? [] : [`${en.labelRelated}: ${list(related)}.`]),
  ]
  return [`### ${title}`, list(codes), `${en.labelCause}: ${cause}`, `${en.labelCure}: ${cure}`, ...(more.length === 0 ? [] : [more.join(' ')])].join('\n\n')
}
