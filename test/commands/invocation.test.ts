import { afterEach, expect, it } from 'vitest'
import { again, invocation, shellWord } from '../../src/commands/invocation.ts'
import type { AcceptOptions, CloudOptions, DownOptions, PlanOptions, TestOptions, UpOptions } from '../../src/commands/options.ts'
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
  expect(invocation('up', { ...OPTIONS, endpointUrl: 'http://127.0.0.1:4580' }, { ALB_PRIVATELINK_ENDPOINT_URL: 'http://127.0.0.1:4580/' })).toBe('alb-privatelink up -c config.yaml')
})

it('names an address that an option put in the place of the environment\'s', () => {
  const env = { ALB_PRIVATELINK_ENDPOINT_URL: 'http://127.0.0.1:4580' }
  expect(invocation('up', { ...OPTIONS, endpointUrl: 'http://127.0.0.1:4581' }, env)).toBe('alb-privatelink up -c config.yaml --endpoint-url http://127.0.0.1:4581')
})

it('is the same command again with all that decides on what is done', () => {
  const up: UpOptions = { ...OPTIONS, simulate: true, speed: 5, pace: 2.5, timeoutMs: 900_000, wait: false, skipChecks: ['one', 'two'], dryRun: true, stopAfter: 'listener', replace: ['server-group'], adopt: ['load-balancer'] }
  expect(again('up', up, {})).toBe('alb-privatelink up -c config.yaml --simulate --speed 5 --pace 2.5 --timeout 15m --no-wait --skip-check one --skip-check two --dry-run --stop-after listener --replace server-group --adopt load-balancer')
  const plan: PlanOptions = { ...OPTIONS, timeoutMs: 1500, replace: [], adopt: [], exitCode: true, deep: true }
  expect(again('plan', plan, {})).toBe('alb-privatelink plan -c config.yaml --timeout 1500ms --deep --exit-code')
  const down: DownOptions = { ...OPTIONS, dryRun: false, force: true }
  expect(again('down', down, {})).toBe('alb-privatelink down -c config.yaml --force')
  const accept: AcceptOptions = { ...OPTIONS, serviceId: 'epsrv-1', endpoints: ['ep-1', 'ep-2'], all: false }
  expect(again('accept', accept, {})).toBe('alb-privatelink accept epsrv-1 --endpoint ep-1 --endpoint ep-2')
  const test: TestOptions = { ...OPTIONS, print: false, local: true, outputs: 'my outputs', proxy: 'http://p:1', instances: ['i-1'], zones: ['z'] }
  expect(again('test', test, {})).toBe("alb-privatelink test -c config.yaml --local --outputs 'my outputs' --proxy http://p:1 --instance i-1 --zone z")
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
