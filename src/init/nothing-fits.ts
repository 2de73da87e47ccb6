import { EXIT, RunError } from '../core/errors.ts'

/** The account has nothing that a stack could be made on: a check of what is there failed. */
export const nothingFits = (message: string, hint: string): RunError => new RunError(message, { code: 'NothingFits', exit: EXIT.checks, hint })
