import { createHash } from 'node:crypto'
import type { Machine } from '../machine.ts'
import { cast, fullName } from './convert.ts'
import { NetException, runtimeError, ScriptExit } from './errors.ts'
import { formatText } from './format.ts'
import { replaceWith, search } from './operators.ts'
import { dnsMethods, ipAddress, tcpClient } from './sockets.ts'
import { bytesOf, encoding, stream, streamReader, stringBuilder } from './streams.ts'
import { dateTime, stopwatch, timeSpan } from './times.ts'
import { custom, enumerate, enumValue, hashtable, NetObject, numberOf, textOf, type Value } from './values.ts'
import { headerTable, uri, uriOf, webClient, webRequest, WEB_STATUS } from './web.ts'

/** What statics need of the interpreter. */
export interface StaticHost { machine: Machine; print(text: string): void; settings: Map<string, Value> }

type Call = (args: Value[], host: StaticHost) => Value | Promise<Value>

const first = (args: Value[]): string => textOf(args[0])
const number = (args: Value[], at = 0): number => numberOf(args[at] ?? null)
const coder = (type: string, algorithm: string): [string, Call] => [`${type}::create`, () => new NetObject(type)
  .method('ComputeHash', ([data]) => new Uint8Array(createHash(algorithm).update(bytesOf(data)).digest()))
    .method('Dispose', () => null).method('Clear', () => null)]

const METHODS = new Map<string, Call>([
  ['system.net.webrequest::create', ([url = null], { machine }) => webRequest(machine, url)],
  ['system.net.webrequest::createhttp', ([url = null], { machine }) => webRequest(machine, url)],
  ['system.net.httpwebrequest::create', ([url = null], { machine }) => webRequest(machine, url)],
  ['system.net.httpwebrequest::createhttp', ([url = null], { machine }) => webRequest(machine, url)],
  ['system.net.webrequest::getsystemwebproxy', () => null],
  ['system.net.globalproxyselection::getemptywebproxy', () => null],
  ['system.net.ipaddress::parse', (args) => ipAddress(first(args))],
  ['system.net.servicepointmanager::findservicepoint',
    () => new NetObject('System.Net.ServicePoint').field('ConnectionLeaseTimeout', -1).field('MaxIdleTime', 100_000)
    .method('CloseConnectionGroup', () => true)],
  ['system.text.encoding::getencoding', (args) => encoding(first(args))],
  ['system.diagnostics.stopwatch::startnew', (_, { machine }) => stopwatch(machine, true)],
  ['system.diagnostics.stopwatch::gettimestamp', (_, { machine }) => Math.floor(machine.elapsed * 10_000)],
  ['system.convert::tobase64string', ([data, from = null, count = null]) => {
    const given = bytesOf(data)
    return given.subarray(numberOf(from), count === null || typeof count !== 'number' ? undefined : numberOf(from) + count)
      .toString('base64')
  }],
  ['system.convert::frombase64string', (args) => {
    const text = first(args).replace(/\s/g, '')
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) throw new NetException('System.FormatException',
      'Invalid length for a Base-64 char array or string.')
    return new Uint8Array(Buffer.from(text, 'base64'))
  }],
  ['system.convert::toint32', ([value = null, base = null]) =>
    (base === null ? cast('int', value) : Number.parseInt(textOf(value), numberOf(base)))],
  ['system.convert::toint64', ([value = null]) => cast('long', value)],
  ['system.convert::todouble', ([value = null]) => cast('double', value)],
  ['system.convert::tobyte', ([value = null, base = null]) =>
    (base === null ? cast('byte', value) : Number.parseInt(textOf(value), numberOf(base)) & 255)],
  ['system.convert::tostring', ([value = null, base = null]) =>
    (base === null ? textOf(value) : numberOf(value).toString(numberOf(base)))],
  ['system.bitconverter::tostring', ([data]) => [...bytesOf(data)].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0'))
    .join('-')],
  ['system.string::isnullorempty', (args) => first(args) === ''],
  ['system.string::isnullorwhitespace', (args) => first(args).trim() === ''],
  ['system.string::join', ([separator = null, ...rest]) => (rest.length === 1 ? enumerate(rest[0] as Value) : rest)
    .map((one) => textOf(one)).join(textOf(separator))],
  ['system.string::format', ([pattern = null, ...rest]) =>
    formatText(textOf(pattern), rest.length === 1 && Array.isArray(rest[0]) ? rest[0] : rest)],
  ['system.string::concat', (args) => args.map((one) => textOf(one)).join('')],
  ['system.string::equals', ([a = null, b = null, kind = null]) =>
    (/ignorecase/i.test(textOf(kind)) ? textOf(a).toLowerCase() === textOf(b).toLowerCase() : textOf(a) === textOf(b))],
  ['system.math::min', (args) => Math.min(number(args), number(args, 1))],
  ['system.math::max', (args) => Math.max(number(args), number(args, 1))],
  ['system.math::abs', (args) => Math.abs(number(args))],
  ['system.math::floor', (args) => Math.floor(number(args))],
  ['system.math::ceiling', (args) => Math.ceil(number(args))],
  ['system.math::truncate', (args) => Math.trunc(number(args))],
  ['system.math::sqrt', (args) => Math.sqrt(number(args))],
  ['system.math::pow', (args) => number(args) ** number(args, 1)],
  ['system.math::round', (args) => {
    const scale = 10 ** Math.min(15, number(args, 1))
    return numberOf(cast('long', number(args) * scale)) / scale
  }],
  ['system.environment::getenvironmentvariable', (args, { machine }) => environment(machine)[first(args).toUpperCase()] ?? null],
  ['system.environment::exit', (args) => {
    throw new ScriptExit(number(args))
  }],
  ['system.threading.thread::sleep', ([ms = null], { machine }) => {
    machine.spend(ms instanceof NetObject ? numberOf(ms.get('TotalMilliseconds')) : numberOf(ms))
    return null
  }],
  ['system.gc::collect', () => null],
  ['system.guid::newguid', (_, { machine }) => {
    const hex = createHash('sha256').update(machine.unique(20)).digest('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  }],
  ['system.timespan::frommilliseconds', (args) => timeSpan(number(args))],
  ['system.timespan::fromseconds', (args) => timeSpan(number(args) * 1000)],
  ['system.datetime::parse', ([value = null]) => cast('datetime', value)],
  ['system.array::copy', ([from, to, count = 0]) => {
    if (to instanceof Uint8Array) to.set(bytesOf(from).subarray(0, numberOf(count)))
    return null
  }],
  ['system.uri::escapedatastring', (args) => encodeURIComponent(first(args))],
  ['system.uri::unescapedatastring', (args) => decodeURIComponent(first(args))],
  ['system.uri::iswellformeduristring', (args) => /^[a-z][a-z0-9+.-]*:/i.test(first(args)) && URL.canParse(first(args))],
  ['system.text.regularexpressions.regex::escape', (args) => first(args).replace(/[\\*+?|{[()^$.#\s]/g, '\\$&')],
  ['system.text.regularexpressions.regex::ismatch',
    ([text = null, pattern = null]) => search(textOf(pattern), textOf(text), true).length > 0],
  ['system.text.regularexpressions.regex::replace',
    ([text = null, pattern = null, to = null]) => replaceWith(textOf(text), textOf(pattern), textOf(to), true)],
  ['system.text.regularexpressions.regex::matches',
    ([text = null, pattern = null]) => search(textOf(pattern), textOf(text), true).map((match) =>
    new NetObject('System.Text.RegularExpressions.Match').field('Value', match.groups[0] ?? '').field('Index', match.index)
      .field('Success', true))],
  coder('system.security.cryptography.sha256', 'sha256'), coder('system.security.cryptography.md5', 'md5'),
    coder('system.security.cryptography.sha1', 'sha1'),
  ['system.console::write', (args, host) => (host.print(args.length > 1 ? formatText(first(args), args.slice(1)) : first(args)),
    null)],
  ['system.console::writeline', (args, host) =>
    (host.print(`${args.length > 1 ? formatText(first(args), args.slice(1)) : first(args)}\r\n`), null)],
  ['system.console::openstandardoutput', (_, host) => {
    const made = stream('System.IO.__ConsoleStream', Buffer.alloc(0))
    return made.method('Write', ([data = null, from = 0, count = null]) => {
      const given = bytesOf(data)
      host.print(given.subarray(numberOf(from), count === null ? undefined : numberOf(from) + numberOf(count)).toString())
      return null
    })
  }],
  ['system.reflection.assembly::loadwithpartialname', (args) => first(args)],
])

const PROPERTIES = new Map<string, (host: StaticHost) => Value>([
  ['system.text.encoding::utf8', () => encoding('utf-8')], ['system.text.encoding::ascii', () => encoding('ascii')],
  ['system.text.encoding::unicode', () => encoding('unicode')], ['system.text.encoding::default', () => encoding('latin1')],
  ['system.environment::newline', () => '\r\n'],
    ['system.environment::machinename', ({ machine }) => machine.instance.InstanceName.toUpperCase()],
  ['system.environment::tickcount', ({ machine }) => Math.floor(machine.elapsed)],
    ['system.environment::username', () => 'SYSTEM'],
  ['system.environment::osversion', () => 'Microsoft Windows NT 6.2.9200.0'], ['system.string::empty', () => ''],
  ['system.datetime::now', ({ machine }) => dateTime(machine.now)],
    ['system.datetime::utcnow', ({ machine }) => dateTime(machine.now)],
  ['system.datetime::today', ({ machine }) => dateTime(machine.now - (machine.now % 86_400_000))],
  ['system.int32::maxvalue', () => 2 ** 31 - 1], ['system.int32::minvalue', () => -(2 ** 31)],
    ['system.int64::maxvalue', () => Number.MAX_SAFE_INTEGER],
  ['system.math::pi', () => Math.PI], ['system.net.ipaddress::loopback', () => ipAddress('127.0.0.1')],
    ['system.net.ipaddress::any', () => ipAddress('0.0.0.0')],
  ['system.io.stream::null', () => stream('System.IO.Stream', Buffer.alloc(0))],
    ['system.net.webrequest::defaultwebproxy', () => null],
  ['system.console::out', (host) => writer(host)], ['system.console::error', (host) => writer(host)],
  ['system.console::outputencoding', ({ settings }) => settings.get('system.console::outputencoding') ?? encoding('gb2312')],
  ['system.threading.thread::currentthread', () => new NetObject('System.Threading.Thread').field('CurrentCulture', 'en-US')
    .field('CurrentUICulture', 'en-US')],
  ['system.globalization.cultureinfo::invariantculture', () => new NetObject('System.Globalization.CultureInfo')],
])

function writer(host: StaticHost): NetObject {
  return new NetObject('System.IO.TextWriter')
    .method('Write', (args) => (host.print(args.length > 1 ? formatText(first(args), args.slice(1)) : first(args)), null))
    .method('WriteLine', (args) => (host.print(`${args.length > 1 ? formatText(first(args), args.slice(1)) : first(args)}\r\n`),
      null)).method('Flush', () => null)
}

/** Enumerations whose members scripts name. */
const ENUMS: Record<string, Record<string, number>> = {
  'system.net.webexceptionstatus': WEB_STATUS,
  'system.net.httpstatuscode': { OK: 200, Created: 201, NoContent: 204, MovedPermanently: 301, Found: 302, BadRequest: 400,
    Unauthorized: 401, Forbidden: 403, NotFound: 404, InternalServerError: 500, BadGateway: 502, ServiceUnavailable: 503,
    GatewayTimeout: 504 },
  'system.net.securityprotocoltype': { Ssl3: 48, Tls: 192, Tls11: 768, Tls12: 3072 },
  'system.stringsplitoptions': { None: 0, RemoveEmptyEntries: 1 },
    'system.stringcomparison': { Ordinal: 4, OrdinalIgnoreCase: 5, InvariantCultureIgnoreCase: 3 },
  'system.net.decompressionmethods': { None: 0, GZip: 1, Deflate: 2 },
    'system.net.cache.requestcachelevel': { NoCacheNoStore: 6, BypassCache: 1 },
  'system.io.seekorigin': { Begin: 0, Current: 1, End: 2 },
    'system.net.sockets.addressfamily': { InterNetwork: 2, InterNetworkV6: 23 },
}

/** True for a type of which something is known here. */
export function isKnownType(name: string): boolean {
  const key = fullName(name).toLowerCase().replace(/\[\]$/, '')
  return key in ENUMS || MAKERS.has(key) || STATIC.has(key) || SETTABLE.test(key) || BASIC.test(key)
}
/** The types with static members. */
const STATIC = new Set([...METHODS.keys(), ...PROPERTIES.keys()].map((name) => name.slice(0, name.indexOf('::'))))
const SETTABLE = /^system\.(net\.(servicepointmanager|dns)|console)$/
const BASIC = new RegExp(`^(system\\.(${[
  'u?int(16|32|64)', 'byte', 'string', 'boolean', 'double', 'single', 'decimal', 'char', 'array', 'object', 'void', 'type',
    'valuetype', 'datetime', 'timespan',
  'uri', 'collections\\.(hashtable|arraylist|idictionary|ienumerable)', 'management\\.automation\\.[\\w.]+',
    '(\\w+\\.)*\\w*exception',
  'net\\.(http)?web(request|response)',
].join('|')})|ordered|pscustomobject|psobject)$`)

/** The value of a static property. */
export function staticProperty(type: string, name: string, host: StaticHost): Value {
  const key = fullName(type).toLowerCase()
  const member = Object.entries(ENUMS[key] ?? {}).find(([one]) => one.toLowerCase() === name.toLowerCase())
  if (member) return enumValue(fullName(type), member[0], member[1])
  const found = PROPERTIES.get(`${key}::${name.toLowerCase()}`)
  return found ? found(host) : host.settings.get(`${key}::${name.toLowerCase()}`) ?? null
}

/** Sets a static property: settings of the console and of the network stack, none of which changes anything here. */
export function setStatic(type: string, name: string, value: Value, host: StaticHost): void {
  host.settings.set(`${fullName(type).toLowerCase()}::${name.toLowerCase()}`, value)
}

/** Calls a static method. */
export async function staticCall(type: string, name: string, args: Value[], host: StaticHost): Promise<Value> {
  const key = fullName(type).toLowerCase()
  const found = key === 'system.net.dns' ? dnsMethods(host.machine)[name.toLowerCase()]
    : METHODS.get(`${key}::${name.toLowerCase()}`)
  if (!found) {
    throw runtimeError(`Method invocation failed because [${fullName(type)}] does not contain a method named '${name}'.`,
      'MethodNotFound',
      `InvalidOperation: (${name}:String) [], RuntimeException`)
  }
  return found(args, host)
}

const MAKERS = new Map<string, Call>([
  ['system.net.webclient', (_, { machine }) => webClient(machine)],
  ['system.net.sockets.tcpclient', (args, { machine }) => tcpClient(machine, args)],
  ['system.net.webproxy', () => new NetObject('System.Net.WebProxy')],
  ['system.net.webheadercollection', () => headerTable([])],
  ['system.net.cookiecontainer', () => new NetObject('System.Net.CookieContainer')],
  ['system.io.memorystream', (args) => stream('System.IO.MemoryStream',
    args.length > 0 && typeof args[0] !== 'number' ? bytesOf(args[0]) : Buffer.alloc(0))],
  ['system.io.streamreader', (args) => streamReader(args[0], args[1])],
  ['system.io.streamwriter', ([target = null]) => {
    const write = async (text: string): Promise<Value> =>
      (target instanceof NetObject ? (await target.methods.get('write')?.([new Uint8Array(Buffer.from(text))])) ?? null : null)
    return new NetObject('System.IO.StreamWriter').method('Write', (args) => write(first(args)))
      .method('WriteLine', (args) => write(`${first(args)}\r\n`))
      .method('Flush', () => null).method('Close', () => null).method('Dispose', () => null).field('AutoFlush', false)
  }],
  ['system.text.stringbuilder', (args) => stringBuilder(args[0])], ['system.text.utf8encoding', () => encoding('utf-8')],
    ['system.text.asciiencoding', () => encoding('ascii')],
  ['system.diagnostics.stopwatch', (_, { machine }) => stopwatch(machine, false)],
    ['system.uri', (args) => uri(uriOf(first(args)))],
  ['system.collections.hashtable', () => hashtable()],
    ['system.collections.specialized.ordereddictionary', () => hashtable([], true)],
  ['system.collections.arraylist', () => list()], ['system.object', () => custom([])], ['psobject', () => custom([])],
    ['pscustomobject', () => custom([])],
  ['system.random', (_, { machine }) => new NetObject('System.Random').method('Next', ([low = 0, high = null]) => {
    const [from, to] = high === null ? [0, numberOf(low)] : [numberOf(low), numberOf(high)]
    return from + (createHash('sha256').update(machine.unique(9)).digest()
      .readUInt32BE(0) % Math.max(1, to - from || 2 ** 31 - 1))
  })],
  ['system.string', ([text = null, times = null]) =>
    (times === null ? textOf(text) : textOf(text).repeat(Math.min(100_000, numberOf(times))))],
  ['system.exception', (args) => new NetObject('System.Exception', ['System.Exception']).field('Message', first(args))
    .field('InnerException', null)],
  ['system.timespan', ([h = 0, m = 0, s = 0]) => timeSpan(((numberOf(h) * 60 + numberOf(m)) * 60 + numberOf(s)) * 1000)],
  ['system.text.regularexpressions.regex', ([pattern = null]) => new NetObject('System.Text.RegularExpressions.Regex')
    .method('IsMatch', (args) => search(textOf(pattern), first(args), true).length > 0)
    .method('Replace', ([text = null, to = null]) => replaceWith(textOf(text), textOf(pattern), textOf(to), true))],
])

/** An ArrayList or List: held as an array behind an object. */
function list(): NetObject {
  const items: Value[] = []
  const made = new NetObject('System.Collections.ArrayList', ['System.Collections.IList'])
  const add = ([value = null]: Value[]): Value => items.push(value) - 1
  return made.property('Count', () => items.length).method('Add', add)
    .method('AddRange', ([more = null]) => (items.push(...enumerate(more)), null))
    .method('ToArray', () => [...items]).method('Clear', () => (items.splice(0), null))
      .method('Contains', ([value = null]) => items.some((one) => textOf(one) === textOf(value)))
    .method('get_item', ([at = 0]) => items[numberOf(at)] ?? null).method('GetEnumerator', () => [...items])
      .method('enumerate', () => items)
    .method('set_item', ([at = 0, value = null]) => ((items[numberOf(at)] = value), null))
      .method('RemoveAt', ([at = 0]) => (items.splice(numberOf(at), 1), null))
}

/** New-Object. */
export async function construct(type: string, args: Value[], host: StaticHost): Promise<Value> {
  const full = fullName(type)
  if (full.endsWith('[]')) {
    const count = Math.min(4_000_000, numberOf(args[0] ?? 0))
    return full === 'System.Byte[]' ? new Uint8Array(count)
      : Array.from({ length: Math.min(count, 100_000) }, () => (/Int|Double|Single|Decimal/.test(full) ? 0 : null))
  }
  const generic = /^system\.collections\.generic\.(list|queue|stack)/i.test(full) ? list
    : /^system\.collections\.generic\.(dictionary|hashset)/i.test(full) ? hashtable : undefined
  if (generic) return generic()
  const maker = MAKERS.get(full.toLowerCase()) ?? (/exception$/i.test(full) ? ([message = null]: Value[]) =>
    new NetObject(full, ['System.Exception']).field('Message', textOf(message)).field('InnerException', null) : undefined)
  if (!maker) throw runtimeError(`Cannot find type [${type}]: make sure the assembly containing this type is loaded.`,
    'TypeNotFound,Microsoft.PowerShell.Commands.NewObjectCommand', 'InvalidType: (:) [New-Object], PSArgumentException')
  return maker(args, host)
}

/** The environment of the guest. */
export function environment(machine: Machine): Record<string, string> {
  const name = machine.instance.InstanceName.toUpperCase().replace(/[^A-Z0-9]+/g, '-').slice(0, 15)
  return {
    COMPUTERNAME: name, USERNAME: `${name}$`, TEMP: 'C:\\Windows\\TEMP', TMP: 'C:\\Windows\\TEMP', SYSTEMROOT: 'C:\\Windows',
      WINDIR: 'C:\\Windows', OS: 'Windows_NT',
    PATH: 'C:\\Windows\\system32;C:\\Windows', PROCESSOR_ARCHITECTURE: 'AMD64', USERDOMAIN: 'WORKGROUP', SYSTEMDRIVE: 'C:',
      USERPROFILE: 'C:\\Windows\\system32\\config\\systemprofile',
  }
}
