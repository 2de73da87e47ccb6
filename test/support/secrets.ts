import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { environmentSecrets } from '../../src/core/secrets.ts'

/** Of the clouds that this process started, with what they told of themselves. */
const clouds = new Set<string>()

/** Takes note of what a cloud printed at its start: the secrets of its accounts, and the token of its controls. */
export function knowCloud(ready: Record<string, any>): void {
  for (const { accessKeySecret } of ready['accounts'] ?? []) clouds.add(accessKeySecret)
  for (const name of ['accessKeySecret', 'controlToken']) if (typeof ready[name] === 'string') clouds.add(ready[name])
}

/** The keys of the world that `--simulate` keeps in the state directory. */
function worldSecrets(folder: string | undefined): string[] {
  if (folder === undefined) return []
  try {
    return [...readFileSync(join(folder, 'world.json'), 'utf8').matchAll(/"accessKeySecret":\s*"([^"]+)"/g)].map(([, secret]) => secret!)
  } catch {
    return []
  }
}

/** What a command left in the state directory; not the worlds, which are where the keys of embedded clouds are kept. */
function filesOf(folder: string | undefined): [string, string][] {
  return folder === undefined ? [] : ['journal', 'locks'].flatMap((part) => {
    try {
      return readdirSync(join(folder, part)).map((name): [string, string] => [name, readFileSync(join(folder, part, name), 'utf8')])
    } catch {
      // Not there, or going away under another command's hands.
      return []
    }
  })
}

/** A request's signature, and who asks in an address, whatever they are. */
const SHAPES = [/Signature=[\w%+/]{16,}/, /\w:\/\/(?!(?:[\w.-]+:)?\*\*\*@)[^\s"']+@/]

/**
 * Where secrets stand in what a command printed and left behind: of its environment, and of the clouds that are known.
 * @param printed by the name of the stream
 */
export function leaks(env: Record<string, string>, printed: Record<string, string>): string[] {
  const folder = env['ALB_PRIVATELINK_STATE_DIR']
  const secrets = [...environmentSecrets(env), ...worldSecrets(folder), ...clouds].flatMap((secret) => [...new Set([secret, encodeURIComponent(secret)])])
  // Shorter ones, such as the `wrong` of a test, are words.
  const looked = [...secrets.filter((secret) => secret.length >= 6), ...SHAPES]
  return [...Object.entries(printed), ...filesOf(folder)].flatMap(([where, content]) =>
    looked.filter((secret) => (typeof secret === 'string' ? content.includes(secret) : secret.test(content))).map((secret) => `${where}: ${secret}`))
}
