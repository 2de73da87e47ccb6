import { setMaxListeners } from 'node:events'
import { Cloud, type CallerIdentity, type EndedCall } from '../cloud/cloud.ts'
import { findSigner, profileRegion, staticSigner, type Signer } from '../cloud/credentials.ts'
import { isCloudError } from '../cloud/error.ts'
import type { Config } from '../config/config.ts'
import { pacedClock, type Clock } from '../core/clock.ts'
import { formatDuration } from '../core/duration.ts'
import { EXIT, RunError, TimeUp, UsageError } from '../core/errors.ts'
import type { TargetInfo } from '../core/events.ts'
import { given } from '../core/given.ts'
import type { Simulator } from '../simulator/api.ts'
import { explained } from '../run/failure.ts'
import { text } from '../messages/whole.ts'
import type { Session } from './frame.ts'
import { worldFile } from './state-dir.ts'

/** Where a run goes, and with whose signatures. */
export interface Connected {
  provider: Cloud
  consumer: Cloud
  target: TargetInfo
  clock: Clock
  /** Where each side's credentials were found, and the key's ID. */
  keys: { provider: KeySource; consumer: KeySource }
  /** The provider's account ID, or its access key's ID where the account is not known. */
  identity: string
  /** Aborted by Ctrl-C, and when the time for the whole run is up. */
  signal: AbortSignal
  /** Ends what was started for this run: the embedded cloud. */
  close: () => Promise<void>
}

/** Where a key was found. */
export interface KeySource { source: string; accessKeyId: string }

/** How a command takes what goes wrong on the way. */
export interface Manner {
  /** The region of a config that the command does not need. */
  region?: string
  /** A profile that was chosen, for the provider and for all that names none. */
  profile?: string
  /** Of a consumer that is of another account. */
  consumerProfile?: string
  /** Tries of each call, the first included. */
  tries?: number
  /** Refused credentials do not end the command here. */
  tolerant?: boolean
}

interface Place {
  kind: TargetInfo['kind']
  region: string
  url?: string
  endpoint?: { host: string; protocol: 'http' | 'https' }
  pace: number
  now: () => number
  account: string | null
  /** A signer for a profile's name, or for the default. */
  signer: (profile: string | undefined) => Promise<Signer>
  close: () => Promise<void>
}

const CALL_TIMEOUT_MS = 30_000
/** Of the question whose key it is, where nobody answers. */
const SILENT_TRIES = 3

function endpointOf(url: string): { host: string; protocol: 'http' | 'https' } {
  const { host, protocol } = new URL(url)
  return { host, protocol: protocol === 'http:' ? 'http' : 'https' }
}

/** The embedded cloud, in this process; its accounts stand for the user's profiles, whose files are never read. */
async function embedded({ io, options, secrets, target }: Session, region: string | undefined): Promise<Place> {
  // Where it goes is known before the cloud is there.
  target({ kind: 'embedded' })
  const { startSimulator } = await import('../simulator/index.ts')
  const simulator: Simulator = await startSimulator({
    state: worldFile(io),
    env: io.env,
    ...(options.speed === undefined ? {} : { speed: options.speed }),
  }).catch(async (error: unknown) => {
    const { simulatorFailure } = await import('./simulator-failure.ts')
    throw simulatorFailure(error)
  })
  for (const account of simulator.accounts) secrets.add(account.accessKeySecret)
  secrets.add(simulator.controlToken)
  const [first] = simulator.accounts
  return {
    kind: 'embedded',
    region: region ?? simulator.region,
    endpoint: endpointOf(simulator.url),
    pace: options.pace ?? simulator.speed,
    now: () => simulator.now(),
    account: first?.id ?? null,
    signer: async (profile) => {
      const account = profile === undefined ? first : simulator.accounts.find(({ name }) => name === profile)
      if (account === undefined) {
        throw new RunError(text.command.noAccount(profile ?? ''), { code: 'NoCredentials', exit: EXIT.credentials, hint: text.command.itsAccounts(simulator.accounts.map(({ name }) => name).join(', ')) })
      }
      return staticSigner(account.accessKeyId, account.accessKeySecret, text.command.embeddedAccount(account.name))
    },
    close: () => simulator.close(),
  }
}

/** The real cloud, or an address that stands for it. */
async function remote({ io, options, signal }: Session, region: string | undefined, profile: string | undefined): Promise<Place> {
  const found = region ?? profileRegion(profile, io.env)
  if (found === undefined) throw new UsageError(text.command.noRegion, text.command.noRegionHint)
  const { endpointUrl: url } = options
  return {
    kind: url === undefined ? 'cloud' : 'endpoint',
    region: found,
    ...(url === undefined ? {} : { url, endpoint: endpointOf(url) }),
    pace: options.pace ?? 1,
    now: io.now,
    account: null,
    signer: (name) => findSigner(name, io.env, signal),
    close: () => Promise.resolve(),
  }
}

/**
 * Aborted with the run's own signal, when its whole time is up by the run's clock, or by `end`: after a failure the calls beside
 * it are not to go on, nor their tries to be told.
 */
export function limited(session: Session, clock: Clock): { signal: AbortSignal; end: () => void } {
  const { timeoutMs } = session.options
  const over = new AbortController()
  const limit = { signal: AbortSignal.any([session.signal, over.signal]), end: () => over.abort(new Error('the run is over')) }
  if (timeoutMs === undefined) return limit
  // By the run's clock, which stands while somebody is asked.
  void clock.sleep(timeoutMs, limit.signal).then(
    () => over.abort(new TimeUp((why) => text.command.timeUp(Math.round(timeoutMs / 1000), why), { hint: text.command.goOn })),
    () => undefined,
  )
  return limit
}

/**
 * Whose key it is comes before the first line of a run: not to be waited for in silence, nor long where nobody answers. A cloud that
 * answers is asked on, because journal and lock are kept under the account.
 */
async function identityOf(provider: Cloud, session: Session): Promise<CallerIdentity> {
  const cloud = provider.withHooks({ onRetry: ({ action, code, attempt, attempts, waitMs }) => session.say(`${action} · ${text.retrying(code, formatDuration(waitMs), text.tries(attempt, attempts))}`) })
  try {
    return await cloud.withTries(Math.min(SILENT_TRIES, provider.settings.tries ?? SILENT_TRIES)).callerIdentity()
  } catch (error) {
    if (!isCloudError(error, 'again', 'unknown') || error.fields.httpStatus === undefined || provider.settings.tries !== undefined) throw error
    return cloud.callerIdentity()
  }
}

/** Sts GetCallerIdentity, for the target line: not permitted means unknown; refused credentials end the run. */
async function accountOf(provider: Cloud, session: Session): Promise<string | null> {
  try {
    return (await identityOf(provider, session)).accountId ?? null
  } catch (error) {
    if (isCloudError(error) && error.fields.class !== 'forbidden') return null
    const failure = explained(error)
    if (/^(Forbidden|NoPermission|AccessDenied)/.test(failure.failure.code)) return null
    throw failure
  }
}

/** Nothing is known of an account whose credentials are refused; a tolerant command goes on and finds out itself. */
function told(error: unknown, manner: Manner): null {
  if (manner.tolerant === true && error instanceof RunError && error.failure.code !== 'Interrupted') return null
  throw error
}

/**
 * Connects a command with its cloud: region, credentials, clock, and one signer for each side.
 * @param config undefined for commands that need none
 * @param manner the region of a config that a command does not need, and for commands that want to see for themselves what goes wrong
 * @throws RunError with exit 4 where no credentials are found, UsageError without a region
 */
export async function connect(session: Session, config?: Config, manner: Manner = {}): Promise<Connected> {
  const { io, options } = session
  const region = options.region ?? (io.env['ALIBABA_CLOUD_REGION_ID'] || undefined) ?? config?.region ?? manner.region
  const chosen = options.profile ?? manner.profile
  const wanted = chosen ?? (io.env['ALIBABA_CLOUD_PROFILE'] || undefined) ?? config?.provider.profile
  const place = options.simulate ? await embedded(session, region) : await remote(session, region, wanted)
  const clock = pacedClock(place.pace)
  session.clock = clock
  session.now = place.now
  const { signal, end } = limited(session, clock)
  const close = async (): Promise<void> => {
    end()
    await place.close()
  }
  try {
    // Every call under way listens, and a dozen are sent side by side.
    setMaxListeners(0, signal)
    const cloudOf = async (profile: string | undefined): Promise<{ cloud: Cloud; key: KeySource }> => {
      const signer = await place.signer(profile)
      for (const secret of signer.secrets) session.secrets.add(secret)
      const settings = {
        region: place.region, credential: signer.credential, network: config?.endpointNetwork ?? 'public', timeoutMs: config?.callTimeout ?? CALL_TIMEOUT_MS,
        clock, signal, random: Math.random, ...(place.endpoint === undefined ? {} : { endpoint: place.endpoint }),
        ...(manner.tries === undefined ? {} : { tries: manner.tries }),
      } as const
      const onCall = (): void => {
        session.calls.count += 1
      }
      const onEnd = (call: EndedCall): void => session.detail(text.called(call))
      return { cloud: new Cloud(settings, { onCall, onEnd }), key: { source: signer.source, accessKeyId: signer.accessKeyId } }
    }
    // A profile that was named for this run alone stands for the provider's; without any, so does the environment's.
    const named = chosen ?? (config?.provider.profile === undefined ? undefined : wanted)
    const { cloud: provider, key } = await cloudOf(named)
    const other = config?.consumer.profile ?? manner.consumerProfile
    const { cloud: consumer, key: otherKey } = other === undefined || other === named ? { cloud: provider, key } : await cloudOf(other)
    const targetOf = (account: string | null): TargetInfo => ({ kind: place.kind, region: place.region, account, ...given({ url: place.url }) })
    const account = place.account ?? (await accountOf(provider, session).catch((error: unknown) => {
      // Whoever is refused is told where.
      session.target(targetOf(null))
      return told(error, manner)
    }))
    return { provider, consumer, target: targetOf(account), clock, keys: { provider: key, consumer: otherKey }, identity: account ?? key.accessKeyId, signal, close }
  } catch (error) {
    await close()
    throw error
  }
}
