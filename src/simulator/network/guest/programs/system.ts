import { createHash } from 'node:crypto'
import { readInputs } from '../shell/inputs.ts'
import type { Context, Program } from '../shell/program.ts'
import { absolute } from '../shell/state.ts'
import { TimeUp } from '../machine.ts'
import { options } from './text.ts'

const sleep: Program = ({ shell, args, err }) => {
  const units: Record<string, number> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 }
  let seconds = 0
  for (const arg of args) {
    const [, number, unit = ''] = /^(\d*\.?\d+|\d+\.)([smhd]?)$/.exec(arg) ?? []
    if (number === undefined) {
      err(`sleep: invalid time interval '${arg}'\n`)
      return 1
    }
    seconds += Number(number) * (units[unit] ?? 1)
  }
  if (args.length === 0) {
    err('sleep: missing operand\n')
    return 1
  }
  shell.machine.spend(seconds * 1000)
  return 0
}

const date: Program = ({ shell, args, out, err }) => {
  const format = args.find((arg) => arg.startsWith('+'))
  const at = args.findIndex((arg) => arg === '-d' || arg === '--date')
  const given = at >= 0 ? args[at + 1] : undefined
  const stamp = given === undefined ? shell.machine.now : given.startsWith('@') ? Number(given.slice(1)) * 1000
    : Date.parse(given)
  if (Number.isNaN(stamp)) {
    err(`date: invalid date '${given}'\n`)
    return 1
  }
  out(`${strftime(format?.slice(1) ?? '%a %b %e %H:%M:%S UTC %Y', stamp)}\n`)
  return 0
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November',
  'December']

/** The formats of `date`, in UTC. */
function strftime(format: string, stamp: number): string {
  const at = new Date(stamp)
  const two = (n: number, fill = '0'): string => String(n).padStart(2, fill)
  const day = DAYS[at.getUTCDay()] as string
  const month = MONTHS[at.getUTCMonth()] as string
  const codes: Record<string, () => string> = {
    Y: () => String(at.getUTCFullYear()), y: () => two(at.getUTCFullYear() % 100), m: () => two(at.getUTCMonth() + 1),
      d: () => two(at.getUTCDate()),
    e: () => two(at.getUTCDate(), ' '), H: () => two(at.getUTCHours()), M: () => two(at.getUTCMinutes()),
      S: () => two(at.getUTCSeconds()),
    I: () => two(at.getUTCHours() % 12 || 12), p: () => (at.getUTCHours() < 12 ? 'AM' : 'PM'),
      s: () => String(Math.floor(stamp / 1000)),
    N: () => `${String(Math.floor((stamp * 1000) % 1_000_000)).padStart(6, '0')}000`,
      '3N': () => String(Math.floor(stamp % 1000)).padStart(3, '0'),
    a: () => day.slice(0, 3), A: () => day, b: () => month.slice(0, 3), B: () => month, F: () => strftime('%Y-%m-%d', stamp),
    T: () => strftime('%H:%M:%S', stamp), R: () => strftime('%H:%M', stamp), D: () => strftime('%m/%d/%y', stamp),
      Z: () => 'UTC', z: () => '+0000',
    ':z': () => '+00:00', n: () => '\n', t: () => '\t', '%': () => '%',
      j: () => String(Math.ceil((stamp - Date.UTC(at.getUTCFullYear(), 0, 1)) / 86_400_000)),
    u: () => String(at.getUTCDay() || 7), w: () => String(at.getUTCDay()),
  }
  return format.replace(/%(3N|:z|[A-Za-z%])/g, (whole, code: string) => codes[code]?.() ?? whole)
}

const uname: Program = ({ shell, args, out }) => {
  const facts: [string, string][] = [
    ['s', 'Linux'], ['n', shell.machine.instance.InstanceName], ['r', '5.10.134-18.al8.x86_64'], ['v', '#1 SMP'],
      ['m', 'x86_64'], ['p', 'x86_64'],
    ['i', 'x86_64'], ['o', 'GNU/Linux'],
  ]
  const letters = args.join('')
  const wanted = facts.filter(([letter]) => letters.includes('a') || letters.includes(letter)
    || (letters === '' && letter === 's'))
  out(`${wanted.map(([, fact]) => fact).join(' ')}\n`)
  return 0
}

const mktemp: Program = (context) => {
  const found = options(context, 'mktemp', 'dqut', 'p')
  if (!found) return 1
  const { machine } = context.shell
  const template = found.rest[0] ?? `${found.with.get('p') ?? context.env.get('TMPDIR') ?? '/tmp'}/tmp.XXXXXXXXXX`
  const marks = /X{3,}(?=[^X/]*$)/.exec(template)?.[0]
  if (!marks) {
    context.err(`mktemp: too few X's in template '${template}'\n`)
    return 1
  }
  const path = template.replace(/X{3,}(?=[^X/]*$)/, machine.unique(marks.length))
  const full = absolute(context.shell, found.on.has('t') && !path.startsWith('/') ? `/tmp/${path}` : path)
  if (found.on.has('d')) machine.dirs.add(full)
  else machine.writeFile(full, '')
  context.out(`${full.startsWith(path) ? path : full}\n`)
  return 0
}

const rm: Program = (context) => {
  const found = options(context, 'rm', 'rRfvid', '')
  if (!found) return 1
  const { machine } = context.shell
  let status = 0
  for (const path of found.rest) {
    const full = absolute(context.shell, path)
    const recursive = found.on.has('r') || found.on.has('R')
    if (machine.files.delete(full)) continue
    if (machine.dirs.has(full) && recursive) {
      for (const name of machine.files.keys()) if (name.startsWith(`${full}/`)) machine.files.delete(name)
      for (const name of machine.dirs) if (name === full || name.startsWith(`${full}/`)) machine.dirs.delete(name)
    } else if (machine.dirs.has(full) || !found.on.has('f')) {
      context.err(`rm: cannot remove '${path}': ${machine.dirs.has(full) ? 'Is a directory' : 'No such file or directory'}\n`)
      status = 1
    }
  }
  return status
}

const touch: Program = ({ shell, args }) => {
  for (const path of args.filter((arg) => !arg.startsWith('-'))) {
    const full = absolute(shell, path)
    if (!shell.machine.files.has(full)) shell.machine.writeFile(full, '')
  }
  return 0
}

const mkdir: Program = ({ shell, args, err }) => {
  let status = 0
  for (const path of args.filter((arg) => !arg.startsWith('-'))) {
    const parts = absolute(shell, path).split('/').slice(1)
    const parents = args.some((arg) => /^-[a-z]*p/.test(arg))
    const parent = `/${parts.slice(0, -1).join('/')}`
    if (!parents && !shell.machine.dirs.has(parent)) {
      err(`mkdir: cannot create directory '${path}': No such file or directory\n`)
      status = 1
    } else parts.forEach((_, i) => shell.machine.dirs.add(`/${parts.slice(0, i + 1).join('/')}`))
  }
  return status
}

const ls: Program = ({ shell, args, out, err }) => {
  let status = 0
  const paths = args.filter((arg) => !arg.startsWith('-'))
  for (const path of paths.length === 0 ? ['.'] : paths) {
    const full = absolute(shell, path)
    if (shell.machine.files.has(full)) out(`${path}\n`)
    else if (shell.machine.dirs.has(full)) {
      const within = [...shell.machine.files.keys(),
        ...shell.machine.dirs].filter((name) => name !== full && name.slice(0, name.lastIndexOf('/') || 1) === full)
      out(within.map((name) => `${name.split('/').pop()}\n`).sort().join(''))
    } else {
      err(`ls: cannot access '${path}': No such file or directory\n`)
      status = 2
    }
  }
  return status
}

function copy(move: boolean): Program {
  return ({ shell, args, err }) => {
    const [from = '', to = ''] = args.filter((arg) => !arg.startsWith('-'))
    const source = absolute(shell, from)
    const text = shell.machine.files.get(source)
    if (text === undefined) {
      err(`${move ? 'mv' : 'cp'}: cannot stat '${from}': No such file or directory\n`)
      return 1
    }
    const target = absolute(shell, to)
    shell.machine.writeFile(shell.machine.dirs.has(target) ? `${target}/${source.split('/').pop()}` : target, text)
    if (move) shell.machine.files.delete(source)
    return 0
  }
}

function sum(name: string, algorithm: string): Program {
  return (context) => {
    const paths = context.args.filter((arg) => !arg.startsWith('-') || arg === '-')
    const { texts, failed } = readInputs(context, paths, name)
    texts.forEach((text, i) =>
      context.out(`${createHash(algorithm).update(Buffer.from(text, 'latin1')).digest('hex')}  ${paths[i] ?? '-'}\n`))
    return failed ? 1 : 0
  }
}

const cksum: Program = (context) => {
  const { texts, failed } = readInputs(context, context.args, 'cksum')
  texts.forEach((text, i) =>
    context.out(`${posixCrc(text)} ${text.length}${context.args[i] === undefined ? '' : ` ${context.args[i]}`}\n`))
  return failed ? 1 : 0
}

/** The checksum of POSIX: a CRC over the bytes and then their count. */
function posixCrc(text: string): number {
  let crc = 0
  const add = (byte: number): void => {
    crc ^= byte << 24
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1
  }
  for (const char of text) add(char.charCodeAt(0))
  for (let length = text.length; length > 0; length >>>= 8) add(length & 255)
  return ~crc >>> 0
}

const env: Program = async (context) => {
  const { args } = context
  let at = 0
  const set: [string, string][] = []
  while (/^-|=/.test(args[at] ?? '')) {
    const [name = '', ...value] = (args[at++] as string).split('=')
    if (!name.startsWith('-')) set.push([name, value.join('=')])
    else if (name === '-u') at++
  }
  if (at >= args.length) {
    context.out([...context.env, ...set].map(([name, value]) => `${name}=${value}\n`).join(''))
    return 0
  }
  for (const [name, value] of set) {
    context.shell.variables.set(name, value)
    context.shell.exported.add(name)
  }
  return context.run(args.slice(at))
}

/** `timeout`: the clock is virtual, so what takes too long is cut back to its limit. */
const timeout: Program = async (context) => {
  const words = [...context.args]
  while (words[0]?.startsWith('-')) if (/^-(k|s)$/.test(words.shift() ?? '')) words.shift()
  const limit = Number.parseFloat(words.shift() ?? '') * 1000
  if (Number.isNaN(limit)) {
    context.err('timeout: invalid time interval\n')
    return 125
  }
  const { machine } = context.shell
  return machine.within(limit, () => context.run(words)).catch((thrown: unknown) => {
    if (thrown instanceof TimeUp && !machine.over) return 124
    throw thrown
  })
}

const hostname: Program = ({ shell, args, out }) => {
  const { PrivateIpAddress, InstanceName } = shell.machine.instance
  out(`${args.some((arg) => /^-[iI]/.test(arg)) ? PrivateIpAddress : InstanceName}\n`)
  return 0
}

const which: Program = (context) => context.run(['command', '-v', ...context.args])

const said = (text: string): Program => ({ out }) => {
  out(`${text}\n`)
  return 0
}

const basename: Program = ({ args, out }) => {
  const name = (args[0] ?? '').replace(/\/+$/, '').split('/').pop() ?? ''
  out(`${args[1] && name !== args[1] && name.endsWith(args[1]) ? name.slice(0, -args[1].length) : name}\n`)
  return 0
}

const dirname: Program = ({ args, out }) => {
  const path = (args[0] ?? '').replace(/\/+$/, '')
  const cut = path.lastIndexOf('/')
  out(`${cut < 0 ? '.' : path.slice(0, cut) || '/'}\n`)
  return 0
}

/** Programs about files, time and the machine. */
export const SYSTEM: Record<string, Program> = {
  sleep, date, uname, mktemp, rm, touch, mkdir, ls, cp: copy(false), mv: copy(true), md5sum: sum('md5sum', 'md5'),
    sha1sum: sum('sha1sum', 'sha1'),
  sha256sum: sum('sha256sum', 'sha256'), cksum, env, timeout, hostname, which, basename, dirname, whoami: said('root'),
    arch: said('x86_64'), nproc: said('2'),
  id: (context: Context) => said(context.args.includes('-u') ? (context.args.includes('-n') ? 'root' : '0')
    : 'uid=0(root) gid=0(root) groups=0(root)')(context),
  chmod: () => 0, chown: () => 0, sync: () => 0, true: () => 0, false: () => 1,
}
