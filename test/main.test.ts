import { PassThrough } from 'node:stream'
import { EventEmitter } from 'node:events'
import { expect, it, vi } from 'vitest'
import { main } from '../src/main.ts'

function fakeProcess(...args: string[]) {
  const stdout = new PassThrough()
  const emitWarning = vi.fn()
  const process = Object.assign(new EventEmitter(), {
    argv: ['node', 'alb-privatelink', ...args], env: { DEBUG: '*' }, stdin: new PassThrough(), stdout, stderr: new PassThrough(), emitWarning,
  })
  return { process: process as unknown as NodeJS.Process, stdout, emitWarning }
}

it('runs the command that the process was started with', async () => {
  const { process, stdout } = fakeProcess('--version')
  expect(await main(process)).toBe(0)
  expect(String(stdout.read())).toBe('0.1.0\n')
})

it('keeps the SDK packages from printing headers under DEBUG', async () => {
  const { process } = fakeProcess('--version')
  await main(process)
  expect(process.env).not.toHaveProperty('DEBUG')
})

it('hushes the warning of url.parse() and no other', async () => {
  const { process, emitWarning } = fakeProcess('--version')
  await main(process)
  process.emitWarning('url.parse() ...', 'DeprecationWarning', 'DEP0169')
  process.emitWarning('Buffer() ...', 'DeprecationWarning', 'DEP0005')
  process.emitWarning('something')
  expect(emitWarning.mock.calls).toEqual([['Buffer() ...', 'DeprecationWarning', 'DEP0005'], ['something']])
})
