import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import CredentialsModule, {
  CLIProfileCredentialsProvider,
  Config,
  ECSRAMRoleCredentialsProvider,
  EnvironmentVariableCredentialsProvider,
  OIDCRoleArnCredentialsProvider,
  ProfileCredentialsProvider,
  URICredentialsProvider,
} from '@alicloud/credentials'
import { EXIT, RunError } from '../core/errors.ts'
import { text } from '../messages/whole.ts'
import { withContext } from './http.ts'
import { defaultOf } from './interop.ts'

export type Credential = InstanceType<typeof CredentialsModule.default>

/** A signer that answered once, so that parallel first calls cannot race for it. */
export interface Signer {
  credential: Credential
  /** The account's key ID, for messages; never the secret. */
  accessKeyId: string
  /** Where it was found. */
  source: string
  /** What must never reach output. */
  secrets: string[]
}

type Env = Record<string, string | undefined>

const make = (provider: unknown): Credential => new (defaultOf(CredentialsModule))(null, provider as never)

/** A signer from a key pair, as the embedded cloud gives one. */
export function staticSigner(accessKeyId: string, accessKeySecret: string, source = text.cloud.givenKey): Signer {
  const credential = new (defaultOf(CredentialsModule))(new Config({ type: 'access_key', accessKeyId, accessKeySecret }))
  return { credential, accessKeyId, source, secrets: [accessKeySecret] }
}

/** Where credentials are looked for, in the order of `@alicloud/credentials`' default chain; a source without its variables is not asked. */
function chain(env: Env): [string, () => Credential][] {
  const sources: [string, boolean, () => Credential][] = [
    [text.cloud.variables, true, () => make(EnvironmentVariableCredentialsProvider.builder().build())],
    ['OIDC token', env['ALIBABA_CLOUD_OIDC_TOKEN_FILE'] !== undefined, () => make(OIDCRoleArnCredentialsProvider.builder().build())],
    ['~/.aliyun/config.json', true, () => make(CLIProfileCredentialsProvider.builder().build())],
    ['~/.alibabacloud/credentials', true, () => make(ProfileCredentialsProvider.builder().build())],
    [text.cloud.metadata, true, () => make(ECSRAMRoleCredentialsProvider.builder().withRoleName(env['ALIBABA_CLOUD_ECS_METADATA'] ?? '').build())],
    ['ALIBABA_CLOUD_CREDENTIALS_URI', env['ALIBABA_CLOUD_CREDENTIALS_URI'] !== undefined,
      () => make(URICredentialsProvider.builder().withCredentialsURI(env['ALIBABA_CLOUD_CREDENTIALS_URI'] ?? '').build())],
  ]
  return sources.filter(([, asked]) => asked).map(([name, , build]) => [name, build])
}

const named = (profile: string): [string, () => Credential][] => [
  [text.cloud.cliProfile(profile), () => make(CLIProfileCredentialsProvider.builder().withProfileName(profile).build())],
  [text.cloud.fileProfile(profile), () => make(ProfileCredentialsProvider.builder().withProfileName(profile).build())],
]

/**
 * Finds credentials and asks for them once.
 * @param profile a profile's name; without it the default chain
 * @param signal ends the look-ups that go over the network
 * @throws RunError with exit 4. The providers' own messages are not told: they may quote a whole credentials file.
 */
export async function findSigner(profile: string | undefined, env: Env, signal: AbortSignal): Promise<Signer> {
  const tried: string[] = []
  for (const [name, build] of profile === undefined ? chain(env) : named(profile)) {
    tried.push(name)
    try {
      const credential = build()
      const { accessKeyId, accessKeySecret, securityToken } = await withContext({ signal }, () => credential.getCredential())
      if (accessKeyId === undefined || accessKeySecret === undefined || accessKeyId === '' || accessKeySecret === '') continue
      return { credential, accessKeyId, source: name, secrets: [accessKeySecret, ...(securityToken ? [securityToken] : [])] }
    } catch {
      if (signal.aborted) throw signal.reason
    }
  }
  throw new RunError(profile === undefined ? text.cloud.noCredentials(tried) : text.cloud.noProfile(profile, tried), {
    code: 'NoCredentials',
    exit: EXIT.credentials,
    hint: text.cloud.setCredentials,
  })
}

/**
 * The names of the profiles that there are, those of the CLI first; never anything else of the files.
 * @param home the user's home directory
 */
export function profileNames(home: string): string[] {
  const read = (path: string, names: (content: string) => string[]): string[] => {
    try {
      return names(readFileSync(join(home, ...path.split('/')), 'utf8'))
    } catch {
      return []
    }
  }
  const cli = read('.aliyun/config.json', (content) => ((JSON.parse(content) as { profiles?: { name?: unknown }[] }).profiles ?? []).flatMap(({ name }) => (typeof name === 'string' ? [name] : [])))
  const sdk = read('.alibabacloud/credentials', (content) => [...content.matchAll(/^\s*\[([^\]\r\n]+)\]/gm)].map(([, name]) => name!.trim()))
  return [...new Set([...cli, ...sdk])].filter((name) => /^[^\p{Cc}]{1,128}$/u.test(name))
}

/**
 * The region of a CLI profile; the credentials package ignores it.
 * @param profile its name; without it ALIBABA_CLOUD_PROFILE, else the file's current one
 */
export function profileRegion(profile: string | undefined, env: Env): string | undefined {
  try {
    const file = JSON.parse(readFileSync(join(homedir(), '.aliyun', 'config.json'), 'utf8')) as { current?: string; profiles?: { name?: string; region_id?: string }[] }
    const name = profile ?? env['ALIBABA_CLOUD_PROFILE'] ?? file.current
    const region = file.profiles?.find((entry) => entry.name === name)?.region_id
    return region === '' ? undefined : region
  } catch {
    return undefined
  }
}
