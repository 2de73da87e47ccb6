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
export function run(io: Io, { shell, program }: CompletionOptions): Promise<number> {
  io.stdout.write(SCRIPTS[shell](shapeOf(program)))
  return Promise.resolve(EXIT.done)
}
