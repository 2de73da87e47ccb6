import { afterAll, describe, expect, test } from 'vitest'
import { pasteText } from '../../../src/render/paste.ts'
import { createNetwork } from '../../../src/simulator/network/backends.ts'
import { windowsProbe } from '../../../src/steps/probe/windows.ts'
import { guest, NAMES, smallWorld } from '../../simulator/network/small-world.ts'

const network = createNetwork()
afterAll(() => network.close())

const url = `http://${NAMES.a}:8080/`
const targets = [{ via: 'zone-domain' as const, url, attempts: 2 }, { via: 'endpoint-domain' as const, url: 'http://no-such.example/', attempts: 1 }]
const SCRIPTS: [string, string][] = [
  ['the probe', windowsProbe({ targets, host: 'service.example', timeoutSeconds: 5, sampleBytes: 200 })],
  ['the commands to paste', pasteText({ instanceId: 'i-1', zoneId: 'z', os: 'windows', status: [200], targets, host: 'service.example' })],
]

/** What the scripts may call and name: all of it is in PowerShell 3 and the .NET Framework 4.5 of Server 2012. */
const COMMANDS = new Set(['Write-Output', 'New-Object', 'Ask'])
const KEYWORDS = new Set(['function', 'for', 'while', 'if', 'elseif', 'else', 'try', 'catch', 'break', 'exit'])
const OPERATORS = new Set(['-lt', '-ne', '-and', '-not', '-is'])
const TYPES = new Set(['System.Net.WebRequest', 'System.Net.WebException', 'System.Diagnostics.Stopwatch', 'System.Text.Encoding', 'System.Convert', 'System.Math', 'System.Globalization.CultureInfo', 'int', 'string'])
/** A later PowerShell has members of its own on every object: `::new`, `.Where({ })`, `.ForEach({ })`. */
const MEMBERS = new Set([
  'AllowAutoRedirect', 'Close', 'Create', 'Elapsed', 'Exception', 'GetBytes', 'GetResponse', 'GetResponseStream', 'GetType', 'Host', 'InnerException', 'InvariantCulture',
  'KeepAlive', 'Length', 'Message', 'Min', 'Name', 'Proxy', 'ReadToEnd', 'ReadWriteTimeout', 'Response', 'StartNew', 'Status', 'StatusCode', 'Substring', 'Timeout',
  'ToBase64String', 'ToString', 'TotalSeconds', 'UTF8',
])

/** A script without its comments and texts; what a text evaluates stays. */
const bare = (script: string): string =>
  script.replace(/^#.*$/gm, '').replace(/'[^']*'/g, "''").replace(/"([^"]*)"/g, (_all, text: string) => `"${[...text.matchAll(/\$\(([^)]*\)?[^)]*)\)/g)].map(([, code]) => code).join(' ')}"`)

/** What of a script Server 2012 may not know. */
function newer(script: string): string[] {
  const code = bare(script)
  const words = [...code.matchAll(/(?<![\w$.[:'-])([A-Za-z]+(?:-[A-Za-z]+)?)(?![\w.]|\()/g)].map(([, word]) => word!)
  const dashes = [...code.matchAll(/(?<=[\s(])-[A-Za-z]\w*/g)].map(([word]) => word)
  const types = [...code.matchAll(/\[([A-Za-z][\w.]*)\]/g)].map(([, type]) => type!)
  const made = [...code.matchAll(/New-Object ([\w.]+)/g)].map(([, type]) => type!)
  const members = [...code.replaceAll(/\[[A-Za-z][\w.]*\]|New-Object [\w.]+/g, '').matchAll(/(?:\.|::)\s*([A-Za-z]\w*|["'$(])/g)].map(([, member]) => member!)
  const signs = [...code.matchAll(/\?\?=?|\?\.|&&|\|\||\?[^\n]*:|\busing\b|\bclass\b|\benum\b/g)].map(([sign]) => sign)
  return [
    ...words.filter((word) => !COMMANDS.has(word) && !KEYWORDS.has(word)), ...dashes.filter((word) => !OPERATORS.has(word)),
    ...types.filter((type) => !TYPES.has(type)), ...made.filter((type) => type !== 'System.IO.StreamReader'), ...members.filter((member) => !MEMBERS.has(member)), ...signs,
  ]
}

describe.each(SCRIPTS)('%s for Windows', (_name, script) => {
  test('uses nothing that Server 2012 lacks', () => {
    expect(newer(script)).toEqual([])
  })

  test.each([
    '$x = $a ?? 1', '$x = $a ? 1 : 2', '$a?.b', 'Ask 1 && Ask 2', 'Ask 1 || Ask 2', '1..3 | ForEach-Object -Parallel { 1 }', 'Invoke-WebRequest $url', 'class A { }',
    'using namespace System.Net', '[System.Net.Http.HttpClient]::new()', 'Resolve-DnsName x', 'Test-NetConnection x', 'if ($a -shl 1) { }',
    '$x = [System.Text.Encoding]::new()', '$y = $x.Where({ $_ })', '($a, $b).ForEach({ $_ })', '$x = $a.where{ $_ }', '$x."Where"({ $_ })',
  ])('would be told from: %s', (line) => {
    expect(newer(`${script}\n${line}`)).not.toEqual([])
  })
})

test('what the probe prints reads alike in every code page: a Chinese Windows prints GBK', async () => {
  const world = smallWorld()
  for (const server of ['i-first', 'i-second']) world.instances[server]!.services = [{ port: 9000, page: '<title>服务器</title>' }]
  const { output, status } = await guest(world, network, 'i-windows', SCRIPTS[0]![1])
  expect(status).toBe('Success')
  expect(output.length).toBeGreaterThan(100)
  expect([...output].filter((byte) => byte >= 0x80)).toEqual([])
  expect(new TextDecoder('gbk').decode(output)).toBe(output.toString('utf8'))
})
