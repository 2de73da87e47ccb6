import { describe, expect, it } from 'vitest'
import type { CommandName } from '../src/core/events.ts'
import { runProgram, type Loaders } from '../src/program.ts'
import { fakeIo, type FakeSettings } from './support/fake-io.ts'

/** Runs the program with commands that only keep their options. */
async function called(line: string, settings: FakeSettings = {}, code = 0) {
  const calls: { name: string; options: any }[] = []
  const names: CommandName[] = ['plan', 'up', 'accept', 'test', 'down', 'status', 'simulate']
  const load = (name: string) => async () => ({
    run: async (_io: unknown, options: unknown) => {
      calls.push({ name, options })
      return code
    },
  })
  const loaders = Object.fromEntries(names.map((name) => [name, load(name)])) as unknown as Loaders
  const io = fakeIo({ ...settings, argv: line === '' ? [] : line.split(' ') })
  const exit = await runProgram(io, loaders)
  return { exit, calls, options: calls[0]?.options, out: io.out(), err: io.err() }
}

const DEFAULTS = {
  json: false, quiet: false, verbose: false, color: true, config: 'config.yaml', simulate: false, wait: true, skipChecks: [], yes: false,
}

describe('what a command line means', () => {
  it('has the defaults of the contract', async () => {
    expect((await called('test')).options).toEqual({ ...DEFAULTS, print: false, local: false, instances: [], zones: [] })
    expect((await called('status')).options).toEqual({ ...DEFAULTS, watch: false })
    expect((await called('up')).options).toEqual({ ...DEFAULTS, replace: [], adopt: [], dryRun: false })
    expect((await called('plan')).options).toEqual({ ...DEFAULTS, replace: [], adopt: [], exitCode: false, deep: false })
    expect((await called('down')).options).toEqual({ ...DEFAULTS, force: false, dryRun: false })
    expect((await called('accept epsrv-1')).options).toEqual({ ...DEFAULTS, serviceId: 'epsrv-1', endpoints: [], all: false })
    expect((await called('simulate')).options).toEqual({ json: false, quiet: false, verbose: false, color: true, port: 4580, strict: false })
  })

  it('takes every option of the cloud commands', async () => {
    const line = 'up -c - --simulate --speed 50 --pace 2.5 --region cn-shanghai --profile a --timeout 15m --no-wait --skip-check one'
      + ' --skip-check two --yes --json -q --verbose --no-color --stop-after endpoint-service --replace listener --replace endpoint --adopt server-group --adopt load-balancer'
    expect((await called(line)).options).toEqual({
      config: '-', simulate: true, speed: 50, pace: 2.5, region: 'cn-shanghai', profile: 'a', timeoutMs: 900_000, wait: false,
      skipChecks: ['one', 'two'], yes: true, json: true, quiet: true, verbose: true, color: false, stopAfter: 'endpoint-service', replace: ['listener', 'endpoint'], adopt: ['server-group', 'load-balancer'], dryRun: false,
    })
    expect((await called('plan --exit-code --deep --stop-after listener --replace endpoint')).options).toMatchObject({ exitCode: true, deep: true, stopAfter: 'listener', replace: ['endpoint'] })
    expect((await called('up --dry-run')).options).toMatchObject({ dryRun: true })
    expect((await called('accept epsrv-1 --endpoint ep-1 --endpoint ep-2')).options).toMatchObject({ endpoints: ['ep-1', 'ep-2'] })
    expect((await called('down --force')).options).toMatchObject({ force: true })
    expect((await called('down --dry-run')).options).toMatchObject({ dryRun: true })
    expect((await called('simulate --port 0 --world w.yaml --state memory --speed instant --faults f.json --strict --json')).options)
      .toMatchObject({ port: 0, world: 'w.yaml', state: 'memory', speed: 'instant', faults: 'f.json', strict: true, json: true })
    expect((await called('simulate --belief list-lag=0 --belief repeated-enable=accepted')).options)
      .toMatchObject({ beliefs: { 'list-lag': '0', 'repeated-enable': 'accepted' } })
  })

  it('gives the code of the command', async () => {
    expect((await called('up', {}, 5)).exit).toBe(5)
  })

  it('takes the address of the calls from the option, else from the environment, without a slash at its end', async () => {
    const env = { ALB_PRIVATELINK_ENDPOINT_URL: 'http://127.0.0.1:4580/' }
    expect((await called('up', { env })).options.endpointUrl).toBe('http://127.0.0.1:4580')
    expect((await called('up --endpoint-url https://cloud.test', { env })).options.endpointUrl).toBe('https://cloud.test')
    expect((await called('up', { env: { ALB_PRIVATELINK_ENDPOINT_URL: '' } })).options.endpointUrl).toBeUndefined()
  })
})

describe('the options of status', () => {
  it('are a watch and a diagram', async () => {
    expect((await called('status --watch --timeout 90s --diagram mermaid')).options).toEqual({ ...DEFAULTS, watch: true, timeoutMs: 90_000, diagram: 'mermaid' })
    const { exit, err } = await called('status --diagram dot')
    expect(exit).toBe(2)
    expect(err).toContain('Expected mermaid.')
  })
})

describe('bad usage', () => {
  it.each([
    ['ups', "error: unknown command 'ups'\n  Hint  Did you mean up?\n\nUsage: alb-privatelink <command> [options]\nSee 'alb-privatelink --help' for all options.\n"],
    ['up --jsn', "error: unknown option '--jsn'\n  Hint  Did you mean --json?\n\nUsage: alb-privatelink up [-c FILE] [--simulate] [--stop-after STEP] [options]\nSee 'alb-privatelink up --help' for all options.\n"],
    ['up --stop-after listner', "error: option '--stop-after <step>' argument 'listner' is invalid. Expected one of load-balancer, server-group, listener, endpoint-service, endpoint, connection, connectivity. Did you mean listener?\n\nUsage: alb-privatelink up [-c FILE] [--simulate] [--stop-after STEP] [options]\nSee 'alb-privatelink up --help' for all options.\n"],
    ['accept', "error: missing required argument 'service-id'\n\nUsage: alb-privatelink accept <service-id> [--endpoint ID]... [--all] [options]\nSee 'alb-privatelink accept --help' for all options.\n"],
    ['up --simulate --endpoint-url http://127.0.0.1:1', 'error: --simulate and --endpoint-url exclude each other: the target is either the embedded cloud or that address\n\nUsage: alb-privatelink up [-c FILE] [--simulate] [--stop-after STEP] [options]\nSee \'alb-privatelink up --help\' for all options.\n'],
    ['--simulate up', "error: unknown option '--simulate'\n  Hint  Options come after the command: alb-privatelink up --simulate\n\nUsage: alb-privatelink up [-c FILE] [--simulate] [--stop-after STEP] [options]\nSee 'alb-privatelink up --help' for all options.\n"],
    ['help exit-code', "error: unknown help topic 'exit-code'\n  Hint  Did you mean exit-codes?\n\nUsage: alb-privatelink help [command | exit-codes | environment | config | events]\nSee 'alb-privatelink help --help' for all options.\n"],
  ])('%s', async (line, told) => {
    expect(await called(line)).toMatchObject({ exit: 2, calls: [], out: '', err: told })
  })

  it.each([
    'status now', 'up -c', 'up --speed 10', 'up --simulate --speed 0', 'up --simulate --speed fast', 'up --pace -1', 'up --pace 1e3', 'up --timeout 10',
    'up --timeout 0s', 'up --endpoint-url 127.0.0.1:80', 'up --endpoint-url http://h/path', 'up --endpoint-url ftp://h', 'up --endpoint-url http://u:p@h',
    'up --endpoint-url http://h?x=1', 'accept epsrv-1 --all --endpoint ep-1', 'simulate --port 65536', 'simulate --port x', 'simulate --simulate', 'simulate --belief list-lag', 'simulate --belief =0', 'up --region=',
  ])('%s is refused', async (line) => {
    const { exit, calls, out, err } = await called(line)
    expect({ exit, calls, out }).toEqual({ exit: 2, calls: [], out: '' })
    expect(err).toMatch(/^error: .*\n(.*\n)?\nUsage: alb-privatelink /)
  })

  it('refuses --simulate beside the address in the environment, and names the variable', async () => {
    const { exit, calls, err } = await called('up --simulate', { env: { ALB_PRIVATELINK_ENDPOINT_URL: 'http://127.0.0.1:1' } })
    expect({ exit, calls }).toEqual({ exit: 2, calls: [] })
    expect(err).toContain('ALB_PRIVATELINK_ENDPOINT_URL')
  })

  it('refuses an address in the environment that is none, and names the variable', async () => {
    const { exit, err } = await called('up', { env: { ALB_PRIVATELINK_ENDPOINT_URL: 'localhost' } })
    expect(exit).toBe(2)
    expect(err).toMatch(/^error: ALB_PRIVATELINK_ENDPOINT_URL: Expected http/)
  })

  it('ends with a run.done line where --json was asked for, and says nothing else', async () => {
    for (const line of ['up --json --jsn', 'ups --json', 'accept --json', '--json', 'up --timeout x --json']) {
      const { exit, out, err } = await called(line)
      expect({ line, exit, err, lines: out.split('\n').length }).toEqual({ line, exit: 2, err: '', lines: 2 })
      expect(JSON.parse(out)).toMatchObject({ v: 1, type: 'run.done', ok: false, exit: 2, error: { code: 'Usage' }, outputs: {}, elapsedMs: 0, calls: 0 })
    }
    expect((await called('up --json --jsn')).out).toBe(
      '{"v":1,"type":"run.done","ts":"2026-01-02T03:04:05.000Z","ok":false,"exit":2,"error":{"code":"Usage",'
      + '"message":"unknown option \'--jsn\'","hint":"Did you mean --json?"},"outputs":{},"elapsedMs":0,"calls":0}\n')
  })

  it('shows the help on stderr where no command was given', async () => {
    const { exit, out, err } = await called('')
    expect({ exit, out }).toEqual({ exit: 2, out: '' })
    expect(err).toMatch(/^error: no command was given\n\nExamples:\n/)
  })

  it('takes no control characters from the command line to the terminal', async () => {
    expect((await called('\u001B[31mup')).err).not.toContain('\u001B')
  })
})

describe('help', () => {
  it('leads with two examples and groups the commands', async () => {
    const { exit, out, err } = await called('--help')
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(out).toMatchInlineSnapshot(`
      "Examples:
        alb-privatelink up -c config.yaml --simulate
            the whole job on the embedded cloud, at no cost
        alb-privatelink up -c config.yaml
            the same on Alibaba Cloud

      Usage: alb-privatelink [options] [command]

      Reach an ALB in another VPC of Alibaba Cloud over PrivateLink: the documented seven steps as one
      command.

      Options:
        --version                      show the version
        --lang <language>              the language: en or zh (default: of LC_ALL, LC_MESSAGES or LANG)
        -h, --help                     show this help

      The stack:
        init [options]                 ask what the stack is made of, and write its config; changes
                                       nothing in the cloud
        plan [options]                 show what up would do, field by field; changes nothing
        up [options]                   check, then build the seven steps; run it again to go on or to
                                       verify
        test [options]                 test the connectivity of the stack from its consumer
        status [options]               show the stack at a glance; changes nothing
        down [options]                 remove what is there of the stack, backwards

      Beside it:
        accept [options] <service-id>  accept pending connections of an endpoint service; needs no config
        doctor [options]               check the config, the credentials and the cloud before anything is
                                       made; changes nothing
        policy [options]               print a RAM policy with the least permissions of each command
        explain [options] [code]       tell why a code, a check, a layer or an exit code comes, and what
                                       mends it
        simulate [options]             run the embedded cloud in the foreground
        completion [shell]             print the script that has a shell complete this command at TAB
        help [topic]                   show the help of a command or a topic

      Help on a command: alb-privatelink help <command>. Topics: exit-codes, environment, config, events.
      "
    `)
  })

  it('groups the options of a command', async () => {
    const { out } = await called('up --help')
    expect(out).toMatchInlineSnapshot(`
      "Examples:
        alb-privatelink up -c config.yaml --simulate
        alb-privatelink up -c config.yaml --stop-after endpoint-service

      Usage: alb-privatelink up [options]

      check, then build the seven steps; run it again to go on or to verify

      Where:
        -c, --config <file>   the config; - reads standard input (default: "config.yaml")
        --simulate            use the embedded cloud: no account, no cost
        --speed <n|instant>   world seconds for each real one (with --simulate)
        --endpoint-url <url>  send the calls of every product to this address
        --region <id>         the region, instead of the config's
        --profile <name>      a profile of the Alibaba Cloud CLI or credentials file

      How:
        --pace <n>            a faster clock for waits, back-off and budgets
        --timeout <duration>  bound the whole run: 90s, 15m, 1h
        --no-wait             do not wait for another run that holds the stack
        --skip-check <name>   leave a check out (repeatable)
        --yes                 ask nothing
        --stop-after <step>   stop when this step is done
        --replace <step>      make the resource of this step anew, where it cannot be changed in place
                              (repeatable); interrupts the service
        --adopt <step>        take over what this step would make, where it exists and belongs to no stack
                              (repeatable); shows it and asks first
        --dry-run             only show what would be done; changes nothing

      Output:
        --json                one event a line on standard output
        -q, --quiet           only failures and the result
        --verbose             also what went well, each call with status, time and RequestId, and the
                              traces of faults
        --no-color            no colours
        --lang <language>     the language: en or zh (default: of LC_ALL, LC_MESSAGES or LANG)
        -h, --help            show this help
      "
    `)
    expect((await called('help up')).out).toBe(out)
  })

  it('has an example for each command and fits eighty columns', async () => {
    for (const name of ['up', 'accept', 'test', 'down', 'status', 'simulate']) {
      const { exit, out } = await called(`${name} --help`, { stdoutTTY: true, columns: 80 })
      expect({ exit, long: out.split('\n').filter((line) => line.length > 80) }).toEqual({ exit: 0, long: [] })
      expect(out).toMatch(new RegExp(`^Examples:\n  alb-privatelink ${name}`))
    }
  })

  it('tells the exit codes, the environment, the config and the events', async () => {
    expect((await called('help exit-codes')).out).toMatch(/^Exit codes:\n {2}0 {4}done\n/)
    expect((await called('help environment')).out).toMatch(/^Environment:\n/)
    expect((await called('help config')).out).toMatch(/^The config, YAML: /)
    expect((await called('help events')).out).toMatch(/^JSON events: /)
    expect((await called('help')).out).toBe((await called('--help')).out)
  })

  it('prints the version', async () => {
    expect(await called('--version')).toMatchObject({ exit: 0, out: '0.1.0\n', err: '' })
  })
})

describe('the language', () => {
  const chinese = { LANG: 'zh_CN.UTF-8' }

  it('of help is that of the environment, laid out by columns', async () => {
    const { out } = await called('status --help', { env: chinese, columns: 100, stdoutTTY: true })
    expect(out).toBe(`示例：
  alb-privatelink status -c config.yaml
  alb-privatelink status -c config.yaml --watch --timeout 15m

用法：alb-privatelink status [options]

一览资源栈的状态；不做任何更改

目标：
  -c, --config <file>   配置文件；- 表示读取标准输入（默认："config.yaml"）
  --simulate            使用内置模拟云：不需要账号，不产生费用
  --speed <n|instant>   模拟世界相对真实时间的倍速（与 --simulate 一起使用）
  --endpoint-url <url>  把所有产品的调用都发往该地址
  --region <id>         地域，代替配置中的地域
  --profile <name>      阿里云 CLI 或凭证文件中的 profile

方式：
  --pace <n>            让等待、退避和时限使用更快的时钟
  --timeout <duration>  限制整个运行的时间：90s、15m、1h
  --no-wait             不等待占用该资源栈的其他运行
  --skip-check <name>   跳过某项检查（可重复）
  --yes                 不再确认
  --watch               持续查看，直到不再变化

输出：
  --json                在标准输出上每行打印一个事件
  -q, --quiet           只显示失败和结果
  --verbose             同时显示成功的检查、每次调用的状态、耗时和 RequestId，以及程序故障的堆栈
  --no-color            不使用颜色
  --lang <language>     语言：en 或 zh（默认取自 LC_ALL、LC_MESSAGES 或 LANG）
  --diagram <language>  只打印一张图，格式为 mermaid 流程图
  -h, --help            显示本帮助
`)
  })

  it('of bad usage too', async () => {
    const { exit, err } = await called('status --wach', { env: chinese })
    expect(exit).toBe(2)
    expect(err).toBe(`错误：未知选项 '--wach'
  建议  您是否想输入 --watch？

用法：alb-privatelink status [-c FILE] [--simulate] [--watch] [--diagram mermaid] [options]
全部选项见 'alb-privatelink status --help'。
`)
  })

  it('is what --lang says, before or after the command', async () => {
    expect((await called('--lang en --version', { env: chinese })).exit).toBe(0)
    expect((await called('help --lang zh')).out).toContain('示例：')
    expect((await called('help environment --lang en', { env: chinese })).out).toMatch(/^Environment:/)
    expect((await called('up --lang zh')).calls).toHaveLength(1)
  })

  it.each(['fr', ''])('cannot be "%s"', async (word) => {
    const { exit, err } = await called(`up --lang=${word}`)
    expect(exit).toBe(2)
    expect(err).toContain(`error: option '--lang <language>' argument '${word}' is invalid. Expected en or zh.`)
  })
})
