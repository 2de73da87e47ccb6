import { bashScript } from '../completion/bash.ts'
import { fishScript } from '../completion/fish.ts'
import { powershellScript } from '../completion/powershell.ts'
import { shapeOf } from '../completion/shape-of.ts'
import type { ProgramShape } from '../completion/shape.ts'
import type { Shell } from '../completion/shells.ts'
import { zshScript } from '../completion/zsh.ts'
import { EXIT } from '../core/errors.ts'
import type { Io } from '../io.ts'
import type { CompletionOptions } from './options.ts'

const SCRIPTS: Readonly<Record<Shell, (program: ProgramShape) => string>> = {
  bash: bashScript, zsh: zshScript, fish: fishScript, powershell: powershellScript,
}

/** `completion`: prints the script that has a shell complete this command. It holds all words: no process is started at a TAB. */
export async function run(io: Io, { shell, program }: CompletionOptions): Promise<number> {
  const { BELIEFS } = await import('../simulator/beliefs.ts')
  const beliefs = Object.entries(BELIEFS).flatMap(([name, { values }]) => values.map((value) => `${name}=${value}`))
  io.stdout.write(SCRIPTS[shell](shapeOf(program, beliefs)))
  return EXIT.done
}
