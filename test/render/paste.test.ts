import { execFileSync } from 'node:child_process'
import { afterAll, describe, expect, test } from 'vitest'
import { pasteText, type Paste } from '../../src/render/paste.ts'
import { createNetwork } from '../../src/simulator/network/backends.ts'
import { guest, NAMES, smallWorld } from '../simulator/network/small-world.ts'

const network = createNetwork()
afterAll(() => network.close())
const paste = (more: Partial<Paste> = {}): Paste => ({
  instanceId: 'i-linux', instanceName: 'ECS 01', zoneId: 'z-1', os: 'linux', status: [200], targets: [{ url: `http://${NAMES.a}:8080/`, attempts: 2 }], ...more,
})

describe('the commands to paste', () => {
  test.each([['i-linux', 'linux'], ['i-windows', 'windows']] as const)('show page and status on %s', async (id, os) => {
    const { text, status } = await guest(smallWorld(), network, id, pasteText(paste({ os })))
    expect(status, text).toBe('Success')
    expect(text).toContain('<p>first</p>')
    expect(text).toContain('<p>second</p>')
    expect(text.match(/^HTTP 200/gm)).toHaveLength(2)
  })

  test.each([['i-linux', 'linux'], ['i-windows', 'windows']] as const)('show the status below a page that is cut, on %s', async (id, os) => {
    const world = smallWorld()
    for (const server of ['i-first', 'i-second']) world.instances[server]!.services = [{ port: 9000, page: 'y'.repeat(400) }]
    const { text } = await guest(world, network, id, pasteText(paste({ os })))
    expect(text.match(/^y{300}\r?\nHTTP 200/gm)).toHaveLength(2)
  })

  test.each([['i-linux', 'linux'], ['i-windows', 'windows']] as const)('show why nothing came on %s', async (id, os) => {
    const { text } = await guest(smallWorld(), network, id, pasteText(paste({ os, targets: [{ url: 'http://no-such.example/', attempts: 1 }] })))
    expect(text).toMatch(/resolve/)
    expect(text).not.toMatch(/^HTTP \d/m)
  })

  test('begin with where they go and what is good', () => {
    const lines = pasteText(paste({ pages: [{ name: 'A', text: 'page "of" A\nand more' }] })).split('\n')
    expect(lines.slice(0, 3)).toEqual([
      '# On ECS 01 (i-linux), z-1: paste all of this into bash / sh.',
      "# Good: HTTP 200 after every address, and each server's page at least once.",
      String.raw`#   A answers with "page \"of\" A\nand more"`,
    ])
  })

  test('let no name of an instance end its comment', () => {
    const script = pasteText(paste({ instanceName: 'x\ntouch /tmp/never', targets: [] }))
    expect(script).not.toMatch(/^touch/m)
    expect(execFileSync('bash', ['-n', '-c', script]).toString()).toBe('')
  })
})
