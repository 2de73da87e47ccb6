import type { LoadedConfig } from '../config/load.ts'
import type { Command } from 'commander'
import type { Shell } from '../completion/shells.ts'
import type { StepId } from '../core/events.ts'
import type { Wanted } from '../init/picked.ts'
import type { Io } from '../io.ts'
import type { PolicyCommand, Side } from '../policy/actions.ts'
import type { AccountPolicy, Diagram } from './parse.ts'

/** What every command that can print has. */
export interface OutputOptions {
  json: boolean
  /** Only failures and the result. */
  quiet: boolean
  verbose: boolean
  /** False with --no-color; whether a stream is coloured is decided for that stream. */
  color: boolean
}

/** The options of all cloud commands. */
export interface CloudOptions extends OutputOptions {
  /** Path of the config; `-` is standard input. */
  config: string
  /** The config, where it has been read already. */
  loaded?: LoadedConfig
  simulate: boolean
  /** World seconds for each real one; only with `simulate`. */
  speed?: number | 'instant'
  /** `http(s)://host[:port]` without a path or a slash at its end; --endpoint-url, else ALB_PRIVATELINK_ENDPOINT_URL. */
  endpointUrl?: string
  /** How much faster than the machine's the clock of waits, back-off and budgets runs. */
  pace?: number
  /** --region alone; the environment, the config and the profile come after it. */
  region?: string
  /** --profile alone; the environment and the config come after it. */
  profile?: string
  /** For the whole run, in milliseconds of the run's clock. */
  timeoutMs?: number
  /** False with --no-wait: do not wait for another run that holds the stack. */
  wait: boolean
  skipChecks: string[]
  yes: boolean
}

export interface PlanOptions extends CloudOptions {
  stopAfter?: StepId
  /** As of `up`: what would go with them is told. */
  replace: StepId[]
  /** As of `up`: what would be taken over is shown. */
  adopt: StepId[]
  exitCode: boolean
  /** Send the creating calls that are due with DryRun. */
  deep: boolean
}

export interface UpOptions extends CloudOptions {
  dryRun: boolean
  stopAfter?: StepId
  /** Steps whose resource may be removed and made anew where the config asks for what no API changes. */
  replace: StepId[]
  /** Steps whose resource exists, untagged, and is taken over. */
  adopt: StepId[]
}
export interface AcceptOptions extends CloudOptions { serviceId: string; endpoints: string[]; all: boolean }
export interface TestOptions extends CloudOptions {
  /** Print the commands to paste. */
  print: boolean
  /** Ask from this machine. */
  local: boolean
  /** With `local`: the file with the JSON of `up` or `status`; `-` is standard input. */
  outputs?: string
  /** With `local`: `http://[user[:password]@]host:port`. */
  proxy?: string
  /** Only these instances of the config, and only these zones; all where there is none. */
  instances: string[]
  zones: string[]
}
export interface DownOptions extends CloudOptions { force: boolean; dryRun: boolean }
export interface StatusOptions extends CloudOptions {
  /** Look again until the stack is settled. */
  watch: boolean
  /** Print a drawing in this language instead. */
  diagram?: Diagram
}
export interface DoctorOptions extends CloudOptions {
  /** Send the creating calls with DryRun, and ask each server on its own instance. */
  deep: boolean
}

/** No config is read: `config` is the file that is written, for the commands that go on with it. */
export interface InitOptions extends CloudOptions, Wanted {
  /** The file to write; `-` is standard output. */
  output: string
  /** Write over a file that is there. */
  force: boolean
  consumerProfile?: string
}

export interface PolicyOptions extends OutputOptions {
  /** The commands to print permissions for. */
  for: readonly PolicyCommand[]
  /** Path of the config, which binds commands to its instances and tells the accounts; `-` is standard input. */
  config?: string
  /** Only what this side calls. */
  side?: Side
}

/** Without a code everything is listed. */
export interface ExplainOptions extends OutputOptions { code?: string }

export interface SimulateOptions extends OutputOptions {
  /** 0 picks a free one. */
  port: number
  /** A YAML world to begin with. */
  world?: string
  /** A file, or `memory`; without it the world of `--simulate`. */
  state?: string
  speed?: number | 'instant'
  faults?: string
  /** JSON files with RAM policies for the accounts' keys. */
  policies?: AccountPolicy[]
  /** Readings of the embedded cloud's beliefs, by name. */
  beliefs?: Record<string, string>
  strict: boolean
}

export interface CompletionOptions {
  shell: Shell
  /** The parser itself, with all that it knows. */
  program: Command
}

/** The options of each command, by its name. */
export interface CommandOptions {
  plan: PlanOptions
  up: UpOptions
  accept: AcceptOptions
  test: TestOptions
  down: DownOptions
  status: StatusOptions
  doctor: DoctorOptions
  init: InitOptions
  policy: PolicyOptions
  explain: ExplainOptions
  simulate: SimulateOptions
  completion: CompletionOptions
}

/** What the module of a command exports. */
export interface CommandModule<O> {
  /** @returns the exit code; never throws for what a person can cause */
  run(io: Io, options: O): Promise<number>
}
