import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { troubleshooting } from '../../.build/troubleshooting.ts'
import { CHECKS } from '../../src/checks/all.ts'
import { DOCTOR_CHECKS } from '../../src/checks/doctor-checks.ts'
import { KNOWN_CODES } from '../../src/cloud/codes.ts'
import { NETWORK_CODES } from '../../src/cloud/normalise.ts'
import { matchesCode } from '../../src/core/code-pattern.ts'
import { EXIT } from '../../src/core/errors.ts'
import { explanationOf, explanations, placeOf } from '../../src/messages/explanations.ts'

const source = new URL('../../src/', import.meta.url)

/** Codes that a file outside the embedded cloud writes down: as a member `code`, or with CloudErrors as the first argument of `fields`. */
function written(): string[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts') && !path.startsWith('simulator') && !path.startsWith('config'))
  const found = files.flatMap((path) => {
    const code = readFileSync(new URL(path, source), 'utf8')
    return [...code.matchAll(/\bcode: (?:[\w.!]+ \?\? )?'([A-Za-z.]+)'|\bfields\('([A-Za-z]+)'/g)].map(([, member, argument]) => member ?? argument!)
  })
  return [...new Set(found)]
}

const LAYERS = ['guest', 'dns', 'security-group', 'connection', 'listener', 'backend', 'http', 'unknown']
/** States that come as codes: BusinessStatus of PrivateLink, and ends of a resource's life. */
const STATES = ['FinancialLocked', 'SecurityLocked', 'Deleted', 'ServiceDeleted', 'Inactive']
const ours = (): string[] => [
  ...written(), ...NETWORK_CODES, ...STATES, ...CHECKS.map(({ name }) => name), ...DOCTOR_CHECKS, ...LAYERS, ...LAYERS.map((layer) => `Connectivity.${layer}`),
  ...Object.values(EXIT).filter((code) => code !== EXIT.done).map((code) => `exit-${code}`),
]

describe('what goes wrong', () => {
  it('finds the codes that the source writes down', () => {
    expect(written()).toEqual(expect.arrayContaining(['Timeout', 'NotShown', 'JobFailed', 'InvalidAnswer', 'ChecksFailed', 'Doubles', 'NoHealthyServer', 'Failed']))
  })

  it.each(KNOWN_CODES)('has an entry for %s of the table', (code) => expect(explanations().some(({ codes }) => codes.includes(code))).toBe(true))

  it.each(ours())('has an entry for %s of ours', (code) => expect(explanationOf(code), code).toBeDefined())

  it('has no entry for a code that nobody knows', () => {
    const known = [...KNOWN_CODES, ...ours()]
    const unknown = explanations().flatMap(({ codes }) => codes).filter((code) => !known.some((name) => name === code || matchesCode(name, code)))
    expect(unknown).toEqual([])
  })

  it('names each code once, has a heading of its own for each entry, and knows what it calls related', () => {
    const codes = explanations().flatMap((entry) => entry.codes)
    expect(codes).toEqual([...new Set(codes)])
    const places = explanations().map(placeOf)
    expect(places).toEqual([...new Set(places)])
    for (const entry of explanations()) {
      for (const code of entry.related ?? []) expect(codes, `${entry.title}: ${code}`).toContain(code)
      for (const sentence of [entry.cause, entry.cure]) expect(sentence).toMatch(/^[A-Z`].*\.$/)
    }
  })

  it.each([['QuotaExceeded.LoadBalancersNum', 'A quota is used up'], ['Throttling.User', 'Throttled'], ['Forbidden.VpcNotFound', 'A VPC or vSwitch of the config is not there'], ['ECONNREFUSED', 'Nothing listens there'], ['ECONNRESET', 'The connection broke'], ['InvalidParameterCharacter.Command', 'The instance cannot run the command']])('takes of several entries the nearest: %s', (code, title) => {
    expect(explanationOf(code)?.title).toBe(title)
  })

  it('stands in the manual as `npm run manual` makes it, each under the heading that messages name', () => {
    const manual = readFileSync(new URL('../../docs/troubleshooting.md', import.meta.url), 'utf8')
    expect(manual).toBe(troubleshooting(explanations()))
    const anchors = [...manual.matchAll(/^### (.*)$/gm)].map(([, title]) => `docs/troubleshooting.md#${title!.toLowerCase().replaceAll(/[^\w\- ]/g, '').replaceAll(' ', '-')}`)
    expect(explanations().map(placeOf).filter((place) => !anchors.includes(place))).toEqual([])
  })
})
