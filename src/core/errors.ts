import type { StepId } from './events.ts'
import { given } from './given.ts'

/** Exit codes of the command; the meaning of each is part of the public contract. */
export const EXIT = {
  done: 0, failed: 1, usage: 2, checks: 3, credentials: 4, connectivity: 5, locked: 6, timeout: 8, changes: 10, interrupted: 130, terminated: 143,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** What is known about a failure beside its message. */
export interface Failure extends FailureDetails {
  /** The cloud's code, or one of our own such as `Timeout`. */
  code: string
  exit: ExitCode
  /** The ID of the resource that it happened to. */
  id?: string
  /** The steps that `up --replace` has to be given for it. */
  replace?: readonly StepId[]
}

/** What may be told of a failure beside its code and message, in JSON by these names. */
export interface FailureDetails {
  action?: string
  state?: string
  /** Of the answer, where one came. */
  httpStatus?: number
  requestId?: string
  /** Which permission was missing, and all else that the cloud said of it. */
  denied?: string
  /** The cloud's link to its page on this error. */
  recommend?: string
  /** What a person can do about it. */
  hint?: string
}

/** The details of a failure that are known. */
export function detailsOf({ action, state, httpStatus, requestId, denied, recommend, hint }: FailureDetails): FailureDetails {
  return given({ action, state, httpStatus, requestId, denied, recommend, hint })
}

/** An ending that the command explains to a person: no stack trace is shown for it. */
export class RunError extends Error {
  readonly failure: Failure
  constructor(message: string, failure: Failure, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RunError'
    this.failure = failure
  }
}

/** Bad usage: options and arguments that do not fit. Exit 2; the short usage is shown with it. */
export class UsageError extends RunError {
  constructor(message: string, hint?: string) {
    super(message, { code: 'Usage', exit: EXIT.usage, ...(hint === undefined ? {} : { hint }) })
    this.name = 'UsageError'
  }
}

/** One mistake in a config file, with its place. Lines and columns count from 1. */
export interface ConfigIssue { path: string; line: number; column: number; message: string }

/** A config that cannot be used. Exit 2; every mistake is listed. */
export class ConfigError extends RunError {
  readonly issues: readonly ConfigIssue[]
  constructor(message: string, issues: readonly ConfigIssue[] = [], hint?: string) {
    super(message, { code: 'Config', exit: EXIT.usage, ...(hint === undefined ? {} : { hint }) })
    this.name = 'ConfigError'
    this.issues = issues
  }
}

/** The time for the whole run is up: thrown wherever the run waits, and told with what it waited for. Exit 8. */
export class TimeUp extends RunError {
  readonly #tell: (why?: string) => string
  readonly #why: string | undefined

  constructor(tell: (why?: string) => string, details: FailureDetails, why?: string) {
    super(tell(why), { ...details, code: 'Timeout', exit: EXIT.timeout })
    this.name = 'TimeUp'
    this.#tell = tell
    this.#why = why
  }

  /** The same, with why it was waited and what is known of that; whoever was nearer to it has said it better. */
  during(why: string | undefined, details: FailureDetails): TimeUp {
    return new TimeUp(this.#tell, { ...details, ...detailsOf(this.failure) }, this.#why ?? why)
  }
}

/** The first Ctrl-C, SIGTERM or SIGHUP: thrown wherever the run waits, so that it ends in order. */
export class Interrupted extends RunError {
  constructor(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') {
    super(signal === 'SIGINT' ? 'interrupted' : 'terminated', { code: 'Interrupted', exit: signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated })
    this.name = 'Interrupted'
  }
}
