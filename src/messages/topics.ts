/** What `help` tells of beside the commands. */
export const TOPICS = ['exit-codes', 'environment', 'events'] as const
export type Topic = (typeof TOPICS)[number]

/** English: what `help events` says around the fields. */
export const eventsPage = {
  intro: `JSON events: with --json standard output has one object a line.
Each has v (1), type and ts (ISO 8601, UTC). A field with ? is there where there
is something to say. New fields may come; these stay as they are. Steps are
load-balancer, server-group, listener, endpoint-service, endpoint, connection
and connectivity.
`,
  parts: {
    target: 'target', failure: 'A failure: error of run.done', zone: 'A zone of zones', server: 'A server of servers', change: 'A change of changes',
    outputs: 'outputs, by command',
  },
  simulate: `simulate --json prints a line ready, and a line call for each call: see
docs/simulator.md.
`,
}
