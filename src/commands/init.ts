import type { Cloud } from '../cloud/cloud.ts'
import { profileNames, profileRegion } from '../cloud/credentials.ts'
import { pacedClock } from '../core/clock.ts'
import { EXIT, UsageError } from '../core/errors.ts'
import { given } from '../core/given.ts'
import { silentAsker, type Asker, type Choice } from '../init/asker.ts'
import { choose } from '../init/choose.ts'
import { refuseDoubles } from '../init/doubles.ts'
import { refusalOf } from '../init/refusal.ts'
import { schemaLine } from '../init/schema-line.ts'
import { configText } from '../init/write-config.ts'
import type { Io } from '../io.ts'
import { text } from '../messages/whole.ts'
import { wantsUnicode } from '../render/paint.ts'
import { inventory, readRegions } from '../run/inventory.ts'
import { connect } from './connect.ts'
import { frame, type Result, type Session } from './frame.ts'
import { askOverwrite, isThere, writeNew } from './init-file.ts'
import { invocation, shellWord } from './invocation.ts'
import { lineAsker } from './line-asker.ts'
import type { InitOptions } from './options.ts'

/** The documented example's, where nothing says a region. */
const FIRST_REGION = 'cn-hangzhou'

/** `init`: asks what a stack is to be made of, and writes its config. */
export async function run(io: Io, options: InitOptions): Promise<number> {
  return frame(io, options, 'init', async (session) => {
    const { output: wantedFile, yes, force } = options
    refuseDoubles(options)
    session.next = again(options, io.env)
    if (!yes && !session.interactive) throw new UsageError(text.init.needsTerminal, text.init.needsTerminalHint)
    const there = wantedFile !== '-' && (await isThere(wantedFile))
    if (there && yes && !force) throw new UsageError(text.init.exists(wantedFile), text.init.existsHint)

    let signal = session.signal
    const asker = await askerOf(session, () => signal)
    const profiles = await askProfiles(asker, session)
    const connected = await connect(session, undefined, { ...profiles, ...given({ region: await firstRegion(profiles.profile, session) }) })
    try {
      // Whoever thinks about an answer does so in real time, whatever the pace of the cloud.
      session.clock = pacedClock(1)
      signal = connected.signal
      const { region: _region, ...known } = connected.target
      session.target(!yes && isOpen(session) ? known : connected.target)
      const place = there && !force ? await askOverwrite(asker, wantedFile) : { path: wantedFile, overwrite: there }
      const region = await askRegion(asker, session, connected.provider)
      const provider = connected.provider.inRegion(region)
      const consumer = connected.consumer === connected.provider ? provider : connected.consumer.inRegion(region)
      session.emit({ type: 'run.start', command: 'init', stack: options.stack ?? null, target: { ...connected.target, region }, steps: [] })
      const mine = inventory(provider)
      const picked = await choose(asker, { provider: mine, consumer: consumer === provider ? mine : inventory(consumer) }, options, {
        region, ...given({ providerProfile: profiles.profile ?? options.profile, consumerProfile: profiles.consumerProfile }),
      })
      if (wantedFile === '-') {
        const config = configText(picked)
        return { outputs: { config }, result: config, ...refused('<stdout>', config) }
      }
      const content = (path: string): string => configText(picked, schemaLine(path))
      const file = await writeNew(place, content, yes ? undefined : asker)
      const { region: _, profile: _profile, ...rest } = options
      const next = invocation('doctor', { ...rest, config: file }, io.env)
      return { outputs: { file, stack: picked.stack }, result: `${text.init.wrote(file)}\n`, next, ...refused(file, content(file)) }
    } finally {
      await connected.close()
    }
  })
}

/** How it ends where the written config is none that a command would take. */
function refused(name: string, written: string): Partial<Result> {
  const error = refusalOf(name, written)
  return error === undefined ? {} : { exit: EXIT.usage, error }
}

/** The command line of the same questions. */
function again(options: InitOptions, env: Io['env']): string {
  const { stack, providerVpc, consumerVpc, consumerProfile, zones, vSwitches, servers, port, testFrom, test, securityGroups, force, yes } = options
  const one = (name: string, value: string | number | undefined): string[] => (value === undefined ? [] : [name, String(value)])
  const words = [
    ...one('--stack', stack), ...one('--provider-vpc', providerVpc), ...one('--consumer-vpc', consumerVpc), ...one('--consumer-profile', consumerProfile),
    ...zones.flatMap((id) => ['--zone', id]), ...vSwitches.flatMap((id) => ['--vswitch', id]),
    ...servers.flatMap((server) => ['--server', server.port === undefined ? server.instanceId : `${server.instanceId}:${server.port}`]),
    ...one('--listener-port', port), ...testFrom.flatMap((id) => ['--test-from', id]), ...(test ? [] : ['--no-test']),
    ...securityGroups.flatMap((id) => ['--security-group', id]), ...(force ? ['--force'] : []), ...(yes ? ['--yes'] : []),
  ]
  return [invocation('init', options, env), ...words.map(shellWord)].join(' ')
}

/** Whoever answers: nobody with --yes, else somebody on the terminal. */
async function askerOf(session: Session<InitOptions>, signal: () => AbortSignal): Promise<Asker> {
  const { io, options, say, pause, ask } = session
  if (options.yes) return silentAsker(say)
  if (!wantsUnicode(io.env)) return lineAsker({ ask, say, columns: io.stderr.columns ?? 80 })
  const { terminalAsker } = await import('./prompts.ts')
  return terminalAsker({ io, color: options.color, signal, pause, say })
}

/** The profiles of both sides: what options and environment say, else a choice between those that there are. */
async function askProfiles(asker: Asker, { io, options, target }: Session<InitOptions>): Promise<{ profile?: string; consumerProfile?: string }> {
  const { profile, consumerProfile } = options
  const said = profile ?? (io.env['ALIBABA_CLOUD_PROFILE'] || undefined)
  const names = options.yes || options.simulate ? [] : profileNames(io.home)
  if (names.length === 0) return given({ consumerProfile })
  if (options.endpointUrl !== undefined) target({ kind: 'endpoint', url: options.endpointUrl })
  const choices = (first: string, rest: readonly string[]): Choice<string | undefined>[] =>
    [{ value: undefined, id: '', cells: [first] }, ...rest.map((name) => ({ value: name, id: name, cells: [name] }))]
  const chosen = said === undefined ? await asker.one({ flag: '--profile', message: text.init.profile, choices: choices(text.init.defaultChain, names), suggested: [undefined], sure: true }) : undefined
  const others = names.filter((name) => name !== (said ?? chosen))
  const other = consumerProfile ?? (others.length === 0 ? undefined
    : await asker.one({ flag: '--consumer-profile', message: text.init.consumerProfile, choices: choices(text.init.sameProfile, others), suggested: [undefined], sure: true }))
  return given({ profile: chosen, consumerProfile: other })
}

/**
 * Where the regions of the account are asked for: the profile's own region; the embedded cloud knows its own.
 * @throws UsageError where nobody is asked and nothing says a region
 */
async function firstRegion(profile: string | undefined, { io, options }: Session<InitOptions>): Promise<string | undefined> {
  if (options.simulate) return undefined
  const own = profileRegion(options.profile ?? profile, io.env)
  if (own !== undefined || !isOpen({ io, options })) return own
  if (options.yes) throw new UsageError(text.command.noRegion, text.init.noRegionHint)
  return FIRST_REGION
}

/** Whether nothing that comes before the profile's own region says which it is to be. */
const isOpen = ({ io, options }: Pick<Session<InitOptions>, 'io' | 'options'>): boolean => options.region === undefined && !io.env['ALIBABA_CLOUD_REGION_ID']

/** The region: what an option or the environment says, else a choice between those of the account. */
async function askRegion(asker: Asker, { io, options }: Session<InitOptions>, cloud: Cloud): Promise<string> {
  if (options.yes || !isOpen({ io, options })) return cloud.region
  const regions = await readRegions(cloud)
  if (regions === undefined || regions.length === 0) {
    return asker.text({ message: text.init.regionTyped, suggested: cloud.region, check: (value) => (/^[a-z]{2,}-[a-z0-9-]{2,40}$/.test(value) ? undefined : text.init.badRegion) })
  }
  const choices = regions.map(({ regionId, localName }): Choice<string> => ({ value: regionId, id: regionId, cells: [regionId, localName] }))
  return asker.one({ flag: '--region', message: text.init.region, choices, suggested: [cloud.region], sure: true })
}
