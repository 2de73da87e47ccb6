import { afterEach, expect, it } from 'vitest'
import { invocation, shellWord } from '../../src/commands/invocation.ts'
import type { CloudOptions } from '../../src/commands/options.ts'
import { speak } from '../../src/messages/index.ts'

afterEach(() => speak('en'))

const OPTIONS: CloudOptions = {
  json: true, quiet: false, verbose: false, color: true, config: 'config.yaml', simulate: false, wait: true, skipChecks: [], yes: true,
}

it('repeats what decides on the target, and nothing else', () => {
  expect(invocation('down', { ...OPTIONS, simulate: true, speed: 5 }, {})).toBe('alb-privatelink down -c config.yaml --simulate')
  expect(invocation('up', { ...OPTIONS, config: 'my web.yaml', endpointUrl: 'http://127.0.0.1:4580', region: 'cn-hangzhou', profile: "it's" }, {}))
    .toBe("alb-privatelink up -c 'my web.yaml' --endpoint-url http://127.0.0.1:4580 --region cn-hangzhou --profile 'it'\\''s'")
  expect(invocation('accept', OPTIONS, {}, ['epsrv-1'])).toBe('alb-privatelink accept epsrv-1')
})

it('leaves the address to the environment where it came from there', () => {
  const env = { ALB_PRIVATELINK_ENDPOINT_URL: 'http://127.0.0.1:4580' }
  expect(invocation('up', { ...OPTIONS, endpointUrl: 'http://127.0.0.1:4580' }, env)).toBe('alb-privatelink up -c config.yaml')
})

it('names the language where it is not that of the environment', async () => {
  expect(invocation('up', OPTIONS, { LANG: 'zh_CN.UTF-8' })).toBe('alb-privatelink up -c config.yaml --lang en')
  await speak('zh')
  expect(invocation('up', OPTIONS, { LANG: 'zh_CN.UTF-8' })).toBe('alb-privatelink up -c config.yaml')
  expect(invocation('up', OPTIONS, {})).toBe('alb-privatelink up -c config.yaml --lang zh')
})

it('quotes what a shell would take apart', () => {
  expect(['a/b-c.yaml', '', '$HOME', 'a b'].map(shellWord)).toEqual(['a/b-c.yaml', "''", "'$HOME'", "'a b'"])
})
