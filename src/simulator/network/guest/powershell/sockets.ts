import { parseIp } from '../../cidr.ts'
import type { Machine } from '../machine.ts'
import { NetException } from './errors.ts'
import { socketException } from './web.ts'
import { enumValue, NetObject, numberOf, textOf, truth, type Value } from './values.ts'

/** A System.Net.IPAddress. */
export function ipAddress(text: string): NetObject {
  const made = new NetObject('System.Net.IPAddress')
  made.text = () => text
  return made.property('IPAddressToString', () => text)
    .property('AddressFamily', () => enumValue('System.Net.Sockets.AddressFamily', 'InterNetwork', 2))
    .method('ToString', () => text).method('GetAddressBytes', () => new Uint8Array(text.split('.').map(Number)))
}

/** System.Net.Dns. */
export function dnsMethods(machine: Machine): Record<string, (args: Value[]) => Value> {
  const find = ([name = null]: Value[]): Value[] => {
    const text = textOf(name)
    if (parseIp(text) !== undefined) return [ipAddress(text)]
    const addresses = text === '' || text.toLowerCase() === machine.instance.InstanceName.toLowerCase()
      ? [machine.instance.PrivateIpAddress] : machine.lookUp(text)
    machine.spend(2)
    if (addresses.length === 0) throw socketException('No such host is known', 11_001)
    return addresses.map(ipAddress)
  }
  const entry = (args: Value[]): Value => new NetObject('System.Net.IPHostEntry').field('HostName', textOf(args[0]))
    .field('AddressList', find(args)).field('Aliases', [])
  return { gethostaddresses: find, gethostentry: entry, gethostbyname: entry, resolve: entry,
    gethostname: () => machine.instance.InstanceName }
}

/** A System.Net.Sockets.TcpClient: it connects and closes; nothing is sent through it. */
export async function tcpClient(machine: Machine, args: Value[]): Promise<NetObject> {
  let connected = false
  const dial = async (host: Value | undefined, port: Value | undefined, limit: number): Promise<void> => {
    const result = await machine.dial(textOf(host), numberOf(port ?? 0), Math.min(limit, 21_000))
    const place = `${textOf(host)}:${textOf(port)}`
    if (result === 'dns') throw socketException('No such host is known', 11_001)
    if (result === 'refused') {
      throw socketException(`No connection could be made because the target machine actively refused it ${place}`, 10_061)
    }
    if (result === 'timeout') {
      throw socketException('A connection attempt failed because the connected party did not properly respond after a '
        + `period of time, or established connection failed because connected host has failed to respond ${place}`, 10_060)
    }
    connected = true
  }
  const waiting = (host: Value | undefined, port: Value | undefined): { wait: (ms: number) => Promise<boolean>; end: () =>
    Promise<null> } => {
    let failed: NetException | undefined
    let tried = false
    const wait = async (ms: number): Promise<boolean> => {
      if (tried) return true
      try {
        await dial(host, port, ms < 0 ? Infinity : ms)
        tried = true
      } catch (thrown) {
        if (!(thrown instanceof NetException)) throw thrown
        failed = thrown
        tried = numberOf((thrown.members['ErrorCode'] as number | undefined) ?? 0) !== 10_060
      }
      return tried
    }
    return {
      wait,
      end: async () => {
        await wait(-1)
        if (failed) throw failed
        return null
      },
    }
  }
  const made = new NetObject('System.Net.Sockets.TcpClient').property('Connected', () => connected).field('ReceiveTimeout', 0)
    .field('SendTimeout', 0).field('NoDelay', false)
    .method('Connect', async ([host, port]) => {
      await dial(host, port, Infinity)
      return null
    })
    .method('BeginConnect', ([host, port]) => {
      const job = waiting(host, port)
      const handle = new NetObject('System.Threading.ManualResetEvent')
        .method('WaitOne', ([limit = -1]) => job.wait(waitMs(limit))).method('Close', () => null)
      return new NetObject('System.IAsyncResult').field('AsyncWaitHandle', handle).method('end', job.end)
    })
    .method('EndConnect', async ([result = null]) =>
      (result instanceof NetObject ? (await result.methods.get('end')?.([])) ?? null : null))
    .method('ConnectAsync', ([host, port]) => {
      const job = waiting(host, port)
      return new NetObject('System.Threading.Tasks.Task').method('Wait', async ([limit = -1]) => {
        const done = await job.wait(waitMs(limit))
        if (done) await job.end()
        return done
      })
    })
    .method('Close', () => {
      connected = false
      return null
    }).method('Dispose', () => null)
  if (args.length >= 2) await dial(args[0], args[1], Infinity)
  return made
}

function waitMs(limit: Value): number {
  if (typeof limit === 'boolean') return truth(limit) ? -1 : 0
  return limit instanceof NetObject ? numberOf(limit.get('TotalMilliseconds')) : numberOf(limit)
}
