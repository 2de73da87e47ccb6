import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { configSchema, keyPaths, schemaText } from '../../.build/config-schema.ts'
import { parseConfig } from '../../src/config/config.ts'
import { crossMistakes } from '../../src/config/rules.ts'
import { configKeys } from '../../src/messages/config-keys.ts'
import { minimal } from './minimal.ts'
import { isId, optionalKeys, uncommented } from './uncommented.ts'

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')
const schema = configSchema()
const example = read('config.example.yaml')
const optional = optionalKeys(example)
/** The example with every key that stands beside the others; those of the IDs, which do not, come on top for `shown`. */
const whole = parse(uncommented(example, optional.filter((lines) => !isId(example, lines)).flat())) as Tree
const { stack, consumer } = parse(minimal) as Tree
const given: Tree = { stack, consumer, loadBalancer: { id: 'alb-1' }, serverGroup: { id: 'sgp-1' }, listener: { id: 'lsn-1' }, service: { id: 'epsrv-1' } }
const shown = new Set(pathsIn(parse(uncommented(example, optional.flat()))))

const ajv = new Ajv({ allErrors: true, strictTypes: false, strictRequired: false }).addVocabulary(['patternErrorMessage'])
const validate = ajv.compile(schema)
const refusals = (config: unknown): string[] => (validate(config) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.keyword}`))
const isRead = (config: unknown): boolean => parseConfig(config).config !== undefined

/** Whether nothing is wrong with a config but what its places say of each other, such as zones that do not match. */
const isReadAlone = (config: Tree): boolean => (parseConfig(config).mistakes ?? []).length <= crossMistakes(config).length

type Tree = Record<string, unknown>

/** A copy of a config with the value at a path set; undefined takes its key away. */
function changed(config: Tree, path: readonly string[], value: unknown): Tree {
  const raw = structuredClone(config)
  let here = raw
  for (const key of path.slice(0, -1)) here = (here[key] ??= {}) as Tree
  if (value === undefined) delete here[path.at(-1)!]
  else here[path.at(-1)!] = value
  return raw
}

/** The path of each value within a config. */
function places(value: unknown, at: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [[...at, key], ...places(inner, [...at, key])])
}

/** The paths of the keys that a config holds, as the schema has them. */
function pathsIn(value: unknown): string[] {
  return places(value).map((path) => path.join('.').replaceAll(/\.\d+/g, '[]')).filter((path) => !path.endsWith('[]'))
}

describe('docs/config.schema.json', () => {
  test('is the one that `npm run schema` makes', () => {
    expect(read('docs/config.schema.json')).toBe(schemaText())
  })

  test('describes each of its keys, and no other', () => {
    expect(Object.keys(configKeys).toSorted()).toEqual(keyPaths(schema).toSorted())
  })

  test('is named in the first line of the example, which shows every key of it', () => {
    expect(example.split('\n', 1)[0]).toBe('# yaml-language-server: $schema=docs/config.schema.json')
    expect(keyPaths(schema).filter((path) => !shown.has(path))).toEqual([])
  })

  test.each<[string, unknown, string]>([
    ['stack', undefined, ' required'], ['stack', 'Web', '/stack pattern'], ['stakc', 'web', ' additionalProperties'], ['listener.port', '80', '/listener/port pattern'],
    ['listener.port', 70_000, '/listener/port maximum'], ['listener.port', undefined, '/listener required'], ['listener.protocol', 'TCP', '/listener/protocol anyOf'],
    ['callTimeout', 30, '/callTimeout type'], ['callTimeout', '30', '/callTimeout pattern'], ['tags', { a: 1 }, '/tags/a type'], ['provider.vpcId', 'vsw-1', '/provider/vpcId pattern'],
    ['loadBalancer.zones', [], '/loadBalancer/zones minItems'], ['loadBalancer.id', 'alb-1', '/loadBalancer additionalProperties'], ['serverGroup', undefined, ' required'],
    ['consumer.zones.0.address', '10.0.0.256', '/consumer/zones/0/address pattern'], ['consumer.test', { from: [{ instanceId: 'i-1' }], bodies: {} }, '/consumer/test/bodies anyOf'],
  ])('refuses %s: %j', (path, value, why) => {
    expect(refusals(changed(parse(minimal) as Tree, path.split('.'), value))).toContain(why)
  })

  test.each<[string, unknown]>([['stack', 'Web'], ['callTimeout', '30'], ['listener.port', '80'], ['service.autoAccept', 'yes']])('says of %s: %j what the program says', (path, value) => {
    const config = changed(parse(minimal) as Tree, path.split('.'), value)
    const { patternErrorMessage: said } = path.split('.').reduce((here, key) => here.properties![key]!, schema)
    expect(refusals(config)).toEqual([`/${path.replace('.', '/')} pattern`])
    expect(parseConfig(config).mistakes!.map(({ message }) => message)).toEqual([expect.stringContaining(String(said))])
  })

  test.each<[string, unknown]>([
    ['stack', 'web-${STAGE}'], ['listener.port', '${PORT}'], ['service.autoAccept', '${ACCEPT:-false}'], ['loadBalancer.edition', '${EDITION}'], ['callTimeout', '${TIMEOUT}'],
    ['tags', { team: '${TEAM:-https://x}', long: 'x'.repeat(200) + '${X}' }],
  ])('takes a variable of the environment in %s: %j', (path, value) => {
    expect(refusals(changed(parse(minimal) as Tree, path.split('.'), value))).toEqual([])
  })
})

describe('the schema takes what the program reads, and nothing else', () => {
  test('the example, with each of its optional keys and with all of them', () => {
    for (const lines of optional) {
      const config = parse(uncommented(example, lines)) as Tree
      expect([lines, refusals(config).length === 0]).toEqual([lines, isRead(config)])
      expect(isRead(config)).toBe(!isId(example, lines))
    }
    for (const config of [parse(example), whole, parse(minimal)]) expect([refusals(config), isRead(config)]).toEqual([[], true])
  })

  test('any section made, given by its ID, or left out', () => {
    const { provider, loadBalancer, serverGroup, listener } = parse(minimal) as Tree
    const choices: [string, unknown[]][] = [
      ['provider', [undefined, {}, provider]], ['loadBalancer', [undefined, given['loadBalancer'], loadBalancer]],
      ['serverGroup', [undefined, given['serverGroup'], serverGroup]], ['listener', [undefined, given['listener'], listener]],
      ['service', [undefined, given['service'], { autoAccept: true }]],
    ]
    const configs = choices.reduce<Tree[]>((sofar, [name, values]) => sofar.flatMap((config) => values.map((value) => changed(config, [name], value))), [{ stack, consumer }])
    expect(configs).toHaveLength(243)
    expect(configs.filter((config) => (refusals(config).length === 0) !== isRead(config))).toEqual([])
    expect(configs.filter(isRead).length).toBeGreaterThan(20)
  })

  test.each(['\n', 'a\nb', 'x'.repeat(64), 'x'.repeat(65), 'ü ☺', '', '\u2028', '😀'.repeat(64), '${KEY}'])('tags with the key or the value %j', (odd) => {
    for (const tags of [{ [odd]: 'a' }, { a: odd }, { a: `${odd}http://` }, { a: odd.repeat(2) }]) {
      const config = changed(parse(minimal) as Tree, ['tags'], tags)
      // What a variable stands for is only known when the config is read.
      if (!Object.values(tags).join().includes('${')) expect([tags, refusals(config).length === 0]).toEqual([tags, isRead(config)])
    }
  })

  const ODD = [
    undefined, null, '', ' ', 'x', 'cn-hangzhou-k', 'i-9', '10', '10.0.0.9', '0s', '5m', 0, 1, 1.5, -1, 81, 204, 601, 70_000, true, false,
    [], ['x'], [80], {}, { x: 'y' }, { id: 'alb-1' }, 'x'.repeat(300),
  ]

  test.each([['whole example', whole], ['given', given]])('the %s with any value of it replaced, taken away, or beside an unknown key', (_what, config) => {
    const ways = places(config).flatMap((path) => [...ODD.map((odd) => changed(config, path, odd)), changed(config, [...path.slice(0, -1), 'unknown'], 1)])
    const parted = ways.filter((way) => (refusals(way).length === 0) !== isReadAlone(way))
    expect(parted).toEqual([])
    expect([true, false].map((taken) => ways.some((way) => isReadAlone(way) === taken))).toEqual([true, true])
  })
})
