import { proxyPasswords } from './proxy.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Variables whose whole value is a secret. */
const SECRET = ['ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'ALIBABA_CLOUD_SECURITY_TOKEN', 'ALB_PRIVATELINK_SIM_ACCESS_KEY_SECRET']
const PROXY = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY'].flatMap((name) => [name, name.toLowerCase()])

/** What of the environment must never reach output: keys, session tokens, and the passwords of proxies as written and as meant. */
export function environmentSecrets(env: Env): string[] {
  return [...SECRET.map((name) => env[name] ?? ''), ...PROXY.flatMap((name) => proxyPasswords(env[name] ?? ''))].filter((secret) => secret !== '')
}
