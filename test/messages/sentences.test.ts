import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const source = new URL('../../src/', import.meta.url)
/** Scripts for guests and for people to paste. */
const SCRIPTS = ['render/paste.ts', 'steps/probe/linux.ts', 'steps/probe/windows.ts']

/** Names of what a plan compares, which are the same in every language; and a reason that nobody is told. */
const NAMES = ["'service resource type'", "'listener load balancer'", "'service load balancer'", "'a new one'", "'the run is over'"]

/** Code without its comments; close enough where no text has the marks of one. */
const bare = (code: string): string => code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/ .*$/gm, '')

/** Texts of a file with three words in a row. */
const sentences = (code: string): string[] => bare(code).match(/'[^'\n]*\b[a-z]+ [a-z]+ [a-z]+\b[^'\n]*'|`[^`\n]*\b[a-z]+ [a-z]+ [a-z]+\b[^`\n]*`|"[^"\n]*\b[a-z]+ [a-z]+ [a-z]+\b[^"\n]*"/g) ?? []

it('stand in src/messages alone, where each language has them', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts') && !/^(messages|simulator)\//.test(path) && !SCRIPTS.includes(path))
  expect(files.length).toBeGreaterThan(100)
  expect(files.flatMap((path) => sentences(readFileSync(new URL(path, source), 'utf8')).filter((text) => !NAMES.includes(text)).map((text) => `${path}: ${text}`))).toEqual([])
})
