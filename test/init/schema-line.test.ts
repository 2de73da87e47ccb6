import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { schemaLine, schemaReference } from '../../src/init/schema-line.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const IN_PROJECT = '/home/me/shop/node_modules/alb-privatelink/docs/config.schema.json'

describe('the line for editors', () => {
  it.each<[string, string]>([['config.yaml', 'docs/config.schema.json'], ['stacks/shop/config.yaml', '../../docs/config.schema.json']])('of %s in a clone names the schema from there', (file, path) => {
    const line = schemaLine(resolve(root, file))
    expect(line).toBe(`# yaml-language-server: $schema=${path}`)
    expect(JSON.parse(readFileSync(resolve(root, dirname(file), path), 'utf8'))).toMatchObject({ $schema: expect.stringContaining('json-schema.org') })
  })

  it('names the schema by its address from elsewhere', () => {
    const [, address = ''] = /^# yaml-language-server: \$schema=(file:\S+)$/.exec(schemaLine('/elsewhere/config.yaml') ?? '') ?? []
    expect(JSON.parse(readFileSync(new URL(address), 'utf8'))).toMatchObject({ properties: { stack: {} } })
  })

  it.skipIf(process.platform === 'win32').each<[string, string, string, string | undefined]>([
    ['beside the package of a project', '/home/me/shop/config.yaml', IN_PROJECT, 'node_modules/alb-privatelink/docs/config.schema.json'],
    ['within a project', '/home/me/shop/infra/config.yaml', IN_PROJECT, '../node_modules/alb-privatelink/docs/config.schema.json'],
    ['where the package is linked', '/home/me/shop/config.yaml', '/home/me/shop/node_modules/.pnpm/alb@1/node_modules/alb-privatelink/docs/config.schema.json', 'node_modules/alb-privatelink/docs/config.schema.json'],
    ['of a package for all', '/home/me/config.yaml', '/usr/lib/node_modules/alb-privatelink/docs/config.schema.json', 'file:///usr/lib/node_modules/alb-privatelink/docs/config.schema.json'],
    ['under a name with a blank', '/home/my clone/a/config.yaml', '/home/my clone/docs/config.schema.json', '../docs/config.schema.json'],
    ['of a clone in a name with a blank from elsewhere', '/tmp/config.yaml', '/home/my clone/docs/config.schema.json', 'file:///home/my%20clone/docs/config.schema.json'],
    ['with npx', '/home/me/config.yaml', '/home/me/.npm/_npx/1a2b/node_modules/alb-privatelink/docs/config.schema.json', undefined],
  ])('%s', (_, file, schema, reference) => {
    expect(schemaReference(file, schema, () => true)).toBe(reference)
  })
})
