import type { Command } from 'commander'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CompletionOptions } from '../../src/commands/options.ts'
import { SHELLS } from '../../src/completion/shells.ts'
import { valuesOf } from '../../src/completion/values.ts'
import { runProgram, type Loaders } from '../../src/program.ts'
import { NAMESAKES } from '../../src/steps/namesakes.ts'
import { fakeIo } from '../support/fake-io.ts'
import { bash, fish, installed, powershell, zsh, type Completer } from './shells.ts'

async function scriptFor(shell: string): Promise<string> {
  const io = fakeIo({ argv: ['completion', shell] })
  expect(await runProgram(io)).toBe(0)
  expect(io.err()).toBe('')
  return io.out()
}

/** What is typed after the command's name, and what is offered for its last word. */
const OFFERED: [string[], string[]][] = [
  [['s'], ['simulate', 'status']],
  [['up', '--re'], ['--region', '--replace']],
  [['up', '--stop-after', 'l'], ['listener', 'load-balancer']],
  [['plan', '--adopt', 'listener', '--adopt', 'endpoint-'], ['endpoint-service']],
  [['up', '--skip-check', 'se'], ['server-security-groups', 'servers']],
  [['doctor', '--skip-check', 'se'], ['server-security-groups', 'servers', 'serving']],
  [['policy', '--for', 'down', '--side', 'p'], ['provider']],
  [['help', 'ex'], ['exit-codes', 'explain']],
  [['explain', 'QuotaE'], ['QuotaExceeded']],
  [['explain', 'Throt'], ['Throttling']],
  [['up', '--replace', 'conn'], ['connection']],
  [['up', '--adopt', 'conn'], []],
  [['simulate', '--state', 'mem'], ['memory']],
  [['simulate', '--belief', 'repeated-en'], ['repeated-enable=accepted', 'repeated-enable=refused']],
  [['completion', ''], ['bash', 'fish', 'powershell', 'zsh']],
  [['up', '--region', 'c'], []],
  [['--lang', 'z'], ['zh']],
  [['--lang', 'zh', 'st'], ['status']],
  [['--lang=zh', 'up', '--re'], ['--region', '--replace']],
  [['--lang', 'zh', 'explain', 'QuotaE'], ['QuotaExceeded']],
]
const FILES: [string[], string[]][] = [[['up', '-c', 'conf'], ['config.yaml']], [['simulate', '--state', 'conf'], ['config.yaml']]]
const ATTACHED = (prefix: string): [string[], string[]] => [['up', '--stop-after=l'], [`${prefix}listener`, `${prefix}load-balancer`]]

const RUN: [string, boolean, Completer, [string[], string[]][]][] = [
  ['bash', installed('bash'), bash, [...OFFERED, ...FILES, ATTACHED('')]],
  ['zsh', installed('zsh'), zsh, [...OFFERED, ...FILES, ATTACHED('')]],
  ['fish', installed('fish'), fish, [...OFFERED, ...FILES, ATTACHED('--stop-after=')]],
  ['powershell', true, powershell, OFFERED],
]

for (const [shell, there, complete, cases] of RUN) {
  describe.skipIf(!there)(`the script for ${shell}`, () => {
    let offers: string[][] = []
    beforeAll(async () => {
      offers = await complete(await scriptFor(shell), cases.map(([words]) => words))
    }, 60_000)

    it.each(cases.map(([words, expected], n) => [words.join(' '), expected, n] as const))('%s', (_line, expected, n) => {
      expect(offers[n]).toEqual(expected)
    })
  })
}

describe('the scripts', () => {
  it('know every option that takes a value', async () => {
    let program: Command | undefined
    await runProgram(fakeIo({ argv: ['completion', 'bash'] }), { completion: async () => ({ run: async (_io: unknown, options: CompletionOptions) => (program = options.program, 0) }) } as unknown as Loaders)
    const open = program!.commands.flatMap((command) => command.options.flatMap(({ required, long, flags }) => {
      const value = /<(.*)>/.exec(flags)?.[1]
      return required && valuesOf(command.name(), long!, value!, ['a=b']) === undefined ? [`${command.name()} ${flags}`] : []
    }))
    expect(open).toEqual([])
  })

  it('offer to take over what can be', () => {
    expect(valuesOf('up', '--adopt', 'step', [])).toEqual({ words: Object.keys(NAMESAKES) })
  })

  it('hold nothing that a shell would take for its own', async () => {
    for (const shell of SHELLS) expect(await scriptFor(shell), shell).not.toMatch(/[^\P{C}\n]/u)
    expect(await scriptFor('bash')).not.toContain('eval')
  })

  it.each([
    [{ SHELL: '/usr/bin/fish' }, '# fish'], [{ SHELL: '/bin/zsh' }, '#compdef'], [{ SHELL: '/usr/bin/pwsh' }, '# PowerShell'], [{ PSModulePath: 'C:\\x' }, '# PowerShell'],
  ])('are for the shell of the environment where none is named: %j', async (env, beginning) => {
    const io = fakeIo({ argv: ['completion'], env })
    expect(await runProgram(io)).toBe(0)
    expect(io.out().startsWith(beginning)).toBe(true)
  })

  it.each([
    ['completion', { SHELL: '/bin/tcsh' }, "error: no shell was given, and the environment names none that there is a script for\n  Hint  There is: bash, zsh, fish, powershell.\n"],
    ['completion bsh', {}, "error: argument 'shell' value 'bsh' is invalid. Expected one of bash, zsh, fish, powershell. Did you mean bash?\n"],
  ])('%s is refused', async (line, env, told) => {
    const io = fakeIo({ argv: line.split(' '), env })
    expect(await runProgram(io)).toBe(2)
    expect(io.out()).toBe('')
    expect(io.err()).toBe(`${told}\nUsage: alb-privatelink completion [bash | zsh | fish | powershell]\nSee 'alb-privatelink completion --help' for all options.\n`)
  })
})
