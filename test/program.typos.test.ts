import type { Command } from 'commander'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CompletionOptions } from '../src/commands/options.ts'
import { shapeOf } from '../src/completion/shape-of.ts'
import type { ProgramShape } from '../src/completion/shape.ts'
import { runProgram, type Loaders } from '../src/program.ts'
import { fakeIo } from './support/fake-io.ts'

/** Everything that can be typed, as the parser knows it. */
async function everything(): Promise<ProgramShape> {
  let program: Command | undefined
  const completion = async () => ({ run: async (_io: unknown, options: CompletionOptions) => ((program = options.program), 0) })
  await runProgram(fakeIo({ argv: ['completion', 'bash'] }), { completion } as unknown as Loaders)
  return shapeOf(program!, [])
}

/** A word with a letter of its middle left out. */
const mistyped = (word: string): string => word.slice(0, Math.ceil(word.length / 2)) + word.slice(Math.ceil(word.length / 2) + 1)

/** What bad usage is told to whoever typed it. */
async function told(...argv: string[]): Promise<string> {
  const io = fakeIo({ argv })
  const exit = await runProgram(io)
  expect({ exit, out: io.out() }, argv.join(' ')).toEqual({ exit: 2, out: '' })
  return io.err()
}

describe('what is mistyped', () => {
  let program: ProgramShape
  beforeAll(async () => {
    program = await everything()
  })

  it('in a command is told with the nearest', async () => {
    expect(program.commands.length).toBeGreaterThan(10)
    for (const { name } of program.commands) if (name.length > 3) expect(await told(mistyped(name))).toContain(`Did you mean ${name}?`)
  })

  it.each([['sim', 'simulate'], ['UP', 'up'], ['stat', 'status'], ['version', '--version'], ['destroy', 'down'], ['delete', 'down'], ['remove', 'down'], ['apply', 'up'], ['create', 'up'], ['help env', 'environment'], ['help destroy', 'down'], ['up --dry', '--dry-run'], ['up --confirm', '--yes'], ['up --Simulate', '--simulate']])('as %s is told with %s', async (line, meant) => {
    expect(await told(...line.split(' '))).toContain(`Did you mean ${meant}?`)
  })

  it.each(['frobnicate', 'up --frob', 'simulate --confirm', 's', 'help x'])('as %s is told without a guess', async (line) => {
    expect(await told(...line.split(' '))).not.toContain('Did you mean')
  })

  it('in an option is told with the nearest, of each command', async () => {
    for (const { name, options } of program.commands) {
      const flags = options.flatMap((option) => option.flags).filter((flag) => flag.length > 5)
      for (const flag of flags) expect(await told(name, mistyped(flag)), `${name} ${flag}`).toContain(`Did you mean ${flag}?`)
    }
  })

  it('in the value of an option is told with what is right, of each command', async () => {
    let asked = 0
    for (const { name, options } of program.commands) {
      for (const { flags, value } of options) {
        // What checks there are, a command knows when it is loaded; and a mistyped word may be a file.
        if (value === undefined || value.values.files || flags.includes('--skip-check')) continue
        for (const word of value.values.words) {
          expect(await told(name, flags.at(-1)!, mistyped(word)), `${name} ${flags.at(-1)} ${word}`).toContain(word)
          asked += 1
        }
      }
    }
    expect(asked).toBeGreaterThan(50)
  })

  it('in an argument is told with the nearest', async () => {
    for (const name of ['help', 'completion']) {
      const values = program.commands.find((command) => command.name === name)?.argument?.values.words ?? []
      for (const word of values.filter((one) => one.length > 3)) expect(await told(name, mistyped(word)), `${name} ${word}`).toContain(`Did you mean ${word}?`)
    }
  })
})
