import { check } from './check.ts'
import { cloud } from './cloud.ts'
import { command } from './command.ts'
import { config } from './config.ts'
import { init } from './init.ts'
import { run } from './run.ts'
import { simulator } from './simulator.ts'
import { step } from './step.ts'

/** English: the sentences of what a command is made of. They are loaded with the first command, not with the help. */
export const parts = { check, cloud, command, config, init, run, simulator, step }
