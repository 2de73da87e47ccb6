import { openPath, readPath, type Descriptor, type Shell } from './state.ts'
import type { Redirection, Word } from './syntax.ts'

/** A redirection that cannot be made. */
export class RedirectionFault extends Error {}

/** The descriptors as a command's redirections leave them, applied from left to right. */
export async function redirect(shell: Shell, redirections: readonly Redirection[], expand: (word: Word) => Promise<string>):
  Promise<Map<number, Descriptor>> {
  const next = new Map(shell.descriptors)
  for (const { fd, op, target } of redirections) {
    const text = await expand(target)
    if (op === '<<' || op === '<<<') {
      next.set(fd, { input: { text: op === '<<' ? text : `${text}\n`, at: 0 } })
    } else if (op === '>&' || op === '<&') {
      if (text === '-') next.delete(fd)
      else if (/^\d+$/.test(text)) {
        const copied = next.get(Number(text))
        if (!copied) throw new RedirectionFault(`${text}: Bad file descriptor`)
        if (op === '<&') await copied.flush?.()
        next.set(fd, copied)
      } else both(shell, next, text, false)
    } else if (op === '&>') both(shell, next, text, false)
    else if (text.startsWith('/dev/tcp/')) next.set(fd, await connectTo(shell, text))
    else if (op === '<') next.set(fd, { input: { text: readOr(shell, text, next), at: 0 }, path: text })
    else next.set(fd, { ...(op === '<>' ? { input: { text: readPath(shell, text, next) ?? '', at: 0 } } : {}),
      ...writer(shell, text, op === '>>', next), path: text })
  }
  return next
}

function readOr(shell: Shell, path: string, descriptors: Map<number, Descriptor>): string {
  const content = readPath(shell, path, descriptors)
  if (content === undefined) throw new RedirectionFault(`${path}: No such file or directory`)
  return content
}

function writer(shell: Shell, path: string, append: boolean, descriptors: Map<number, Descriptor>): Descriptor {
  const sink = openPath(shell, path, append, descriptors)
  if (!sink) throw new RedirectionFault(`${path}: No such file or directory`)
  return { sink }
}

function both(shell: Shell, next: Map<number, Descriptor>, path: string, append: boolean): void {
  const one = writer(shell, path, append, next)
  next.set(1, one)
  next.set(2, one)
}

/**
 * `/dev/tcp/HOST/PORT` of bash: opening it connects. The HTTP request that was written to it is sent, and answered, when it is read
 * by way of `<&`.
 */
async function connectTo(shell: Shell, path: string): Promise<Descriptor> {
  const [, , , host = '', port = ''] = path.split('/')
  const result = await shell.machine.dial(host, Number(port), Infinity)
  if (result === 'open') return socketTo(shell, host, Number(port))
  const reason = { dns: `${host}: Name or service not known`, refused: 'connect: Connection refused',
    timeout: 'connect: Connection timed out' }[result]
  shell.descriptors.get(2)?.sink?.(`${shell.name}: ${reason}\n`)
  throw new RedirectionFault(`${path}: ${result === 'dns' ? 'Invalid argument' : reason.replace('connect: ', '')}`)
}

function socketTo({ machine }: Shell, host: string, port: number): Descriptor {
  const input = { text: '', at: 0 }
  let written = ''
  const flush = async (): Promise<void> => {
    const [head, body] = written.split('\r\n\r\n')
    const [, method, path] = /^([A-Z]+) (\S+) HTTP\/1\.[01]/.exec(head ?? '') ?? []
    if (head === undefined || body === undefined || method === undefined || path === undefined) return
    written = ''
    const headers = head.split('\r\n').slice(1).map((line): [string, string] => {
      const [name = '', ...value] = line.split(':')
      return [name, value.join(':').trim()]
    })
    const answer = await machine.request({ scheme: 'http', host, port, method, path, headers, timeoutMs: Infinity,
      ...(body === '' ? {} : { body: Buffer.from(body, 'latin1') }) })
    if (answer.kind !== 'answer') return
    const lines = [`HTTP/1.1 ${answer.status} ${answer.statusText}`, ...answer.headers.map((header) => header.join(': '))]
    input.text += `${lines.join('\r\n')}\r\n\r\n${answer.body.toString('latin1')}`
  }
  return { input, sink: (text) => void (written += text), flush }
}
