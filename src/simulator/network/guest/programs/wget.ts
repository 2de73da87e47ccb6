import type { Program } from '../shell/program.ts'
import { openPath } from '../shell/state.ts'
import { targetOf, transfer, type Transfer } from './curl-transfer.ts'
import type { CurlOptions } from './curl-options.ts'

const VERSION = '1.21.3'

interface Wanted {
  urls: string[]
  output: string | undefined
  quiet: boolean
  spider: boolean
  headers: string[]
  limit: number | undefined
  tries: number
  showHeaders: boolean
  follows: boolean
  keepsErrors: boolean
}

function read(args: readonly string[]): Wanted | string {
  const wanted: Wanted = { urls: [], output: undefined, quiet: false, spider: false, headers: [], limit: undefined, tries: 20,
    showHeaders: false, follows: true, keepsErrors: false }
  const queue = [...args]
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    const [, name = arg, inline] = /^(--[a-z-]+)=([\s\S]*)$/.exec(arg) ?? []
    const value = (): string => inline ?? queue.shift() ?? ''
    if (!arg.startsWith('-')) wanted.urls.push(arg)
    else if (/^-[qnvS]*O/.test(arg) || name === '--output-document') {
      wanted.quiet ||= /^-[a-z]*q/.test(arg)
      wanted.output = /^-[a-zA-Z]*O(.+)$/.exec(arg)?.[1] ?? value()
    } else if (['-T', '--timeout', '--read-timeout', '--connect-timeout'].includes(name) || /^-T\d/.test(arg)) wanted.limit =
      Number(/^-T(\d.*)$/.exec(arg)?.[1] ?? value())
    else if (name === '-t' || name === '--tries' || /^-t\d/.test(arg)) wanted.tries =
      Number(/^-t(\d+)$/.exec(arg)?.[1] ?? value()) || 20
    else if (name === '--header') wanted.headers.push(value())
    else if (['-U', '--user-agent', '-P', '--waitretry', '-e', '-w', '--wait'].includes(name)) value()
    else if (name === '--spider') wanted.spider = true
    else if (name === '-q' || name === '--quiet') wanted.quiet = true
    else if (name === '-S' || name === '--server-response') wanted.showHeaders = true
    else if (name === '--max-redirect') wanted.follows = value() !== '0'
    else if (name === '--content-on-error') wanted.keepsErrors = true
    else if (!/^(-nv|--no-.*|-4|-c|-N|--progress.*|-d|-v)$/.test(arg)) return arg
  }
  return wanted
}

/** A basic GNU wget: -q -O -T -t -S --spider --header --max-redirect --content-on-error. Exit codes as documented: 4 for the network, 8 for an error of the server. */
export const wget: Program = async (context) => {
  if (context.args.includes('--version')) {
    context.out(`GNU Wget ${VERSION} built on linux-gnu.\n`)
    return 0
  }
  const wanted = read(context.args)
  if (typeof wanted === 'string' || wanted.urls.length === 0) {
    context.err(typeof wanted === 'string' ? `wget: unrecognized option '${wanted}'\n`
      : 'wget: missing URL\nUsage: wget [OPTION]... [URL]...\n')
    return typeof wanted === 'string' ? 2 : 1
  }
  let status = 0
  for (const url of wanted.urls) status = (await fetchOne(context, wanted, url)) || status
  return status
}

async function fetchOne(context: Parameters<Program>[0], wanted: Wanted, url: string): Promise<number> {
  const { machine } = context.shell
  const say = (text: string): void => void (wanted.quiet || context.err(text))
  const limit = String(wanted.limit ?? 900)
  const options: CurlOptions = {
    urls: [], outputs: [], flags: new Set([...(wanted.follows ? ['location'] : []), ...(wanted.spider ? ['head'] : [])]), data: [], resolve: [], connectTo: [],
    headers: [`User-Agent: Wget/${VERSION}`, ...wanted.headers], values: new Map([['max-time', limit], ['connect-timeout', limit]]),
  }
  let done: Transfer | undefined
  for (let n = 0; n < wanted.tries; n++) {
    if (n > 0) machine.spend(Math.min(n, 10) * 1000)
    done = await transfer(machine, options, url, undefined)
    // A name that does not resolve and a port that refuses are not tried again.
    if (done.code !== 28 && done.code !== 52 && done.code !== 56) break
  }
  if (!done) return 4
  const target = targetOf(url)
  if (done.code !== 0 || typeof target === 'number' || !done.answer) {
    const host = typeof target === 'number' ? url : target.host
    say(done.code === 6 ? `wget: unable to resolve host address '${host}'\n` : done.code === 7 ? 'failed: Connection refused.\n'
      : done.code === 28 ? 'failed: Connection timed out.\n' : done.code === 3 ? `${url}: Invalid host name.\n`
        : 'Read error in headers.\n')
    return done.code === 3 || done.code === 1 ? 1 : 4
  }
  if (wanted.showHeaders) context.err(done.headerText.replace(/\r\n/g, '\n').replace(/^(?=.)/gm, '  '))
  const { status } = done.answer
  const isRedirection = status >= 300 && status < 400 && !wanted.follows
  if (status >= 400) say(`ERROR ${status}: ${done.answer.statusText}.\n`)
  if (isRedirection) say('0 redirections exceeded.\n')
  const code = status >= 400 || isRedirection ? 8 : 0
  if (wanted.spider || isRedirection || (status >= 400 && !wanted.keepsErrors)) return code
  const path = wanted.output ?? (target.path.split('?')[0]?.split('/').pop() || 'index.html')
  const sink = path === '-' ? context.out : openPath(context.shell, path, false, context.descriptors)
  if (!sink) {
    context.err(`${path}: No such file or directory\n`)
    return 3
  }
  sink(done.answer.body.toString('latin1'))
  return code
}
