import { UsageError } from '../core/errors.ts'
import { nearest } from '../core/nearest.ts'
import type { Io } from '../io.ts'
import { explanationOf, explanations, inWords, placeOf, type Explanation } from '../messages/explanations.ts'
import { text } from '../messages/index.ts'
import type { ExplainOptions } from './options.ts'
import { smallFrame } from './small-frame.ts'

/** `explain`: what a code, a check, a layer or an exit code means and what mends it; without one, all of them. Nothing is called. */
export function run(io: Io, options: ExplainOptions): Promise<number> {
  const { code } = options
  return smallFrame(io, options, { command: 'explain' }, async () => {
    const entry = code === undefined ? undefined : entryOf(code)
    return entry === undefined ? { outputs: { entries: explanations().map(asOutput) }, result: listText() } : { outputs: { entry: asOutput(entry) }, result: entryText(entry) }
  })
}

/** Exit codes are typed as they are seen: 5. */
const asCode = (typed: string): string => (/^\d+$/.test(typed) ? `exit-${typed}` : typed)

/** @throws UsageError where nothing is known of a code, with the nearest that something is known of */
function entryOf(typed: string): Explanation {
  const code = asCode(typed)
  const names = explanations().flatMap(({ codes }) => codes)
  const entry = explanationOf(names.find((name) => name.toLowerCase() === code.toLowerCase()) ?? code)
  if (entry !== undefined) return entry
  const near = nearest(code, names)
  throw new UsageError(text.explainUnknown(typed), near === undefined ? text.explainUnknownHint : text.didYouMean(near.replaceAll('*', '')))
}

const asOutput = (entry: Explanation): object => ({ ...inWords(entry), see: placeOf(entry) })

function entryText(entry: Explanation): string {
  const { title, codes, cause, cure, sure, related = [] } = inWords(entry)
  return [
    text.labelled(title, codes.join(', ')), '',
    `  ${text.labelled(text.labelCause, cause)}`,
    `  ${text.labelled(text.labelCure, cure)}`,
    ...(sure === undefined ? [] : [`  ${text.labelled(text.labelSure, text.sure[sure])}`]),
    ...(related.length === 0 ? [] : [`  ${text.labelled(text.labelRelated, related.map((code) => `alb-privatelink explain ${code.replace('*', '')}`).join(', '))}`]),
    `  ${text.labelled(text.labelMore, placeOf(entry))}`, '',
  ].join('\n')
}

function listText(): string {
  const groups = Object.entries(text.explainGroups).map(([group, title]) => {
    const lines = explanations().filter((entry) => entry.group === group).map((entry) => `  ${entry.codes.join(', ')}\n      ${inWords(entry).title}\n`)
    return `${title}\n${lines.join('')}`
  })
  return groups.join('\n')
}
