import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { World } from '../../../../src/simulator/model.ts'
import { createNetwork } from '../../../../src/simulator/network/backends.ts'
import { runGuest } from '../../../../src/simulator/network/guest/run.ts'
import { guest, NAMES, NOW, smallWorld, viewAt } from '../small-world.ts'

const network = createNetwork()
let world: World

beforeEach(() => void (world = smallWorld()))
afterAll(() => network.close())

const run = (script: string, Timeout?: number) => guest(world, network, 'i-windows', script, Timeout)
const lines = async (script: string): Promise<string[]> => (await run(script)).text.split('\r\n').slice(0, -1)

describe('the language', () => {
  const cases: [string, string[]][] = [
    ['$x = 5; "a $x b $($x + 1) `$x" + \' $x\'', ['a 5 b 6 $x $x']],
    ['@"\nline $(1 + 1)\nnext\n"@', ['line 2\nnext']],
    ["@'\nno $x\n'@", ['no $x']],
    ['1..4 -join ","; (3..1)[0]; @(1, 2, 3).Count; ,@(1, 2) | ForEach-Object { $_.Count }', ['1,2,3,4', '3', '3', '2']],
    ['@(@(1, 2), @(3, 4)).Count; @(@(1, 2)).Count', ['2', '2']],
    ['$h = @{ a = 1; b = "two" }; $h.a; $h["B"]; $h.ContainsKey("c"); $h.Count', ['1', 'two', 'False', '2']],
    ['foreach ($i in 1..5) { if ($i -eq 2) { continue }; if ($i -eq 4) { break }; $i }', ['1', '3']],
    ['for ($i = 0; $i -lt 3; $i++) { $i }; $n = 3; while ($n -gt 1) { $n--; $n }; do { $n++ } until ($n -ge 3); $n',
      ['0', '1', '2', '2', '1', '3']],
    ['if (1 -gt 2) { "a" } elseif ("x" -eq "X") { "b" } else { "c" }', ['b']],
    ['switch -wildcard ("abc") { "a*" { "begins" } "*c" { "ends"; break } default { "none" } }', ['begins', 'ends']],
    ['function Add([int]$a, $b = 10) { return $a + $b }; Add 1 2; Add -b 5 -a 1; Add 1', ['3', '6', '11']],
    ['function Show { param([string]$Name, [switch]$Loud) if ($Loud) { $Name.ToUpper() } else { $Name } }; Show -Name x -Loud; Show y', ['X', 'y']],
    ['"{0:D3}|{1:N2}|{2,5}|{3,-4}|{4:X2}|{{}}" -f 7, 1234.5, "ab", "c", 255', ['007|1,234.50|   ab|c   |FF|{}']],
    ['"abc" -match "b(.)"; $matches[1]; "a1b2" -replace "\\d", "#"; "x" -notmatch "y"; "a,b;c" -split "[,;]"',
      ['True', 'c', 'a#b#', 'True', 'a', 'b', 'c']],
    ['"a" -eq "A"; "a" -ceq "A"; "abc" -like "a*"; 1, 2, 3 -contains 2; 2 -in 1, 2; -not $true; !$false',
      ['True', 'False', 'True', 'True', 'True', 'False', 'True']],
    ['[int]"42" + 1; [int]2.5; [int]3.5; [string]5 + "6"; "5" * 3; [bool]"x"; 5 / 2; 7 % 4',
      ['43', '2', '4', '56', '555', 'True', '2.5', '3']],
    ['1 + 2 * 3 -eq 7 -and 5 -gt 4 -or $false; "{0}" -f 1 + 2; (1..2 + 3) -join ","; 10 - 4 - 3; 7 -band 3 + 1',
      ['True', '12', '1,2,3', '3', '4']],
    ['5 -is [int]; "x" -is [string]; "7" -as [int]; ("x" -as [int]) -eq $null', ['True', 'True', '7', 'True']],
    ['try { throw "boom" } catch { "caught $_" } finally { "done" }', ['caught boom', 'done']],
    ['try { [int]"abc" } catch { $_.Exception.Message }',
      ['Cannot convert value "abc" to type "System.Int32". Error: "Input string was not in a correct format."']],
    ['try { try { throw "in" } finally { "cleanup" } } catch { "out: $($_.Exception.Message)" }', ['cleanup', 'out: in']],
    ['function F { try { throw "x" } catch { "caught"; return }; "after" }; F; "end"', ['caught', 'end']],
    ['function F { "before"; return "value"; "never" }; $r = F; $r.Count; $r[1]', ['2', 'value']],
    ['1..3 | Where-Object { $_ -ne 2 } | ForEach-Object { $_ * 10 }; (1..3 | Measure-Object -Sum).Sum; 3, 1, 2 | Sort-Object -Descending', ['10', '30', '6', '3', '2', '1']],
    ['$o = New-Object PSObject -Property @{ a = 1 }; $o.a; [pscustomobject]@{ b = "x" } | ConvertTo-Json -Compress',
      ['1', '{"b":"x"}']],
    ['"text".Substring(1, 2); "a b".Split(" ")[1]; "x".PadLeft(3, "0"); " t ".Trim() + "|"; "abc".IndexOf("c"); "abc".Length',
      ['ex', 'b', '00x', 't|', '2', '3']],
    ['[Math]::Min(3, 2); [Math]::Round(2.346, 2); [string]::IsNullOrEmpty(""); [string]::Join("-", @("a", "b"))',
      ['2', '2.35', 'True', 'a-b']],
    ['[Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("é")); [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String("w6k="))', ['w6k=', 'é']],
    ['$b = New-Object byte[] 4; $b.Length; $b[1] = 200; $b -join ","', ['4', '0,200,0,0']],
    ['$s = New-Object System.Text.StringBuilder; [void]$s.Append("a"); $s.Append(1) | Out-Null; $s.ToString()', ['a1']],
    ['$env:COMPUTERNAME.Length -gt 0; $PSVersionTable.PSVersion.ToString(); $null -eq $undefined', ['True', '3.0', 'True']],
    ['Write-Output "a" "b"; Write-Host "c"; "d" | Out-Null; echo e', ['a', 'b', 'c', 'e']],
    ['$x = 1, 2; $x += 3; $x.Count; $a, $b = 5, 6; "$a$b"; $script:g = 1; function G { $script:g++; $local = 2 }; G; "$g$local"',
      ['3', '56', '2']],
    ['& { param($p) "got $p" } 5; $f = { "block" }; & $f; . { $dotted = 1 }; $dotted', ['got 5', 'block', '1']],
    ['Get-Date -Format "yyyy-MM-dd HH:mm:ss"; $t = Get-Date; Start-Sleep -Seconds 2; [int]((Get-Date) - $t).TotalSeconds',
      ['2026-03-04 05:06:07', '2']],
    ['[System.Console]::Out.Write("x"); [Console]::WriteLine("y"); [Environment]::NewLine.Length', ['xy', '2']],
    ["$w = [Diagnostics.Stopwatch]::StartNew(); Start-Sleep -Milliseconds 250; $w.Stop(); $w.ElapsedMilliseconds; $w.Elapsed.TotalSeconds.ToString('0.000')", ['250', '0.250']],
  ]
  for (const [script, expected] of cases) test(script.slice(0, 70), async () => expect(await lines(script)).toEqual(expected))

  test('errors outside a try are printed and the script goes on, unless the preference is Stop', async () => {
    const printed = await run('[int]"abc"\n"after"')
    expect(printed.exitCode).toBe(0)
    expect(printed.text).toMatch(/^Cannot convert value "abc"[\s\S]*FullyQualifiedErrorId : [\s\S]*after\r\n$/)
    const stopped = await run('$ErrorActionPreference = "Stop"\n[int]"abc"\n"after"')
    expect(stopped).toMatchObject({ exitCode: 1, status: 'Failed', reason: 'exit' })
    expect(stopped.text).not.toContain('after')
  })

  test('a throw outside a try ends the script with 1, exit with its own code', async () => {
    expect((await run('throw "x"')).exitCode).toBe(1)
    expect((await run('exit 7')).exitCode).toBe(7)
    expect((await run('function F { exit 3 }; F; "never"')).text).toBe('')
  })

  test('what does not parse is said, and nothing of it runs', async () => {
    const result = await run('"one"\nif (')
    expect(result.exitCode).toBe(1)
    expect(result.text).toContain('ParserError')
    expect(result.text).not.toMatch(/^one/)
    expect((await run('"a" && "b"')).text).toContain("The token '&&' is not a valid statement separator in this version.")
  })
})

describe('what Server 2012 does not have', () => {
  test('Test-NetConnection and programs that it lacks are not recognized', async () => {
    for (const name of ['Test-NetConnection', 'curl.exe.real', 'Get-Nothing']) {
      expect((await run(name)).text)
        .toMatch(new RegExp(`^The term '${name}' is not recognized as the name of a cmdlet, function, script file`))
    }
  })
  test('Invoke-WebRequest needs -UseBasicParsing, curl being its other name', async () => {
    const url = `http://${NAMES.a}:8080/`
    expect(await lines(`try { Invoke-WebRequest ${url} } catch { $_.Exception.Message.Substring(0, 38) }`))
      .toEqual(['The response content cannot be parsed '])
    expect(await lines(`$r = curl -UseBasicParsing -Uri ${url}; $r.StatusCode; $r.Content.Trim()`))
      .toEqual(['200', '<p>first</p>'])
  })
})

describe('System.Net', () => {
  const ask = (url: string, more = ''): string => `
try {
  $request = [System.Net.WebRequest]::Create('${url}')
  $request.Proxy = $null
  $request.Timeout = 3000
  ${more}
  $response = $request.GetResponse()
  $reader = New-Object System.IO.StreamReader($response.GetResponseStream(), [System.Text.Encoding]::UTF8)
  "$([int]$response.StatusCode) $($response.StatusCode) $($reader.ReadToEnd().Trim())"
  $response.Close()
} catch {
  $e = $_.Exception
  "$($e.GetType().Name): $($e.Message)"
  $e.InnerException.Status
  if ($e.InnerException.Response) { [int]$e.InnerException.Response.StatusCode }
}`

  test('fetches the page through the endpoint', async () => {
    expect(await lines(ask(`http://${NAMES.endpoint}:8080/`))).toEqual(['200 OK <p>first</p>'])
  })
  test('a name that is none', async () => {
    expect(await lines(ask('http://nowhere.example/'))).toEqual([
      'MethodInvocationException: Exception calling "GetResponse" with "0" argument(s): "The remote name could not be resolved: \'nowhere.example\'"', 'NameResolutionFailure',
    ])
  })
  test('an address that keeps silent', async () => {
    const result = await run(ask('http://172.20.1.99/'))
    expect(result.text.split('\r\n')[1]).toBe('Timeout')
    expect(result.ms).toBeGreaterThan(3000)
  })
  test('a port that refuses', async () => {
    expect((await lines(ask('http://172.20.1.3:1/')))[1]).toBe('ConnectFailure')
  })
  test('an error of the server comes with its response', async () => {
    for (const id of ['i-first', 'i-second']) world.instances[id]!.services = []
    expect(await lines(ask(`http://${NAMES.endpoint}:8080/`))).toEqual([
      'MethodInvocationException: Exception calling "GetResponse" with "0" argument(s): "The remote server returned an error: (502) Bad Gateway."', 'ProtocolError', '502',
    ])
  })
  test('a connection that is dropped', async () => {
    world.instances['i-windows']!.services = [{ port: 70, page: 'x', broken: true }]
    expect((await lines(ask('http://172.20.1.3:70/')))[1]).toBe('ConnectionClosed')
  })
  test('a catch that names the type finds the exception itself', async () => {
    expect(await lines(`try { [Net.WebRequest]::Create('http://nowhere.example/').GetResponse() } catch [System.Net.WebException] { $_.Exception.Status; $_.Exception -is [System.Net.WebException] }`))
      .toEqual(['NameResolutionFailure', 'True'])
  })
  test('a URL that is none', async () => {
    expect(await lines(`try { [System.Net.WebRequest]::Create('nonsense') } catch { $_.Exception.InnerException.GetType().FullName }`)).toEqual(['System.UriFormatException'])
  })
  test('a stream read piece by piece', async () => {
    expect(await lines(`$s = [System.Net.HttpWebRequest]::Create('http://${NAMES.a}:8080/').GetResponse().GetResponseStream()
      $buffer = New-Object byte[] 5; $total = 0; while (($n = $s.Read($buffer, 0, $buffer.Length)) -gt 0) { $total +=
        $n }; $total`)).toEqual(['13'])
  })
  test('names are resolved', async () => {
    expect(await lines(`[System.Net.Dns]::GetHostAddresses('${NAMES.b}') | ForEach-Object { $_.IPAddressToString }
      try { [System.Net.Dns]::GetHostAddresses('nowhere.example') } catch { $_.Exception.InnerException.Message }`)).toEqual(['172.20.1.77', 'No such host is known'])
  })
  test('a TCP client connects', async () => {
    expect(await lines(`$c = New-Object System.Net.Sockets.TcpClient; $w = $c.BeginConnect('172.20.0.77', 8080, $null, $null); $w.AsyncWaitHandle.WaitOne(1000, $false); $c.Connected
      $d = New-Object Net.Sockets.TcpClient; $d.BeginConnect('172.20.0.99', 80, $null, $null).AsyncWaitHandle.WaitOne(1000,
        $false)`)).toEqual(['True', 'True', 'False'])
  })
})

test('nothing runs without end', async () => {
  expect(await run('"begun"; while ($true) { }', 30)).toMatchObject({ status: 'Timeout', text: 'begun\r\n', ms: 30_000 })
  expect(await run('$x = "xxxxxxxx"; while ($true) { $x += $x }')).toMatchObject({ status: 'Error' })
  expect(await run('("a" * 40 + "b") -match "^(a+)+$"')).toMatchObject({ status: 'Error' })
  expect((await run('function F { F }; F; "after"')).text).toContain('call depth overflow')
})

test('a batch file can say a few things; what it does not know it says as cmd does', async () => {
  const result = await runGuest(viewAt(world, network), world.instances['i-windows']!, {
    script: '@echo off\r\necho hi %COMPUTERNAME%\r\nnothing-here\r\nexit /b 4\r\n', startedAt: NOW, Timeout: 60,
      Type: 'RunBatScript', Username: 'System', WorkingDir: 'C:\\Windows\\system32',
  })
  expect(result).toMatchObject({ exitCode: 4, status: 'Failed' })
  expect(result.output.toString())
    .toBe("hi THE-WINDOWS-BOX\r\n'nothing-here' is not recognized as an internal or external command,\r\noperable program or batch file.\r\n")
})
