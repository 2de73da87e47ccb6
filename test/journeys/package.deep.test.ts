import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packed } from '../support/packed.ts'

/** The longest that one command may take, in milliseconds. */
const LONGEST = 120_000

let folder: string
let tarball: string
/** The environment of every command: npm keeps what it fetches in our folder, and takes no setting of whoever runs this. */
let env: NodeJS.ProcessEnv
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'package-'))
  const { NODE_OPTIONS: _, ...around } = process.env
  env = { ...around, npm_config_cache: join(folder, 'cache'), npm_config_audit: 'false', npm_config_fund: 'false', npm_config_save: 'false' }
  tarball = join(folder, (await packed('--pack-destination', folder)).filename)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ended { code: number; out: string; err: string }

function run(command: string, args: string[], cwd: string, more: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(command, args, { cwd, env: { ...env, ...more }, timeout: LONGEST, maxBuffer: 2 ** 26 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1) || 1, out, err }))
  })
}

/**
 * A Node.js of a major version from the registry; undefined where no registry can be reached.
 * @throws Error where one can be reached and does not give it
 */
async function nodeOf(major: number): Promise<string | undefined> {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const place = join(folder, `node-${major}`)
  mkdirSync(place)
  const { code, err } = await run('npm', ['install', '--prefix', place, '--fetch-retries=1', `${name}@${major}`], place)
  if (code === 0) return join(place, 'node_modules', name, 'bin', 'node')
  const why = /npm error code (\w+)/.exec(err)?.[1] ?? 'no answer in time'
  if (/^E(\d|TARGET$)/.test(why)) throw new Error(`the registry does not give ${name}@${major}: ${err}`)
  console.warn(`SKIPPED under Node.js ${major}: no registry can be reached (${why})`)
  return undefined
}

describe.each([20, 22, 24])('in an empty folder under Node.js %i', (major) => {
  test('the package is installed without any other, and does the whole job', { timeout: 4 * LONGEST }, async ({ skip }) => {
    const node = await nodeOf(major)
    if (node === undefined) return skip('no registry can be reached')
    const home = join(folder, `home-${major}`)
    mkdirSync(home)
    const own = { PATH: `${dirname(node)}${delimiter}${process.env['PATH']}`, HOME: home, ALB_PRIVATELINK_STATE_DIR: join(home, 'state') }
    expect((await run('node', ['--version'], home, own)).out).toMatch(new RegExp(`^v${major}\\.`))

    expect(await run('npm', ['install', '--prefix', home, '--offline', '--engine-strict', tarball], home, own)).toMatchObject({ code: 0 })
    const modules = join(home, 'node_modules')
    expect(readdirSync(modules).filter((name) => !name.startsWith('.'))).toEqual(['alb-privatelink'])

    const example = join(modules, 'alb-privatelink', 'config.example.yaml')
    const up = await run(join(modules, '.bin', 'alb-privatelink'), ['up', '-c', example, '--simulate', '--json', '--speed', 'instant'], home, own)
    expect(up).toMatchObject({ code: 0, err: 'Target: embedded cloud, no cost\n' })
    expect(JSON.parse(up.out.trimEnd().split('\n').at(-1)!)).toMatchObject({ type: 'run.done', ok: true, exit: 0 })
  })
})
