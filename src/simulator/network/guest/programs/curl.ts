import type { Context, Program } from '../shell/program.ts'
import { absolute, openPath, readPath, rest } from '../shell/state.ts'
import { globUrls, parseCurl, UsageFault, type CurlOptions } from './curl-options.ts'
import { targetOf, transfer, type Transfer } from './curl-transfer.ts'
import { writeOut } from './curl-write-out.ts'

const VERSION = 'curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1 OpenSSL/3.0.19\nRelease-Date: 2023-02-20\n'
  + 'Protocols: http https\nFeatures: alt-svc IPv6 Largefile SSL\n'
const HINT = "curl: try 'curl --help' or 'curl --manual' for more information\n"
const METER = '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n'
  + '                                 Dload  Upload   Total   Spent    Left  Speed\n'

/** curl for HTTP, with the exit codes and texts of 7.88. */
export const curl: Program = async (context) => {
  let options: CurlOptions
  try {
    options = parseCurl(context.args)
  } catch (thrown) {
    if (!(thrown instanceof UsageFault)) throw thrown
    context.err(`curl: ${thrown.message}\n${HINT}`)
    return 2
  }
  if (options.flags.has('version')) {
    context.out(VERSION)
    return 0
  }
  if (options.flags.has('help') || options.values.has('help')) {
    context.out('Usage: curl [options...] <url>\n')
    return 0
  }
  if (options.urls.length === 0) {
    context.err(HINT)
    return 2
  }
  environmentProxy(context, options)
  const body = bodyOf(context, options)
  let code = 0
  let number = 0
  for (const [i, pattern] of options.urls.entries()) {
    const urls = options.flags.has('globoff') ? [pattern] : globUrls(pattern)
    if (!urls) {
      say(context, options, 3, 'bad range specification or unmatched brace in URL')
      code = 3
      continue
    }
    for (const url of urls) {
      code = await one(context, options, query(options, url, body), options.flags.has('get') ? undefined : body,
        options.outputs[i], number++)
      if (code !== 0 && options.flags.has('fail-early')) return code
    }
  }
  return code
}

async function one(context: Context, options: CurlOptions, url: string, body: Buffer | undefined, output: string | undefined,
  number: number):
  Promise<number> {
  const { machine } = context.shell
  if (meters(options)) context.err(METER)
  let done = await transfer(machine, options, url, body)
  const tries = Number(options.values.get('retry') ?? 0)
  for (let n = 0; n < tries && transient(options, done); n++) {
    const delay = Number(options.values.get('retry-delay') ?? 0) || 2 ** Math.min(n, 9)
    if (!options.flags.has('silent')) {
      const problem = done.code === 28 ? 'timeout' : 'HTTP error'
      context.err(`Warning: Problem : ${problem}. Will retry in ${delay} seconds. ${tries - n} retries left.\n`)
    }
    machine.spend(delay * 1000)
    done = await transfer(machine, options, url, body)
  }
  const status = done.answer?.status ?? 0
  if (done.code === 0 && status >= 400 && (options.flags.has('fail') || options.flags.has('fail-with-body'))) {
    Object.assign(done, { code: 22, error: `The requested URL returned error: ${status}` })
  }
  if (options.flags.has('verbose')) verbose(context, done)
  if (!deliver(context, options, done, output)) {
    Object.assign(done, { code: 23, error: 'Failure writing output to destination' })
  }
  if (meters(options)) context.err(meter(done))
  if (done.code !== 0) say(context, options, done.code, done.error)
  const format = options.values.get('write-out')
  if (format !== undefined) {
    const text = format.startsWith('@') ? fileOr(context, format.slice(1)) : format
    const written = writeOut(text, done, machine.instance.PrivateIpAddress, number)
    context.err(written.err)
    context.out(written.out)
  }
  return done.code
}

function transient(options: CurlOptions, done: Transfer): boolean {
  if (options.flags.has('retry-all-errors')) return done.code !== 0 || (done.answer?.status ?? 0) >= 400
  if (done.code === 7) return options.flags.has('retry-connrefused')
  return done.code === 28 || done.code === 6 || [408, 429, 500, 502, 503, 504].includes(done.answer?.status ?? 0)
}

/** Headers and body to where they belong; false when that cannot be written. */
function deliver(context: Context, options: CurlOptions, done: Transfer, output: string | undefined): boolean {
  const { shell, descriptors } = context
  const dump = options.values.get('dump-header')
  if (dump !== undefined && done.headerText !== '') {
    const sink = dump === '-' ? context.out : openPath(shell, dump, false, descriptors)
    if (!sink) return false
    sink(done.headerText)
  }
  const withheld = done.code === 22 && !options.flags.has('fail-with-body')
  const shows = options.flags.has('include') || options.flags.has('head') || options.flags.has('show-headers')
  const text = (shows ? done.headerText : '') + (withheld || done.method === 'HEAD' ? '' : done.answer?.body.toString('latin1')
    ?? '')
  const path = pathOf(options, done.url, output)
  if (path === undefined || path === '-') {
    context.out(text)
    return true
  }
  if (!done.answer) return true
  if (options.flags.has('create-dirs')) makeDirs(context, absolute(shell, path))
  const sink = openPath(shell, path, false, descriptors)
  sink?.(text)
  return sink !== undefined
}

function pathOf(options: CurlOptions, url: string, output: string | undefined): string | undefined {
  if (!options.flags.has('remote-name')) {
    const dir = options.values.get('output-dir')
    return output !== undefined && dir !== undefined ? `${dir}/${output}` : output
  }
  const target = targetOf(url)
  return typeof target === 'number' ? undefined : target.path.split('?')[0]?.split('/').pop() || 'curl_response'
}

function makeDirs({ shell }: Context, path: string): void {
  const parts = path.split('/').slice(1, -1)
  parts.forEach((_, i) => shell.machine.dirs.add(`/${parts.slice(0, i + 1).join('/')}`))
}

function say({ err }: Context, options: CurlOptions, code: number, error: string): void {
  if (!options.flags.has('silent') || options.flags.has('show-error')) err(`curl: (${code}) ${error}\n`)
}

/** The progress meter shows, on stderr, unless curl is told to be silent. */
function meters(options: CurlOptions): boolean {
  return !options.flags.has('silent') && !options.flags.has('no-progress-meter') && !options.flags.has('progress-bar')
}

function meter(done: Transfer): string {
  const size = done.answer?.body.length ?? 0
  const first = '\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0'
  const all = size > 0 ? 100 : 0
  const speed = done.times.total > 0 ? Math.round(size / (done.times.total / 1000)) : 0
  const cells = [all, size, all, size, 0, 0, speed, 0].map((n, i) => String(n).padStart([3, 6, 5, 6, 5, 6, 7, 7][i] ?? 6))
  return `${first}\r${cells.join('')} --:--:-- --:--:-- --:--:-- ${String(speed).padStart(5)}\n`
}

function verbose({ err }: Context, done: Transfer): void {
  const lines = (text: string, mark: string): string => text.split('\r\n').slice(0, -1).map((line) => `${mark} ${line}\r\n`)
    .join('')
  const target = targetOf(done.effective)
  if (typeof target === 'number') return
  if (done.remoteAddress === '') {
    err(`*   Trying ${target.host}:${target.port}...\n* ${done.error}\n* Closing connection 0\n`)
    return
  }
  err(`*   Trying ${done.remoteAddress}:${done.remotePort}...\n`
    + `* Connected to ${target.host} (${done.remoteAddress}) port ${done.remotePort} (#0)\n`
    + `${lines(done.requestText, '>')}${lines(done.headerText, '<')}* Connection #0 to host ${target.host} left intact\n`)
}

function bodyOf(context: Context, options: CurlOptions): Buffer | undefined {
  const upload = options.values.get('upload-file')
  if (upload !== undefined) return Buffer.from(fileOr(context, upload), 'latin1')
  if (options.data.length === 0) return undefined
  const texts = options.data.map(({ kind, text }) => {
    if (kind === 'data-urlencode') return urlencoded(context, text)
    if (kind === 'data-raw' || !text.startsWith('@')) return text
    const content = fileOr(context, text.slice(1))
    return kind === 'data-binary' || kind === 'json' ? content : content.replace(/[\r\n]/g, '')
  })
  return Buffer.from(texts.join(options.data.every((one) => one.kind === 'json') ? '' : '&'), 'latin1')
}

function urlencoded(context: Context, text: string): string {
  const [, name = '', mark = '', value = text] = /^([^=@]*)([=@])([\s\S]*)$/.exec(text) ?? []
  const content = mark === '@' ? fileOr(context, value) : value
  const encoded = encodeURIComponent(Buffer.from(content, 'latin1').toString())
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)
  return name === '' ? encoded : `${name}=${encoded}`
}

function fileOr(context: Context, path: string): string {
  return path === '-' ? rest(context.input) : readPath(context.shell, path, context.descriptors) ?? ''
}

/** With -G the data is part of the URL. */
function query(options: CurlOptions, url: string, body: Buffer | undefined): string {
  return options.flags.has('get') && body ? `${url}${url.includes('?') ? '&' : '?'}${body.toString('latin1')}` : url
}

/** `http_proxy` of the environment, unless an option or `no_proxy` says otherwise. */
function environmentProxy({ env }: Context, options: CurlOptions): void {
  const proxy = env.get('http_proxy') ?? env.get('all_proxy') ?? env.get('ALL_PROXY')
  const exempt = (env.get('no_proxy') ?? env.get('NO_PROXY')) === '*'
  if (proxy && !exempt && !options.values.has('proxy')) options.values.set('proxy', proxy)
}
