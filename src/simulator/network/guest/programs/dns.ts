import type { Program } from '../shell/program.ts'

/** The address of the resolver that the vendor's images use. */
const RESOLVER = '100.100.2.136'

const getent: Program = ({ shell, args, out }) => {
  const [database, name = ''] = args
  if (!['hosts', 'ahosts', 'ahostsv4'].includes(database ?? '')) return 1
  const addresses = /^[\d.]+$/.test(name) ? [name] : shell.machine.lookUp(name)
  if (database === 'hosts') out(addresses.map((address) => `${address.padEnd(15)} ${name}\n`).join(''))
  else for (const address of addresses) out(['STREAM', 'DGRAM',
    'RAW'].map((kind, i) => `${address.padEnd(15)} ${kind.padEnd(6)} ${i === 0 ? name : ''}`.trimEnd()).join('\n') + '\n')
  return addresses.length > 0 ? 0 : 2
}

const nslookup: Program = ({ shell, args, out }) => {
  const name = args.find((arg) => !arg.startsWith('-')) ?? ''
  const addresses = shell.machine.lookUp(name)
  out(`Server:\t\t${RESOLVER}\nAddress:\t${RESOLVER}#53\n\n`)
  if (addresses.length === 0) {
    out(`** server can't find ${name}: NXDOMAIN\n\n`)
    return 1
  }
  out(`Non-authoritative answer:\n${addresses.map((address) => `Name:\t${name}\nAddress: ${address}\n`).join('')}\n`)
  return 0
}

const dig: Program = ({ shell, args, out }) => {
  const name = args.find((arg) => !/^[-+@]|^(A|AAAA|ANY|IN)$/i.test(arg)) ?? ''
  const addresses = args.some((arg) => arg.toUpperCase() === 'AAAA') ? [] : shell.machine.lookUp(name)
  if (args.includes('+short')) {
    out(addresses.map((address) => `${address}\n`).join(''))
    return 0
  }
  const status = addresses.length > 0 ? 'NOERROR' : 'NXDOMAIN'
  out(`;; ->>HEADER<<- opcode: QUERY, status: ${status}, id: 4242\n\n;; QUESTION SECTION:\n;${name}.\t\tIN\tA\n`)
  const answers = addresses.map((address) => `${name}.\t\t60\tIN\tA\t${address}\n`)
  if (answers.length > 0) out(`\n;; ANSWER SECTION:\n${answers.join('')}`)
  return 0
}

const host: Program = ({ shell, args, out }) => {
  const name = args.find((arg) => !arg.startsWith('-')) ?? ''
  const addresses = shell.machine.lookUp(name)
  out(addresses.length > 0 ? addresses.map((address) => `${name} has address ${address}\n`)
    .join('') : `Host ${name} not found: 3(NXDOMAIN)\n`)
  return addresses.length > 0 ? 0 : 1
}

/** Programs that look names up. */
export const DNS: Record<string, Program> = { getent, nslookup, dig, host }
