/** What `help` tells of beside the commands. */
export const TOPICS = ['exit-codes', 'environment', 'config', 'events'] as const
export type Topic = (typeof TOPICS)[number]

/** English: what `help events` says around the fields. */
export const eventsPage = {
  intro: `JSON events: with --json standard output has one object a line.
Each has v (1), type and ts (ISO 8601, UTC). A field with ? is there where there
is something to say. New fields may come; these stay as they are. Only message,
hint, title, cause and cure follow the language, and of the outputs diagram,
config and the script of commands. Steps are load-balancer, server-group,
listener, endpoint-service, endpoint, connection and connectivity.
`,
  parts: {
    target: 'target', failure: 'A failure: error of run.done', zone: 'A zone of zones', server: 'A server of servers', change: 'A change of changes',
    outputs: 'outputs, by command',
  },
  simulate: `simulate --json prints a line ready, and a line call for each call: see
docs/simulator.md.
`,
}

/** English: what `help config` says around the keys. */
export const configPage = {
  intro: `The config, YAML: its keys, each with what it is for, what it may be, and its
default. A key with * must be there; of loadBalancer, serverGroup, listener and
service each may hold id alone, for what exists already, and with service.id
what is behind it may be left out: see docs/existing.md. A value may hold
\${VARIABLE} or \${VARIABLE:-otherwise} of the environment. config.example.yaml
shows every key, and docs/config.schema.json is for editors.
`,
  list: (of: string, least = 0, most?: number) => `a list${most === undefined ? (least > 1 ? ` of ${least} at least` : '') : ` of ${least} to ${most}`}${of === '' ? '' : `: ${of}`}`,
  orList: (one: string) => `${one}, or a list of such`,
  oneOf: (words: readonly string[]) => (words.length === 1 ? words[0]! : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`),
  between: (least: number, most: number) => `${least} to ${most}`,
  notes: (notes: readonly string[]) => notes.join('; '),
  trueOrFalse: 'true or false',
  fallback: (value: string) => `default ${value}`,
  /** What a value must be, as the schema has it. */
  right: (words: string): string => words,
}
