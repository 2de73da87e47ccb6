import { Command, CommanderError, Help, type HelpConfiguration, type Option } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { addCloud, addOutput, addTarget, flag, language, reading, repeatable, valued } from './commands/flags.ts'
import type { CloudOptions, CommandModule, CommandOptions } from './commands/options.ts'
import { parserWords } from './commands/parser-words.ts'
import { suggestion } from './commands/suggestion.ts'
import { parseAccountPolicy, parseBelief, parseDiagram, parseInstance, parseListenerPort, parsePolicyCommand, parsePort, parseProxy, parseServer, parseShell, parseSide, parseSpeed, parseStack, parseStep } from './commands/parse.ts'
import { type Raw, readAccept, readDoctor, readDown, readExplain, readInit, readPlan, readPolicy, readShell, readSimulate, readStatus, readTest, readUp } from './commands/read-options.ts'
import type { Shell } from './completion/shells.ts'
import { EXIT, Interrupted, UsageError } from './core/errors.ts'
import type { CommandName } from './core/events.ts'
import { given } from './core/given.ts'
import type { Io, Signal } from './io.ts'
import { help, languageOf, speak, text } from './messages/index.ts'
import { TOPICS, type Topic } from './messages/topics.ts'

/** How the module of each command is got; nothing of a command is loaded before it runs. */
export type Loaders = { [K in CommandName]: () => Promise<CommandModule<CommandOptions[K]>> }

/** A command whose config is read before the command is loaded. */
const withConfig = <O extends CloudOptions>(name: CommandName, load: () => Promise<CommandModule<O>>): (() => Promise<CommandModule<O>>) =>
  async () => ({ run: async (io, options) => (await import('./commands/config-first.ts')).configFirst(io, name, options, load) })

const LOADERS: Loaders = {
  plan: withConfig('plan', () => import('./commands/plan.ts')),
  up: withConfig('up', () => import('./commands/up.ts')),
  accept: () => import('./commands/accept.ts'),
  test: withConfig('test', () => import('./commands/test.ts')),
  down: withConfig('down', () => import('./commands/down.ts')),
  status: withConfig('status', () => import('./commands/status.ts')),
  doctor: withConfig('doctor', () => import('./commands/doctor.ts')),
  init: () => import('./commands/init.ts'),
  policy: () => import('./commands/policy.ts'),
  explain: () => import('./commands/explain.ts'),
  simulate: () => import('./commands/simulate.ts'),
  completion: () => import('./commands/completion.ts'),
}

const NAMES = Object.keys(LOADERS) as CommandName[]

/**
 * Reads the arguments and runs the command that they name.
 * @param loaders the commands; others than the real ones only in tests
 * @returns the exit code; bad usage is told and gives 2, it is never thrown
 */
export async function runProgram(io: Io, loaders: Loaders = LOADERS): Promise<number> {
  const code = await parsed(io, loaders)
  const missed = unheard(io)
  const lost = await io.flushed()
  if (lost !== undefined) {
    io.stderr.write(`${text.error(text.outputLost(lost.code ?? lost.message))}\n`)
    return EXIT.failed
  }
  return missed === undefined ? code : new Interrupted(missed).failure.exit
}

/** A signal that came and that no command was there to hear. */
function unheard(io: Io): Signal | undefined {
  let heard: Signal | undefined
  io.onSignal((signal) => (heard = signal))()
  return heard
}

async function parsed(io: Io, loaders: Loaders): Promise<number> {
  let code: number = EXIT.done
  let page = ''
  const start: Start = async (name, options) => {
    code = await (await loaders[name]()).run(io, options)
  }
  const chosen = languageOf(io.argv, io.env)
  await speak(chosen)
  const layout = chosen === 'zh' ? (await import('./render/wide-help.ts')).wideHelp : {}
  const program = tree(io, start, (shown) => (page += shown), layout)
  try {
    await program.parseAsync([...io.argv], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done
    return ended(io, error instanceof CommanderError ? usageError(error, io.argv, program) : error, page)
  }
}

type Start = <K extends CommandName>(name: K, options: CommandOptions[K]) => Promise<void>

/** What every help leads with. */
const examples = (lines: readonly string[]): string => `${help.examplesTitle}\n${lines.map((line) => `  ${line}\n`).join('')}`

/** The tree of commands; `start` gets the one that was chosen. */
function tree(io: Io, start: Start, keepHelp: (page: string) => void, layout: HelpConfiguration): Command {
  const { options, groups } = help
  const columns = Math.min(io.stdout.columns ?? 100, 110)
  const program = new Command('alb-privatelink')
  program
    .description(help.description)
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureOutput({
      writeOut: (page) => io.stdout.write(page), writeErr: keepHelp, outputError: () => {},
      getOutHelpWidth: () => columns, getErrHelpWidth: () => columns, getOutHasColors: () => false, getErrHasColors: () => false,
    })
    .configureHelp({ styleTitle: (title) => (help.headings as Record<string, string>)[title] ?? title, optionDescription, ...layout })
    .addHelpText('before', examples(help.examples.map(([line, what]) => `${line}\n      ${what}`)))
    .addHelpText('after', `\n${help.more}`)
    .optionsGroup(groups.own)
    .version(manifest.version, '--version', options.version)
    .addOption(language(groups.own))
    .helpOption('-h, --help', options.help)
    .helpCommand(false)
  const add = (name: CommandName, group: string): Command =>
    program.command(name).description(help.commands[name]).helpGroup(group)
      .addHelpOption(flag('-h, --help', options.help, groups.output))
      .addHelpText('before', examples(help.commandExamples[name]))

  addOutput(addTarget(add('init', groups.stack)
    .addOption(valued('-o, --output <file>', options.initOutput, groups.own).default('config.yaml'))
    .addOption(flag('--force', options.initForce, groups.own))
    .addOption(valued('--stack <name>', options.stack, groups.own, parseStack))
    .addOption(valued('--provider-vpc <id>', options.providerVpc, groups.own))
    .addOption(valued('--consumer-vpc <id>', options.consumerVpc, groups.own))
    .addOption(valued('--consumer-profile <name>', options.consumerProfile, groups.own))
    .addOption(repeatable('--zone <id>', options.initZone, groups.own))
    .addOption(repeatable('--vswitch <id>', options.vswitch, groups.own))
    .addOption(repeatable('--server <id[:port]>', options.server, groups.own, parseServer))
    .addOption(valued('--listener-port <n>', options.listenerPort, groups.own, parseListenerPort))
    .addOption(repeatable('--test-from <id>', options.testFrom, groups.own, parseInstance))
    .addOption(flag('--no-test', options.noTest, groups.own))
    .addOption(repeatable('--security-group <id>', options.securityGroup, groups.own)))
    .addOption(flag('--yes', options.initYes, groups.run)))
    .action(async (raw: Raw) => await start('init', readInit(raw, io.env)))
  addCloud(add('plan', groups.stack)).addOption(flag('--exit-code', options.planExitCode, groups.run))
    .addOption(flag('--deep', options.deep, groups.run))
    .addOption(valued('--stop-after <step>', options.stopAfter, groups.run, parseStep))
    .addOption(repeatable('--replace <step>', options.replace, groups.run, parseStep))
    .addOption(repeatable('--adopt <step>', options.adopt, groups.run, parseStep))
    .action(async (raw: Raw) => await start('plan', readPlan(raw, io.env)))
  addCloud(add('up', groups.stack)).addOption(valued('--stop-after <step>', options.stopAfter, groups.run, parseStep))
    .addOption(repeatable('--replace <step>', options.replace, groups.run, parseStep))
    .addOption(repeatable('--adopt <step>', options.adopt, groups.run, parseStep))
    .addOption(flag('--dry-run', options.dryRun, groups.run))
    .action(async (raw: Raw) => await start('up', readUp(raw, io.env)))
  addCloud(add('test', groups.stack)).addOption(repeatable('--instance <id>', options.testInstance, groups.run, parseInstance))
    .addOption(repeatable('--zone <id>', options.testZone, groups.run))
    .addOption(flag('--print', options.print, groups.run))
    .addOption(flag('--local', options.local, groups.run))
    .addOption(valued('--outputs <file>', options.outputs, groups.run))
    .addOption(valued('--proxy <url>', options.proxy, groups.run, parseProxy))
    .action(async (raw: Raw) => await start('test', readTest(raw, io.env)))
  addCloud(add('status', groups.stack)).addOption(flag('--watch', options.watch, groups.run))
    .addOption(valued('--diagram <language>', options.diagram, groups.output, parseDiagram))
    .action(async (raw: Raw) => await start('status', readStatus(raw, io.env)))
  addCloud(add('down', groups.stack)).addOption(flag('--force', options.force, groups.run))
    .addOption(flag('--dry-run', options.dryRun, groups.run))
    .action(async (raw: Raw) => await start('down', readDown(raw, io.env)))
  addCloud(add('accept', groups.other)).argument('<service-id>', help.arguments.serviceId)
    .addOption(repeatable('--endpoint <id>', options.endpoint, groups.run))
    .addOption(flag('--all', options.all, groups.run))
    .action(async (serviceId: string, raw: Raw) => await start('accept', readAccept(serviceId, raw, io.env)))
  addCloud(add('doctor', groups.other)).addOption(flag('--deep', options.doctorDeep, groups.run))
    .action(async (raw: Raw) => await start('doctor', readDoctor(raw, io.env)))
  addOutput(add('policy', groups.other)
    .addOption(repeatable('--for <command>', options.policyFor, groups.own, parsePolicyCommand))
    .addOption(valued('-c, --config <file>', options.policyConfig, groups.own))
    .addOption(valued('--side <side>', options.policySide, groups.own, parseSide)))
    .action(async (raw: Raw) => await start('policy', readPolicy(raw)))
  addOutput(add('explain', groups.other)).argument('[code]', help.arguments.code)
    .action(async (code: string | undefined, raw: Raw) => await start('explain', readExplain(code, raw)))
  addOutput(add('simulate', groups.other)
    .addOption(valued('--port <n>', options.port, groups.own, parsePort).default(4580))
    .addOption(valued('--world <file>', options.world, groups.own))
    .addOption(valued('--state <file|memory>', options.state, groups.own))
    .addOption(valued('--speed <n|instant>', options.simulateSpeed, groups.own, parseSpeed))
    .addOption(valued('--faults <file>', options.faults, groups.own))
    .addOption(repeatable('--belief <name=value>', options.belief, groups.own, parseBelief))
    .addOption(repeatable('--policy <[account=]file>', options.policy, groups.own, parseAccountPolicy))
    .addOption(flag('--strict', options.strict, groups.own)))
    .action(async (raw: Raw) => await start('simulate', readSimulate(raw)))
  add('completion', groups.other).argument('[shell]', help.arguments.shell, reading(parseShell))
    .addHelpText('after', `\n${help.completion}`)
    .action(async (shell: Shell | undefined) => await start('completion', { shell: readShell(shell, io.env), program }))
  program.command('help').description(help.commands.help).helpGroup(groups.other).argument('[topic]', help.arguments.topic)
    .helpOption('-h, --help', options.help)
    .action(async (topic: string | undefined) => await showTopic(io, program, topic))
  return program
}

/** What is said of an option, with its default. */
function optionDescription(option: Option): string {
  const said = new Help().optionDescription(option)
  return option.defaultValue === undefined ? said : said.replace(/\s*\(default: (.*)\)$/, (_all, value: string) => help.defaultValue(value))
}

/** `help`, `help up`, `help exit-codes` */
async function showTopic(io: Io, program: Command, named: string | undefined): Promise<void> {
  const topic = TOPICS.find((name) => name === named)
  const command = named === undefined ? program : program.commands.find((one) => one.name() === named)
  if (topic !== undefined) io.stdout.write(await topicPage(topic))
  else if (command) command.outputHelp()
  else {
    const near = suggestion(named ?? '', [...program.commands.map((one) => one.name()), ...TOPICS])
    throw new UsageError(text.unknownTopic(named ?? ''), near === undefined ? undefined : text.didYouMean(near))
  }
}

/** The longer pages are loaded when they are asked for. */
async function topicPage(topic: Topic): Promise<string> {
  if (topic === 'config') return await (await import('./render/config-topic.ts')).configTopic()
  return topic === 'events' ? await (await import('./render/events-topic.ts')).eventsTopic() : help.topics[topic]
}

/** Bad usage as the parser found it, in our words: what is wrong, and what was probably meant. */
function usageError(error: CommanderError, argv: readonly string[], program: Command): UsageError {
  if (error.code === 'commander.help') return new UsageError(text.noCommand)
  const said = error.message.replace(/^error: /, '')
  const command = program.commands.find((one) => one.name() === argv.find((word) => NAMES.some((name) => name === word)))
  const early = argv[0]?.startsWith('-') === true
  const flags = [...(early || command === undefined ? program : command).options, flag('--help', '', '')].flatMap(({ long }) => long ?? [])
  const names = error.code === 'commander.unknownOption' ? flags : [...program.commands.map((one) => one.name()), ...flags]
  const near = suggestion(/^unknown (?:option|command) '(.*)'$/s.exec(said)?.[1] ?? '', names)
  const late = early && error.code === 'commander.unknownOption' && command !== undefined ? text.optionAfterCommand(command.name(), argv[0] ?? '') : undefined
  return new UsageError(parserWords(said), near === undefined ? late : text.didYouMean(near))
}

/** Tells an error that no command was there to tell. */
async function ended(io: Io, error: unknown, page: string): Promise<number> {
  const words = io.argv.includes('--') ? io.argv.slice(0, io.argv.indexOf('--')) : io.argv
  const asked = (flag: string): boolean => words.includes(flag)
  const command = [...NAMES, 'help' as const].find((one) => one === words.find((word) => !word.startsWith('-')))
  const { smallFrame } = await import('./commands/small-frame.ts')
  const output = { json: asked('--json'), quiet: false, verbose: asked('--verbose'), color: !asked('--no-color') }
  return smallFrame(io, output, { page, ...given({ command }) }, () => Promise.reject(error))
}
