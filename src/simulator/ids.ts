import { createHash } from 'node:crypto'
import type { IdKind } from './action.ts'
import type { World } from './model.ts'

/** Form of each kind of ID: prefix, characters after it, and whether these begin with the region's code. Read off the vendor's samples. */
const FORMS: Record<Exclude<IdKind, 'job'>, { prefix: string; length: number; code: boolean }> = {
  loadBalancer: { prefix: 'alb-', length: 18, code: false },
  serverGroup: { prefix: 'sgp-', length: 18, code: false },
  listener: { prefix: 'lsn-', length: 18, code: false },
  endpointService: { prefix: 'epsrv-', length: 20, code: true },
  endpoint: { prefix: 'ep-', length: 20, code: true },
  eni: { prefix: 'eni-', length: 20, code: true },
  securityGroup: { prefix: 'sg-', length: 20, code: true },
  securityGroupRule: { prefix: 'sgr-', length: 20, code: true },
  instance: { prefix: 'i-', length: 20, code: true },
  vpc: { prefix: 'vpc-', length: 21, code: true },
  vSwitch: { prefix: 'vsw-', length: 21, code: true },
  command: { prefix: 'c-', length: 16, code: true },
  invocation: { prefix: 't-', length: 16, code: true },
}

/**
 * Makes the world's next ID: the same for the same seed and count, another for another seed.
 * @param region whose code stands in the IDs of the kinds that have one
 */
export function makeId(world: World, kind: IdKind, region: string): string {
  const digest = createHash('sha256').update(`${world.seed}\n${kind}\n${world.made++}`).digest()
  if (kind === 'job') return uuidOf(digest)
  const form = FORMS[kind]
  const code = form.code ? regionCode(world, region) : ''
  return form.prefix + code + letters(digest, form.length - code.length)
}

function regionCode(world: World, region: string): string {
  const known = world.regions.find((one) => one.RegionId === region)?.code
  return known ?? letters(createHash('sha256').update(region).digest(), 3)
}

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'

function letters(digest: Buffer, count: number): string {
  let text = ''
  for (let i = 0; i < count; i++) text += ALPHABET[(digest[i] ?? 0) % ALPHABET.length]
  return text
}

function uuidOf(digest: Buffer): string {
  const hex = digest.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
