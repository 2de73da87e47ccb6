import { check } from './en/check.ts'
import { cloud } from './en/cloud.ts'
import { command } from './en/command.ts'
import { config } from './en/config.ts'
import { run } from './en/run.ts'
import { step } from './en/step.ts'

const list = (words: readonly string[]): string => words.join(', ')
const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** English. Placeholders are parameters; no sentence is put together of parts elsewhere. */
export const en = {
  check,
  step,
  run,
  cloud,
  command,
  config,
  // What was typed.
  badPace: 'Expected a number above 0, such as 1 or 20.',
  badSpeed: 'Expected a number above 0, or "instant".',
  badBelief: 'Expected name=value, as in list-lag=0.',
  badPort: 'Expected a port from 0 to 65535; 0 picks a free one.',
  badDuration: 'Expected a duration such as 250ms, 90s, 15m or 1h.',
  badUrl: 'Expected http://host[:port] or https://host[:port], without a path.',
  badStep: (steps: readonly string[], near: string | undefined) =>
    `Expected one of ${list(steps)}.${near === undefined ? '' : ` Did you mean ${near}?`}`,
  badSide: (sides: readonly string[], near: string | undefined) => `Expected ${sides.join(' or ')}.${near === undefined ? '' : ` Did you mean ${near}?`}`,
  badPolicyCommand: (commands: readonly string[], near: string | undefined) =>
    `Expected one of ${list(commands)}.${near === undefined ? '' : ` Did you mean ${near}?`}`,
  badShell: (shells: readonly string[], near: string | undefined) => `Expected one of ${list(shells)}.${near === undefined ? '' : ` Did you mean ${near}?`}`,
  noShell: 'no shell was given, and the environment names none that there is a script for',
  emptyValue: 'Expected a value that is not empty.',
  badLanguage: (languages: readonly string[]) => `Expected ${languages.join(' or ')}.`,
  /** What the parser of arguments has against them; the English is its own. */
  parser: {
    unknownOption: (flag: string) => `unknown option '${flag}'`,
    unknownCommand: (command: string) => `unknown command '${command}'`,
    missingArgument: (name: string) => `missing required argument '${name}'`,
    missingValue: (flags: string) => `option '${flags}' argument missing`,
    badValue: (flags: string, value: string, why: string) => `option '${flags}' argument '${value}' is invalid. ${why}`,
    tooMany: (command: string, expected: string, given: string) => `too many arguments for '${command}'. Expected ${expected} argument${expected === '1' ? '' : 's'} but got ${given}.`,
  },
  simulateAndUrl: '--simulate and --endpoint-url exclude each other: the target is either the embedded cloud or that address',
  simulateAndUrlVariable:
    '--simulate excludes the address in ALB_PRIVATELINK_ENDPOINT_URL: the target is either the embedded cloud or that address',
  unsetUrlVariable: 'Unset the variable, or leave out --simulate.',
  speedAlone: '--speed is the speed of the embedded cloud and goes with --simulate only',
  stepGiven: (option: string, step: string, id: string) => `${option} ${step}: the config names ${id}, which is used as it is and never changed`,
  stepLeftOut: (option: string, step: string) => `${option} ${step}: the config has no such resource; it is behind the given endpoint service`,
  nothingToAdopt: (step: string) => `--adopt ${step}: this step has no resource of its own`,
  adoptAndReplace: (step: string) => `--adopt ${step} and --replace ${step} exclude each other: what is taken over is kept`,
  adoptAfterStop: (step: string, last: string) => `--adopt ${step}: the run stops before that step, after ${last}`,
  allAndEndpoint: '--all and --endpoint exclude each other',
  didYouMean: (words: string) => `Did you mean ${words}?`,
  noCommand: 'no command was given',
  optionAfterCommand: (command: string, option: string) => `Options come after the command: alb-privatelink ${command} ${option}`,
  usage: (usage: string) => `Usage: ${usage}`,
  usageMore: (command: string) => `See '${command} --help' for all options.`,
  unknownTopic: (topic: string) => `unknown help topic '${topic}'`,

  // Where the run goes.
  targetEmbedded: 'Target: embedded cloud, no cost',
  targetCloud: (region: string, account: string) => `Target: Alibaba Cloud ${region}, ${account}`,
  targetEndpoint: (url: string, region: string, account: string) => `Target: ${url} (${region}), ${account}`,
  account: (last: string) => `account …${last}`,
  accountUnknown: 'account unknown',

  // While it runs.
  billed: {
    'load-balancer': 'From here on Alibaba Cloud bills the load balancer by the hour and by its capacity units, until `alb-privatelink down` removes it.',
    endpoint: 'From here on Alibaba Cloud bills the endpoint by the hour in each zone and by its traffic, until `alb-privatelink down` removes it.',
  },
  looking: 'Looking at what is there',
  stepFailed: 'failed',
  stepTitles: {
    'load-balancer': 'Load balancer',
    'server-group': 'Server group',
    listener: 'Listener',
    'endpoint-service': 'Endpoint service',
    endpoint: 'Endpoint',
    connection: 'Connection',
    connectivity: 'Connectivity test',
  },
  /** A state as JSON has it too: the cloud's word, or ours. */
  state: (state: string): string => state,
  outcomes: {
    created: 'created', found: 'found', updated: 'updated', replaced: 'replaced', removed: 'removed', absent: 'absent', kept: 'kept', passed: 'passed', skipped: 'skipped',
  },
  throttled: (wait: string, tries: string) => `throttled, trying again in ${wait} (${tries})`,
  retrying: (code: string, wait: string, tries: string) => `${code}, trying again in ${wait} (${tries})`,
  tries: (attempt: number, of: number | undefined) => (of === undefined ? `attempt ${attempt}` : `${attempt}/${of}`),
  called: (call: { product: string; action: string; status?: number; code?: string; requestId?: string; ms: number }) =>
    [`${call.product} ${call.action}`, call.status, call.code, `${call.ms} ms`, call.requestId].filter((part) => part !== undefined).join(' · '),
  checks: (total: number, unknown: number, skipped: number) =>
    `${plural(total, 'check')}${unknown > 0 ? `, ${unknown} unknown` : ''}${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  stopping: 'Stopping after this request; nothing is removed. Press Ctrl-C again to quit now.',
  stoppingDown: 'Stopping after this request; what is still there stays. Press Ctrl-C again to quit now.',
  stoppingSimulator: 'Stopping. Press Ctrl-C again to quit now.',

  // How it ends.
  done: (elapsed: string, calls: number) => `Done in ${elapsed}, ${plural(calls, 'call')}.`,
  next: (command: string) => `Next: ${command}`,
  error: (message: string) => `error: ${message}`,
  interrupted: 'Interrupted; everything that exists stays as it is.',
  terminated: 'Terminated; everything that exists stays as it is.',
  bug: (message: string) => `something that should not happen: ${message}`,
  bugHint: 'This is a fault of alb-privatelink. Please report it, with what the same command prints with --verbose.',
  failedOn: (action: string, message: string) => `${action}: ${message}`,
  withCode: (code: string, message: string) => `${code}: ${message}`,
  labelState: 'State',
  labelHttpStatus: 'HTTP status',
  labelRequestId: 'RequestId',
  labelDenied: 'Denied',
  labelCause: 'Cause',
  labelHint: 'Hint',
  labelRecommend: 'Cloud page',
  labelMore: 'More',
  labelCure: 'Cure',
  labelSure: 'How sure',
  labelRelated: 'Related',
  sure: { documented: 'documented', source: "seen in a client's source", assumed: 'assumed' },
  explainGroups: {
    cloud: 'What the cloud answers',
    network: 'The way to the cloud',
    own: 'What this program says itself',
    check: 'Checks',
    layer: 'Layers of a failed probe',
    exit: 'Exit codes',
  },
  explainUnknown: (code: string) => `nothing is known of '${code}'`,
  explainUnknownHint: 'alb-privatelink explain without a code lists what there is.',
  explainMore: (code: string, place: string) => `alb-privatelink explain ${code} (${place})`,
  exists: 'What exists now:',
  existsNothing: 'Nothing exists yet.',
  goOn: 'To go on:',
  goOnDown: 'To remove the rest:',
  removeAll: 'To remove it all:',

  // Questions.
  needsYes: 'this needs a terminal to ask on, or --yes',
  needsYesHint: 'Add --yes if that is what you want.',
  typeToConfirm: (question: string, expected: string) => `${question}\nType ${expected} to go on: `,

  // The result.
  endpoint: (id: string, consumer: string | undefined) => `Endpoint ${id}${consumer === undefined ? '' : ` (${consumer})`}`,
  zone: 'Zone',
  anyZone: 'any',
  domain: 'Domain',
  address: 'Address',
  status: 'Status',
  from: 'From',
  test: 'Test',
  count: (name: string, times: number) => `${name} ×${times}`,
  viaDomain: 'domain',
  viaAddress: 'address',
  viaFailed: (via: string, layer: string) => `${via} failed: ${layer}`,
  viaPassed: (via: string, by: string) => `${via}: ${by}`,
  resources: {
    loadBalancerId: 'load balancer',
    serverGroupId: 'server group',
    listenerId: 'listener',
    serviceId: 'endpoint service',
    endpointId: 'endpoint',
  },

  // A stack at a glance.
  age: 'Age',
  server: 'Server',
  port: 'Port',
  weight: 'Weight',
  healthTitle: 'Health',
  health: { healthy: 'healthy', unhealthy: 'unhealthy', initial: 'not judged yet', unused: 'unused', unchecked: 'not checked', unknown: 'unknown' },
  healthy: (state: string, healthy: number, of: number) => `${state}, ${healthy}/${of} healthy`,
  absent: 'absent',
  untested: 'untested',
  noTest: 'none in the config',
  none: (name: string) => `no ${name}`,
  vpc: (number: number, id: string) => `VPC ${number} ${id}`.trim(),
  clients: (door: string) => `clients, ${door}`,
  connection: 'connection',
  moreServers: (more: number) => `${more} more`,
  watching: 'Watching until nothing changes any more; Ctrl-C ends it.',
  heldBy: (pid: number, command: string) => `Process ${pid} is at work on this stack: ${command}`,
  badDiagram: 'Expected mermaid.',

  // A plan.
  planStep: 'Step',
  planAction: 'Action',
  planId: 'ID',
  planChange: 'Change',
  planActions: { found: 'found', create: 'create', update: 'update', replace: 'replace', drift: 'drift', remove: 'remove' },
  /** A value of a field: the cloud's or the config's, or one of our words for it. */
  planValue: (value: string): string => value,
  planNotInPlace: 'not in place',
  planDrift: 'drift',
  planBecause: (step: string) => `goes with ${step}`,
  planNothing: 'Nothing to do.',
  planCounts: (counts: readonly string[]) => `${counts.join(', ')}.`,
  planCount: {
    create: (n: number) => `${n} to create`,
    update: (n: number) => `${n} to update`,
    replace: (n: number) => `${n} to replace`,
    drift: (n: number) => `${n} changed outside`,
    remove: (n: number) => `${n} to remove`,
  },
  givenWrong: 'what the config names by its ID does not do; up would make nothing',
  planStops: (steps: readonly string[]) =>
    `up stops at ${list(steps)} and changes nothing: put the old value back, or name it with --replace, which interrupts the service.`,
  dryRun: 'Dry run',
  dryRunResult: 'Result',
  dryRunMessage: 'Message',
  dryRunFailed: 'a dry run was refused; nothing was created',
  adoption: (stack: string) => `Stack ${stack}: these are taken over`,
  adoptQuestion: 'Take them over?',
  notAdopted: 'nothing was taken over',
  removalOf: (stack: string) => `Stack ${stack}: down would remove`,
  removalNothing: 'There is nothing to remove.',
  removalStays: (ids: readonly string[]) => `These stay: ${list(ids)}`,
  removalCut: (connections: readonly string[]) => `Cut first, although they belong to others: ${connections.join('; ')}`,
  inTheWay: 'In the way:',
  // The permissions.
  policyShare: (command: string, first: number, last: number) => `${first === last ? `Statement ${first}` : `Statements ${first} to ${last}`}: ${command}`,
  policyOf: (side: string, profile: string | undefined) => `For the ${side}'s account${profile === undefined ? '' : ` (profile ${profile})`}:`,
  policyEmpty: 'Nothing is called there, and no policy is needed.',
  policySides: 'The two sides are accounts of their own, so that these are two policies; --side provider or --side consumer prints one by itself.',
  policyReplace: '`up --replace` needs what `down` needs as well.',
  policyDoctor: '`doctor` needs no more than `plan`; for `doctor --deep`, which sends the creates with DryRun and runs a command on the servers, there is --for doctor.',
  policyTest: '`test --print` and `test --local` run no command: they need neither ecs:RunCommand nor ecs:DescribeInvocationResults; with --outputs nothing at all.',
  policyAnyInstance: 'ecs:RunCommand is for every instance here; with -c FILE it is bound to those of the config.',
  policyTooLong: (length: number) => `Without spaces these are ${length} characters, and RAM takes 6144 in one custom policy: print fewer commands with --for.`,

  // A test by hand, or from here.
  badInstance: 'Expected the ID of an instance, i-….',
  badProxy: 'Expected http://[user@]host:port.',
  printAndLocal: '--print and --local exclude each other',
  localOnly: (option: string) => `${option} goes with --local only`,
  localOne: (option: string) => `with --local ${option} is given once at most: this machine is one instance in one zone`,
  localSimulated: '--local asks from this machine, which cannot reach the addresses of the embedded cloud',
  localSimulatedHint: 'Start `alb-privatelink simulate`, and give `test --local` the --endpoint-url and the --proxy that it names.',
  bothStdin: 'the config and --outputs cannot both be read from standard input',
  noSuchInstance: (id: string) => `the test names no instance ${id}`,
  noSuchZone: (id: string) => `no zone ${id} is asked here`,
  thereIs: (ids: readonly string[]) => `There is: ${list(ids)}.`,
  whoAmI: 'this machine does not say which instance of ECS it is',
  whoAmIHint: (ids: readonly string[]) => `Name it with --instance; the test names ${list(ids)}.`,
  whichZone: (id: string) => `nothing says which zone ${id} is in`,
  whichZoneHint: (ids: readonly string[]) => `Name it with --zone: ${list(ids)}.`,
  badOutputs: (file: string) => `${file} holds no endpoint as \`up --json\` and \`status --json\` print it`,
  noOutputs: (file: string, why: string) => `cannot read ${file}: ${why}`,
  badOutputsHint: 'Make it with `alb-privatelink status --json` where there are credentials.',
  pasteOn: (instance: string, zone: string, shell: string) => `On ${instance}, ${zone}: paste all of this into ${shell}.`,
  pasteGood: (status: string) => `Good: HTTP ${status} after every address, and each server's page at least once.`,
  pastePage: (name: string, words: string) => `  ${name} answers with ${words}`,

  // The embedded cloud in the foreground.
  ready: (url: string, region: string, state: string) => `Embedded cloud on ${url} (${region}), world in ${state}`,
  readyMemory: (url: string, region: string) => `Embedded cloud on ${url} (${region}), world in memory`,
  readyExports: 'In another terminal, point the command (or any client) at it with the lines below. Ctrl-C ends it.',
  controls: (url: string, token: string) => `Controls: ${url}/_sim/ with "Authorization: Bearer ${token}"`,
  page: (url: string) => `Page: ${url}`,
  proxy: (instance: string, url: string) => `Proxy into the private networks, here as ${instance}: curl -x ${url} http://DOMAIN/`,
  changed: ({ what, kind, id, part, from, to, fields = [] }: {
    what: 'created' | 'changed' | 'removed'; kind: string; id: string; part?: string; from?: string; to?: string; fields?: string[]
  }) => {
    const name = part !== undefined ? `${id} ${part}` : kind === 'connection' ? `connection of ${id}` : id
    const way = to === undefined || to === from ? '' : from === undefined ? ` ${to}` : ` ${from} → ${to}`
    return `${what === 'changed' ? '' : `${what} `}${name}${what === 'removed' ? '' : way}${fields.length > 0 ? ` (${fields.join(', ')})` : ''}`
  },
  moreChanges: (count: number) => `and ${count} more`,
  byFault: (id: string) => `fault ${id}`,
  lacks: 'the embedded cloud lacks this action',
  portInUse: (port: number) => `port ${port} of 127.0.0.1 is in use`,
  portInUseHint: 'Another embedded cloud may be running. Choose another port with --port; 0 picks a free one.',
}
