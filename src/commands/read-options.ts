import { SHELLS, shellOf, type Shell } from '../completion/shells.ts'
import { UsageError } from '../core/errors.ts'
import type { StepId } from '../core/events.ts'
import { given } from '../core/given.ts'
import type { Io } from '../io.ts'
import { text } from '../messages/index.ts'
import { POLICY_COMMANDS, type PolicyCommand, type Side } from '../policy/actions.ts'
import type { AcceptOptions, CloudOptions, DoctorOptions, DownOptions, ExplainOptions, InitOptions, OutputOptions, PlanOptions, PolicyOptions, SimulateOptions, StatusOptions, TestOptions, UpOptions } from './options.ts'
import { parseEndpointUrl, type AccountPolicy, type Belief, type Diagram, type Server } from './parse.ts'

/** What the parser of the command line has read: values are those of the readers in parse.ts; what was not given is missing. */
export interface Raw {
  json?: true; quiet?: true; verbose?: true; color: boolean
  config: string; simulate?: true; speed?: number | 'instant'; endpointUrl?: string; pace?: number
  region?: string; profile?: string; timeout?: number; wait: boolean; skipCheck?: string[]; yes?: true
  stopAfter?: StepId; replace?: StepId[]; adopt?: StepId[]; endpoint?: string[]; all?: true; force?: true; dryRun?: true; exitCode?: true; deep?: true
  port: number; world?: string; state?: string; faults?: string; belief?: Belief[]; strict?: true
  print?: true; local?: true; outputs?: string; proxy?: string; instance?: string[]; zone?: string[]
  output?: string; stack?: string; providerVpc?: string; consumerVpc?: string; vswitch?: string[]; server?: Server[]; listenerPort?: number
  securityGroup?: string[]; testFrom?: string[]; test: boolean; consumerProfile?: string
  watch?: true; diagram?: Diagram; policy?: AccountPolicy[]; for?: PolicyCommand[]; side?: Side
}

function output(raw: Raw): OutputOptions {
  return { json: raw.json === true, quiet: raw.quiet === true, verbose: raw.verbose === true, color: raw.color }
}

/** The address that all calls go to. Throws a UsageError where it and the embedded cloud are both asked for. */
function endpointUrl(raw: Raw, env: Io['env']): string | undefined {
  const variable = env['ALB_PRIVATELINK_ENDPOINT_URL'] || undefined
  if (raw.simulate) {
    if (raw.endpointUrl !== undefined) throw new UsageError(text.simulateAndUrl)
    if (variable !== undefined) throw new UsageError(text.simulateAndUrlVariable, text.unsetUrlVariable)
  }
  if (raw.endpointUrl !== undefined || variable === undefined) return raw.endpointUrl
  try {
    return parseEndpointUrl(variable)
  } catch (error) {
    throw new UsageError(`ALB_PRIVATELINK_ENDPOINT_URL: ${(error as Error).message}`)
  }
}

/** The options that all cloud commands share. Throws a UsageError where options contradict each other. */
export function readCloud(raw: Raw, env: Io['env']): CloudOptions {
  const { speed, pace, region, profile } = raw
  if (speed !== undefined && !raw.simulate) throw new UsageError(text.speedAlone)
  return {
    ...output(raw),
    config: raw.config, simulate: raw.simulate === true, wait: raw.wait, skipChecks: raw.skipCheck ?? [], yes: raw.yes === true,
    ...given({ speed, pace, region, profile, endpointUrl: endpointUrl(raw, env), timeoutMs: raw.timeout }),
  }
}

export function readPlan(raw: Raw, env: Io['env']): PlanOptions {
  return { ...readCloud(raw, env), replace: raw.replace ?? [], adopt: raw.adopt ?? [], exitCode: raw.exitCode === true, deep: raw.deep === true, ...given({ stopAfter: raw.stopAfter }) }
}

export function readUp(raw: Raw, env: Io['env']): UpOptions {
  return { ...readCloud(raw, env), replace: raw.replace ?? [], adopt: raw.adopt ?? [], dryRun: raw.dryRun === true, ...given({ stopAfter: raw.stopAfter }) }
}

/** Throws a UsageError for options that do not go together. */
export function readTest(raw: Raw, env: Io['env']): TestOptions {
  const { outputs, proxy, instance: instances = [], zone: zones = [] } = raw
  if (raw.print && raw.local) throw new UsageError(text.printAndLocal)
  if (raw.local) {
    if (raw.simulate) throw new UsageError(text.localSimulated, text.localSimulatedHint)
    if (instances.length > 1) throw new UsageError(text.localOne('--instance'))
    if (zones.length > 1) throw new UsageError(text.localOne('--zone'))
    if (outputs === '-' && raw.config === '-') throw new UsageError(text.bothStdin)
  } else {
    if (outputs !== undefined) throw new UsageError(text.localOnly('--outputs'))
    if (proxy !== undefined) throw new UsageError(text.localOnly('--proxy'))
  }
  return { ...readCloud(raw, env), print: raw.print === true, local: raw.local === true, instances, zones, ...given({ outputs, proxy }) }
}

export function readStatus(raw: Raw, env: Io['env']): StatusOptions {
  return { ...readCloud(raw, env), watch: raw.watch === true, ...given({ diagram: raw.diagram }) }
}

export function readDown(raw: Raw, env: Io['env']): DownOptions {
  return { ...readCloud(raw, env), force: raw.force === true, dryRun: raw.dryRun === true }
}

export function readDoctor(raw: Raw, env: Io['env']): DoctorOptions {
  return { ...readCloud(raw, env), deep: raw.deep === true }
}

/** Needs no config, so that the option of that name is only there for what it says of region and profile. */
export function readAccept(serviceId: string, raw: Raw, env: Io['env']): AcceptOptions {
  const endpoints = raw.endpoint ?? []
  if (raw.all && endpoints.length > 0) throw new UsageError(text.allAndEndpoint)
  return { ...readCloud(raw, env), serviceId, endpoints, all: raw.all === true }
}

/** Throws a UsageError for options that do not go together. */
export function readInit(raw: Raw, env: Io['env']): InitOptions {
  const { output: file = 'config.yaml', zone: zones = [], vswitch: vSwitches = [], server: servers = [], securityGroup: securityGroups = [], testFrom = [], consumerProfile, stack, providerVpc, consumerVpc } = raw
  if (!raw.test && testFrom.length > 0) throw new UsageError(text.testAndFrom)
  if (raw.force && file === '-') throw new UsageError(text.forceAndStdout)
  return {
    ...readCloud({ ...raw, config: file, wait: true }, env), output: file, force: raw.force === true, zones, vSwitches, servers, securityGroups, testFrom, test: raw.test,
    ...given({ consumerProfile, stack, providerVpc, consumerVpc, port: raw.listenerPort }),
  }
}

export function readExplain(code: string | undefined, raw: Raw): ExplainOptions {
  return { ...output(raw), ...given({ code }) }
}

export function readSimulate(raw: Raw): SimulateOptions {
  const { world, state, speed, faults, policy: policies } = raw
  const beliefs = raw.belief && Object.fromEntries(raw.belief.map(({ name, value }) => [name, value]))
  return { ...output(raw), port: raw.port, strict: raw.strict === true, ...given({ world, state, speed, faults, policies, beliefs }) }
}

/**
 * What is printed unless commands are named; with what `doctor --deep` needs it would be longer than RAM takes in one policy, and
 * `init` is run once.
 */
const USUAL = POLICY_COMMANDS.filter((command) => command !== 'doctor' && command !== 'init')

/** Each command once, in the order in which it was named first. */
export function readPolicy(raw: Raw & { config?: string }): PolicyOptions {
  return { ...output(raw), for: [...new Set(raw.for ?? USUAL)], ...given({ config: raw.config, side: raw.side }) }
}

/**
 * The shell that was named, else the one of the environment.
 * @throws UsageError where that is none that there is a script for
 */
export function readShell(named: Shell | undefined, env: Io['env']): Shell {
  const shell = named ?? shellOf(env)
  if (shell === undefined) throw new UsageError(text.noShell, text.thereIs(SHELLS))
  return shell
}
