import { type Document, LineCounter, parseDocument } from 'yaml'
import { ConfigError, type ConfigIssue } from '../core/errors.ts'
import { text as messages } from '../messages/whole.ts'
import { type Config, parseConfig } from './config.ts'
import type { Mistake } from './mistake.ts'
import { readSource } from './read.ts'
import { syntaxMistakes } from './syntax.ts'
import { type Place, placeKey, toTree } from './tree.ts'
import type { Env } from './variables.ts'

/** Mistakes that are shown at most: what has more is mostly no config at all. */
const MOST_SHOWN = 100

/** A config, and the name that messages call its source by. */
export interface LoadedConfig { config: Config; source: string }

/**
 * Reads and judges a config: YAML, and thereby JSON.
 * @param path a file, or `-` for standard input
 * @param readStdin gives standard input, `() => process.stdin` for one
 * @param env the environment, for `${NAME}` in values
 * @param signal ends the wait for somebody who writes into a pipe that is the config
 * @returns the config, and the name that messages call its source by
 * @throws ConfigError that lists every mistake with its line and column; nothing else, whatever the bytes are
 */
export async function loadConfig(
  path: string,
  readStdin: () => AsyncIterable<Uint8Array | string>,
  env: Env,
  signal?: AbortSignal,
): Promise<LoadedConfig> {
  const { name, text } = await readSource(path, readStdin, signal)
  return { config: readConfig(name, text, env), source: name }
}

/** As loadConfig, with the text at hand. */
export function readConfig(name: string, text: string, env: Env = {}): Config {
  const lines = new LineCounter()
  const doc = parse(name, text, lines)
  const lineOf = (offset: number): number => Math.max(1, lines.linePos(offset).line)
  const issue = (offset: number, message: string): ConfigIssue => ({ path: name, line: lineOf(offset), column: Math.max(1, lines.linePos(offset).col), message })
  const broken = [...doc.errors, ...doc.warnings].sort((a, b) => a.pos[0] - b.pos[0])
  if (broken.length > 0) throw refuse(name, syntaxMistakes(broken, text, lineOf).map(({ offset, message }) => issue(offset, message)))
  if (doc.contents === null)
    throw refuse(name, [
      issue(0, messages.config.emptyConfig),
    ])

  const tree = toTree(doc, env, lineOf)
  const cut = tree.raw === undefined
  const parsed = cut ? { mistakes: [] } : parseConfig(tree.raw)
  if (parsed.config && tree.mistakes.length === 0) return parsed.config
  const hidden = new Set(tree.mistakes.flatMap((mistake) => (mistake.hides ? [placeKey(mistake.path)] : [])))
  const mistakes = [...tree.mistakes, ...(parsed.mistakes ?? []).filter((mistake) => !hidden.has(placeKey(mistake.path)))]
  throw refuse(
    name,
    mistakes.map((mistake) => issue(offsetOf(mistake, tree.places), mistake.message)),
  )
}

function parse(name: string, text: string, lineCounter: LineCounter): Document.Parsed {
  try {
    // Doubled keys are found by the walk, which knows both places and goes on.
    // (The level "silent" would also hide a second document.)
    return parseDocument(text, {
      lineCounter,
      prettyErrors: false,
      uniqueKeys: false,
      schema: 'core',
      merge: false,
      logLevel: 'error',
    })
  } catch {
    // The parser recurses: thousands of nested brackets overflow its stack.
    throw refuse(name, [
      {
        path: name,
        line: 1,
        column: 1,
        message: messages.config.nested,
      },
    ])
  }
}

/** The place of what is wrong; of a key that is missing, the place of the section that lacks it. */
function offsetOf({ path, atKey, offset }: Mistake, places: Map<string, Place>): number {
  if (offset !== undefined) return offset
  for (let length = path.length; length > 0; length--) {
    const place = places.get(placeKey(path.slice(0, length)))
    if (!place) continue
    const whole = length === path.length
    const found = whole && !atKey ? (place.value ?? place.key) : (place.key ?? place.value)
    if (found !== undefined) return found
  }
  return 0
}

function refuse(name: string, issues: ConfigIssue[]): ConfigError {
  const sorted = [...issues].sort((a, b) => a.line - b.line || a.column - b.column)
  const shown = sorted.slice(0, MOST_SHOWN)
  const lines = shown.map((issue) => `${issue.path}:${issue.line}:${issue.column}: ${issue.message}`)
  if (sorted.length > shown.length) lines.push(messages.config.more(sorted.length - shown.length))
  return new ConfigError(
    lines.join('\n'),
    shown,
    messages.config.mend(sorted.length, name),
  )
}
