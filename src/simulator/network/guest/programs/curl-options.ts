/** What one command line of curl asks for. */
export interface CurlOptions {
  urls: string[]
  outputs: string[]
  flags: Set<string>
  values: Map<string, string>
  headers: string[]
  data: { kind: string; text: string }[]
  resolve: string[]
  connectTo: string[]
}

/** The command line cannot be read; curl then ends with 2. */
export class UsageFault extends Error {}

/** Options without a value; what has no effect on a transfer here is listed all the same. */
const FLAGS: Record<string, string> = {
  s: 'silent', S: 'show-error', f: 'fail', i: 'include', I: 'head', L: 'location', k: 'insecure', g: 'globoff', v: 'verbose',
    G: 'get', O: 'remote-name',
  4: 'ipv4', 6: 'ipv6', 0: 'http1.0', N: 'no-buffer', q: 'disable', '#': 'progress-bar', V: 'version', Z: 'parallel',
    j: 'junk-session-cookies',
  J: 'remote-header-name', R: 'remote-time', n: 'netrc', a: 'append', l: 'list-only', p: 'proxytunnel',
}
const LONG_FLAGS = new Set([
  ...Object.values(FLAGS), 'http1.1', 'http2', 'http2-prior-knowledge', 'compressed', 'create-dirs', 'fail-with-body',
    'fail-early', 'no-keepalive',
  'no-progress-meter', 'path-as-is', 'retry-connrefused', 'retry-all-errors', 'tcp-nodelay', 'tcp-fastopen', 'raw',
    'tr-encoding', 'styled-output',
  'no-styled-output', 'location-trusted', 'post301', 'post302', 'post303', 'anyauth', 'basic', 'digest', 'ignore-content-length',
    'no-alpn', 'no-npn',
  'ssl', 'ssl-reqd', 'tlsv1', 'tlsv1.0', 'tlsv1.1', 'tlsv1.2', 'tlsv1.3', 'remote-name-all', 'disallow-username-in-url',
    'no-sessionid', 'no-silent',
  'no-location', 'no-fail', 'no-include', 'no-buffer', 'show-headers', 'parallel-immediate', 'xattr', 'crlf', 'haproxy-protocol',
])
/** Options with a value. */
const VALUES: Record<string, string> = {
  o: 'output', w: 'write-out', m: 'max-time', H: 'header', X: 'request', D: 'dump-header', d: 'data', A: 'user-agent',
    e: 'referer', b: 'cookie',
  c: 'cookie-jar', u: 'user', x: 'proxy', r: 'range', T: 'upload-file', K: 'config', F: 'form', E: 'cert', U: 'proxy-user',
    y: 'speed-time',
  Y: 'speed-limit', C: 'continue-at', z: 'time-cond', t: 'telnet-option', h: 'help',
}
const LONG_VALUES = new Set([
  ...Object.values(VALUES), 'connect-timeout', 'data-raw', 'data-binary', 'data-ascii', 'data-urlencode', 'json', 'retry',
    'retry-delay', 'retry-max-time',
  'resolve', 'connect-to', 'noproxy', 'interface', 'limit-rate', 'max-redirs', 'max-filesize', 'url', 'keepalive-time',
    'local-port', 'dns-servers',
  'cacert', 'capath', 'ciphers', 'key', 'proto', 'proto-default', 'proto-redir', 'stderr', 'trace', 'trace-ascii', 'output-dir',
    'parallel-max',
  'happy-eyeballs-timeout-ms', 'expect100-timeout', 'unix-socket', 'tls-max', 'preproxy', 'socks5', 'socks5-hostname', 'socks4',
    'form-string', 'oauth2-bearer',
  'url-query', 'rate',
])
const NUMBERS = new Set(['max-time', 'connect-timeout', 'retry', 'retry-delay', 'retry-max-time', 'max-redirs'])

/** Reads a command line of curl. Throws UsageFault with the message that curl prints. */
export function parseCurl(args: readonly string[]): CurlOptions {
  const options: CurlOptions = {
    urls: [], outputs: [], flags: new Set(), values: new Map(), headers: [], data: [], resolve: [], connectTo: [],
  }
  const queue = [...args]
  let only = false
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    if (only || !arg.startsWith('-') || arg === '-') options.urls.push(arg)
    else if (arg === '--') only = true
    else if (arg.startsWith('--')) readLong(options, arg, queue)
    else readShort(options, arg, queue)
  }
  return options
}

function readLong(options: CurlOptions, arg: string, queue: string[]): void {
  const name = arg.slice(2)
  if (LONG_FLAGS.has(name)) {
    if (name.startsWith('no-') && LONG_FLAGS.has(name.slice(3))) options.flags.delete(name.slice(3))
    else options.flags.add(name)
    return
  }
  if (!LONG_VALUES.has(name)) throw new UsageFault(`option ${arg}: is unknown`)
  take(options, name, queue.shift(), arg)
}

function readShort(options: CurlOptions, arg: string, queue: string[]): void {
  for (let at = 1; at < arg.length; at++) {
    const letter = arg[at] as string
    const flag = FLAGS[letter]
    const name = VALUES[letter]
    if (flag) {
      options.flags.add(flag)
      continue
    }
    if (!name) throw new UsageFault(`option ${arg}: is unknown`)
    take(options, name, at + 1 < arg.length ? arg.slice(at + 1) : queue.shift(), arg)
    return
  }
}

function take(options: CurlOptions, name: string, value: string | undefined, arg: string): void {
  if (value === undefined) {
    if (name === 'help') return void options.flags.add('help')
    throw new UsageFault(`option ${arg}: requires parameter`)
  }
  if (NUMBERS.has(name)
    && !/^\d+(\.\d*)?$/.test(value)) throw new UsageFault(`option ${arg}: expected a proper numerical parameter`)
  if (name === 'header') options.headers.push(value)
  else if (name === 'output') options.outputs.push(value)
  else if (name === 'url') options.urls.push(value)
  else if (name === 'resolve') options.resolve.push(value)
  else if (name === 'connect-to') options.connectTo.push(value)
  else if (name.startsWith('data') || name === 'json') options.data.push({ kind: name, text: value })
  else options.values.set(name, value)
}

/** The URLs that a pattern with `{a,b}` and `[1-3]` stands for. Undefined for a pattern that is none. */
export function globUrls(url: string): string[] | undefined {
  const found = /\{([^{}]*)\}|\[(?:(\d+)-(\d+)|([A-Za-z])-([A-Za-z]))(?::(\d+))?\]/.exec(url)
  if (!found) return /[{}[\]]/.test(url.replace(/\/\/\[[\da-fA-F:.]+\]/, '//')) ? undefined : [url]
  const [whole, choices, low, high, first, last, step = '1'] = found
  const texts: string[] = []
  if (choices !== undefined) texts.push(...choices.split(','))
  else {
    const letters = first !== undefined
    const from = letters ? first.charCodeAt(0) : Number(low)
    const to = letters ? (last as string).charCodeAt(0) : Number(high)
    if (from > to || Number(step) < 1) return undefined
    for (let n = from; n <= to && texts.length < 10_000; n += Number(step)) {
      texts.push(letters ? String.fromCharCode(n) : String(n).padStart(low?.startsWith('0') ? low.length : 1, '0'))
    }
  }
  const before = url.slice(0, found.index)
  const rests = globUrls(url.slice(found.index + whole.length))
  return rests && texts.flatMap((text) => rests.map((rest) => before + text + rest)).slice(0, 10_000)
}
