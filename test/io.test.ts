import { PassThrough } from 'node:stream'
import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { systemIo } from '../src/io.ts'

/** As much of a process as Io takes. */
function fakeProcess() {
  const stream = (extra: object = {}) => Object.assign(new PassThrough(), { columns: 80 }, extra)
  const stdout = stream()
  const stderr = stream({ isTTY: true, columns: 132 })
  const exit = vi.fn()
  return Object.assign(new EventEmitter(), {
    argv: ['node', 'alb-privatelink', 'up', '--json'], env: { HOME: '/home/somebody' }, stdin: new PassThrough(), stdout, stderr, exit, pid: 42, kill: vi.fn(),
  })
}
const ioOf = (process: ReturnType<typeof fakeProcess>) => systemIo(process as unknown as NodeJS.Process)
const gone = (code: string): Error => Object.assign(new Error(code), { code })

describe('the process as an Io', () => {
  it('drops its own name from the arguments, and asks each stream whether it is a terminal', () => {
    const io = ioOf(fakeProcess())
    expect(io.argv).toEqual(['up', '--json'])
    expect(io.home).toBe('/home/somebody')
    expect([io.stdout.isTTY, io.stdout.columns]).toEqual([false, undefined])
    expect([io.stderr.isTTY, io.stderr.columns]).toEqual([true, 132])
  })

  it('opens standard input for whoever wants it, not before', () => {
    const process = fakeProcess()
    const opened = vi.fn(() => process.stdout)
    Object.defineProperty(process, 'stdin', { get: opened })
    const io = ioOf(process)
    expect(opened).not.toHaveBeenCalled()
    expect(io.stdin).toBe(process.stdout)
  })

  it.each([[0, undefined], [1, 20], [19, 20], [20, 20], [80, 80]])('takes %i columns of a terminal for %s', (told, taken) => {
    const process = fakeProcess()
    process.stderr.columns = told
    expect(ioOf(process).stderr.columns).toBe(taken)
  })

  it('takes a closed pipe quietly: tells it, and writes no more', () => {
    const process = fakeProcess()
    const io = ioOf(process)
    const closed = vi.fn()
    const off = io.onClosed(closed)
    io.stdout.write('one\n')
    process.stdout.emit('error', gone('EPIPE'))
    io.stdout.write('two\n')
    io.stderr.write('three\n')
    expect(closed).toHaveBeenCalledTimes(1)
    expect(String(process.stdout.read())).toBe('one\n')
    expect(String(process.stderr.read())).toBe('three\n')
    off()
    process.stderr.emit('error', gone('EIO'))
    expect(closed).toHaveBeenCalledTimes(1)
  })

  it('tells when stdout cannot be written to, and why once it is asked', async () => {
    const process = fakeProcess()
    const io = ioOf(process)
    const closed = vi.fn()
    io.onClosed(closed)
    expect(await io.flushed()).toBeUndefined()
    process.stdout.emit('error', gone('ENOSPC'))
    process.stdout.emit('error', gone('ERR_STREAM_DESTROYED'))
    expect(closed).toHaveBeenCalledTimes(1)
    expect(await io.flushed()).toMatchObject({ code: 'ENOSPC' })
  })

  it('goes on where stderr cannot be written to', async () => {
    const process = fakeProcess()
    const io = ioOf(process)
    const closed = vi.fn()
    io.onClosed(closed)
    process.stderr.emit('error', gone('ENOSPC'))
    process.stderr.emit('error', gone('ERR_STREAM_DESTROYED'))
    io.stderr.write('lost\n')
    expect(closed).not.toHaveBeenCalled()
    expect(process.stderr.read()).toBeNull()
    expect(await io.flushed()).toBeUndefined()
  })

  const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

  it.each(SIGNALS)('takes %s over, and gives it back', (name) => {
    const process = fakeProcess()
    const io = ioOf(process)
    const heard: string[] = []
    const off = io.onSignal((signal) => heard.push(signal))
    process.emit(name)
    off()
    expect(heard).toEqual([name])
    expect(process.listenerCount(name)).toBe(0)
    io.onSignal((signal) => heard.push(signal))
    process.emit(name)
    expect(heard).toEqual([name, name])
  })

  it('keeps a signal that came before anybody listened, for the first who does', () => {
    const process = fakeProcess()
    const io = ioOf(process)
    process.emit('SIGTERM')
    const heard: string[] = []
    io.onSignal((signal) => heard.push(`first ${signal}`))
    io.onSignal((signal) => heard.push(`second ${signal}`))
    expect(heard).toEqual(['first SIGTERM'])
  })

  it('lets a second one that nobody listens for have its own effect', () => {
    const process = fakeProcess()
    ioOf(process)
    process.emit('SIGINT')
    expect(process.kill).not.toHaveBeenCalled()
    process.emit('SIGINT')
    expect(process.kill).toHaveBeenCalledWith(process.pid, 'SIGINT')
    expect(process.listenerCount('SIGINT')).toBe(0)
  })
})
