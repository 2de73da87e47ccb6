import { readFileSync } from 'node:fs'
import { matchesCode } from '../core/code-pattern.ts'
import { explained } from './index.ts'

/** Why something fails and what mends it, for a code or several that mean the same. */
export interface Explanation {
  group: 'cloud' | 'network' | 'own' | 'check' | 'layer' | 'exit'
  /** Its heading in docs/troubleshooting.md. */
  title: string
  /** Codes, names of checks, layers, `exit-5`; with `*` as in the table of codes. */
  codes: readonly string[]
  cause: string
  cure: string
  /** How sure what is said of the cloud is: documented, seen in a client's source, or assumed. Without it nothing is said of the cloud. */
  sure?: 'documented' | 'source' | 'assumed'
  /** Codes whose entries help too. */
  related?: readonly string[]
}

let entries: readonly Explanation[] | undefined

/** All entries, in English and in the order of the manual. They are a file of their own, read when the first failure is shown. */
export function explanations(): readonly Explanation[] {
  entries ??= JSON.parse(readFileSync(new URL('./explanations.json', import.meta.url), 'utf8')) as Explanation[]
  return entries
}

/** The entry of a code, in English: the one that names it, else the one whose pattern says most of it. */
export function explanationOf(code: string): Explanation | undefined {
  const ranked = explanations()
    .flatMap((entry) => entry.codes.filter((pattern) => matchesCode(pattern, code)).map((pattern) => ({ entry, pattern })))
    .sort((a, b) => Number(b.pattern === code) - Number(a.pattern === code) || b.pattern.length - a.pattern.length)
  return ranked[0]?.entry
}

/** An entry in the language in use. */
export function inWords(entry: Explanation): Explanation {
  const [title, cause, cure] = explained[entry.title] ?? [entry.title, entry.cause, entry.cure]
  return { ...entry, title, cause, cure }
}

/** Where an entry stands: the file, which is part of the package, and the heading in it as web pages name it. */
export function placeOf({ title }: Explanation): string {
  return `docs/troubleshooting.md#${title.toLowerCase().replaceAll(/[^\w -]/g, '').replaceAll(' ', '-')}`
}
