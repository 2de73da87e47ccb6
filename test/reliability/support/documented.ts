import { readFileSync } from 'node:fs'

/** Where a call that the cloud refused with a code stands, by the vendor's documents. */
export const CLASSES = ['again', 'unknown', 'busy', 'absent', 'conflict', 'check', 'forbidden', 'fatal'] as const
export type Class = (typeof CLASSES)[number]

export interface Documented { action: string; code: string; status: number; is: Class }

export interface Action {
  /** `Product.Action` */
  name: string
  /** Where the procedure sends it: a step of `up`, or a command. */
  trial: string
  codes: Documented[]
}

/**
 * The documented codes of every action in use, by action and class: documented.txt, written from the vendor's reference by hand and
 * never from the source. A code without a status comes with 400. The classes: `again`, `unknown` (sent, and no telling), `busy`,
 * `absent`, `conflict`: one such answer is survived. `check`: the check that asked is unknown and warns, or fails before anything is
 * made. `forbidden` and `fatal` end the run.
 */
export function documented(): Action[] {
  const actions: Action[] = []
  for (const line of readFileSync(new URL('documented.txt', import.meta.url), 'utf8').split('\n')) {
    const head = /^(\S+) @(\S+)$/.exec(line)
    if (head !== null) actions.push({ name: head[1]!, trial: head[2]!, codes: [] })
    const row = /^ {2}(\w+): (.+)$/.exec(line)
    if (row === null) continue
    const is = row[1] as Class
    if (!CLASSES.includes(is)) throw new Error(`documented.txt: no class ${row[1]}`)
    const action = actions.at(-1)!
    for (const word of row[2]!.split(' ')) {
      const [code, status] = word.split('/')
      action.codes.push({ action: action.name, code: code!, status: Number(status ?? 400), is })
    }
  }
  return actions
}
