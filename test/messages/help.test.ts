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
