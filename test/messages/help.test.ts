import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { EXIT } from '../../src/core/errors.ts'
import { help } from '../../src/messages/help.ts'

it('tells of every exit code', () => {
  const told = [...help.topics['exit-codes'].matchAll(/^ {2}(\d+)/gm)].map(([, code]) => Number(code))
  expect(told).toEqual(Object.values(EXIT))
})

it('has a usage, an example and a sentence for each command', () => {
  for (const name of ['plan', 'up', 'accept', 'test', 'down', 'status', 'doctor', 'init', 'policy', 'explain', 'simulate'] as const) {
    expect(help.usages[name]).toMatch(new RegExp(`^alb-privatelink ${name} `))
    expect(help.commandExamples[name].every((line) => line.startsWith(`alb-privatelink ${name}`))).toBe(true)
    expect(help.commands[name]).not.toBe('')
  }
})

it('tells of every variable of the environment that is read, but those of the chain of credentials', () => {
  const source = new URL('../../src/', import.meta.url)
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.startsWith('simulator'))
  const read = new Set(files.flatMap((file) => [...readFileSync(new URL(file.replaceAll('\\', '/'), source), 'utf8').matchAll(/\benv\['([A-Z_]+)'\]/g)].map(([, name]) => name!)))
  const chain = [...read].filter((name) => /^ALIBABA_CLOUD_(CREDENTIALS_URI|ECS_METADATA|OIDC)/.test(name))
  expect(read.size).toBeGreaterThan(10)
  const elsewhere = ['HOME', 'DEBUG']
  expect([...read].filter((name) => !help.topics.environment.includes(name) && !chain.includes(name) && !elsewhere.includes(name))).toEqual([])
})
