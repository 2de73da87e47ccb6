import { spawn, spawnSync } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createNetwork } from '../../../../src/simulator/network/backends.ts'
import { guest, smallWorld } from '../small-world.ts'

const present = ['sh', 'curl'].every((program) => spawnSync(program, ['-c', 'exit 0']).error === undefined)
const network = createNetwork()
let server: Server
let port = 0

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url?.startsWith('/empty')) return void request.socket.destroy()
    if (request.url?.startsWith('/silent')) return
    if (request.url === '/away') return void response.writeHead(302, { Location: '/there', 'Content-Length': 0 }).end()
    const body = `${request.method} ${request.url} ${request.headers.host?.split(':')[0]} ${request.headers['user-agent']} ${String(request.headers['x-a'] ?? '-')}\n`
    response.writeHead(request.url?.startsWith('/502') ? 502 : 200,
      { 'Content-Type': 'text/plain', 'Content-Length': body.length })
    response.end(request.method === 'HEAD' ? undefined : body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})

afterAll(async () => {
  await network.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

/** The script as /bin/sh and curl of this machine run it. */
function really(script: string): Promise<{ code: number; out: string; err: string }> {
  const child = spawn('/bin/sh', ['-c', script],
    { env: { PATH: process.env['PATH'], HOME: '/nonexistent', TMPDIR: '/tmp', LC_ALL: 'C' }, cwd: '/tmp' })
  const texts = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (texts.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (texts.err += text))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code: code ?? -1, ...texts })))
}

/** The same script as the interpreter runs it, on a guest on whose own port the same server listens. */
async function interpreted(script: string): Promise<{ code: number; text: string }> {
  const world = smallWorld()
  const one = world.instances['i-linux']
  if (one) one.services = [{ port, backend: `http://127.0.0.1:${port}` }]
  const result = await guest(world, network, 'i-linux', script)
  return { code: result.exitCode, text: result.text }
}

const AT = 'http://127.0.0.1:PORT'

/** Scripts whose two streams come out alike; what the machine itself would say differently goes to /dev/null. */
const scripts: Record<string, string> = {
  'a plain request': `curl -s ${AT}/a; echo "rc=$?"`,
  'a code and sizes': `curl -s -o /dev/null -w '%{http_code} %{size_download} %{num_redirects} %{content_type}\\n' ${AT}/a`,
  'an address and a method': `curl -sS -w '%{remote_ip} %{method} %{scheme} %{http_version} %{exitcode} [%{errormsg}] %{url_effective}\\n' ${AT}/a`,
  'two URLs, one output': `curl -sS -o /dev/null -w '%{http_code}\\n' ${AT}/a ${AT}/b`,
  'a HEAD request': `curl -sI ${AT}/a | tr -d '\\r' | grep -i content-length`,
  'a header of ours': `curl -s -H 'X-A: b' -A me ${AT}/h`,
  'another host': `curl -s -H 'Host: some.where' ${AT}/h`,
  'a name pinned to an address': `curl -s --resolve some.where:PORT:127.0.0.1 http://some.where:PORT/h`,
  'data': `curl -s -d x=1 ${AT}/p; curl -s -G -d a=b -d c=d ${AT}/q`,
  'a redirection followed': `curl -sL -w '%{num_redirects} %{url_effective}\\n' ${AT}/away; curl -s -w '%{redirect_url}\\n' ${AT}/away`,
  'a failure by code': `curl -sS -f ${AT}/502; echo "rc=$?"; curl -s ${AT}/502`,
  'an empty reply': `curl -sS ${AT}/empty; echo "rc=$?"`,
  'a port that refuses': `curl -s http://127.0.0.1:1/; echo "rc=$?"; curl -s -o /dev/null -w '%{http_code} %{exitcode}\\n' http://127.0.0.1:1/`,
  'no URL at all': `curl -sS ''; echo "rc=$?"; curl -sS 'http://a b/'; echo "rc=$?"; curl -sS foo://x/; echo "rc=$?"`,
  'bad usage': `curl --nonsense ${AT}/; echo "rc=$?"; curl -sS -m abc ${AT}/; echo "rc=$?"`,
  'a time limit': `curl -s -m 0.2 ${AT}/silent; echo "rc=$?"`,
  'URL patterns': `curl -s '${AT}/{a,b}' '${AT}/[1-2]'; curl -s -g '${AT}/[1-2]'`,
  'TLS to a plain port': `curl -sS https://127.0.0.1:PORT/; echo "rc=$?"`,
  'an unwritable output': `curl -sS -o /nonexistent/x ${AT}/a; echo "rc=$?"`,
  'a loop with a break': 'for i in $(seq 5); do [ "$i" -eq 3 ] && break; echo "$i"; done; echo "rc=$?"',
  'while and arithmetic': 'i=0; while [ $i -lt 4 ]; do i=$((i + 1)); case $i in 2|3) continue;; *) echo "i=$i";; esac; done; echo $((7 / 2)) $((7 % 4)) $((1 << 4)) $(( -3 + 2 * (4 - 1) ))',
  'functions and their status': 'f() { echo "in $1 $#"; return 3; }; f a b; echo $?; f || echo failed',
  'quoting': `a='x  y'; echo "$a" $a '$a' "\\$a" \\"; echo a"b c"d'e f'; printf '%s|' "$a" $a; echo`,
  'parameters': 'x=/a/b.c.d; echo "${x#*/}" "${x##*/}" "${x%.*}" "${x%%.*}" ${#x} "${y:-none}" "${y-none}" "${x:+set}"; : ${z:=new}; echo $z',
  'splitting': `IFS=:; x=a:b::c; for p in $x; do echo "[$p]"; done; unset IFS; set -- one "two three"; echo "$#" "$@"; for a; do echo "<$a>"; done`,
  'reading lines': `printf 'a b\\n c  d \\n' | while read -r x y; do echo "[$x][$y]"; done; printf 'p:q' | { IFS=: read -r m n; echo "$m,$n,$?"; }`,
  'pipes and text': `printf '3\\n1\\n2\\n1\\n' | sort -u | head -n 2 | tail -1 | wc -c; echo abc | tr a-z A-Z | cut -c2-; echo 'a,b,c' | cut -d, -f1,3`,
  'base64 both ways': `printf 'some text with more than fifty-seven characters to make the line wrap once' | base64; printf hi | base64 -w0; echo; echo aGk= | base64 -d; echo`,
  'sums': `printf abc | md5sum; printf abc | sha256sum; printf abc | cksum`,
  'sed and grep': `printf 'one\\ntwo\\nthree\\n' | sed -n '2p;s/e/E/p'; printf 'one\\ntwo\\n' | sed 's/\\(o\\)\\(n\\)/\\2\\1/;2d'; printf 'a1\\nb\\n' | grep -c '[0-9]'; echo xay | grep -o a; echo q | grep -q z; echo $?`,
  'files': 'f=$(mktemp); echo one > "$f"; echo two >> "$f"; wc -l < "$f"; cat "$f"; [ -s "$f" ] && echo full; rm -f "$f"; [ -e "$f" ] || echo gone',
  'redirections': '{ echo out; echo err >&2; } 2>/dev/null; { echo e >&2; } 2>&1 | tr e E; exec 3>&1; echo three >&3',
  'here-documents': `x=5; cat <<EOF | sed 's/^/> /'\nvalue $x $((x * 2))\n\\$x\nEOF\ncat <<'EOF'\n$x\nEOF`,
  'a substitution within another': 'echo "$(echo "a $(echo b)" | tr a A) `echo c`"',
  'and, or, not': 'true && echo yes || echo no; false && echo yes || echo no; ! false; echo $?; if ! true; then echo t; elif false; then echo e; else echo f; fi',
  'tests': '[ -n "" ] || echo empty; [ a = a -a 1 -lt 2 ] && echo both; [ ! -e /nonexistent ] && echo missing; test 3 -ge 4; echo $?; [ "$nope" = "" ] && echo unset',
  'leaving early': 'set -e; echo one; false; echo two',
  'a failure that is asked about': 'set -e; if false; then :; fi; false || true; echo here; (exit 5); echo never',
  'an unset variable': 'set -u; echo ${x-fine}; (echo $x) 2>/dev/null || echo failed',
  'a command that is missing': 'no-such-program 2>/dev/null; echo $?; command -v no-such-program || echo none; command -v curl > /dev/null; echo $?',
  'a trap at the end': `trap 'echo bye' EXIT; echo hello; exit 4`,
  'printf in all forms': `printf '%5d|%-5s|%05d|%x|%o|%c|%%|%.2f\\n' 42 ab 7 255 8 xyz 3.14159; printf '%s-%s\\n' a b c; printf '\\101\\t|\\n'; printf '%b' 'a\\tb\\n'`,
  'a subshell of its own': 'x=1; (x=2; echo $x); echo $x; { x=3; }; echo $x; echo piped | x=4; echo $x',
}

describe('scripts come out as with this machine\'s own sh and curl', () => {
  for (const [name, script] of Object.entries(scripts)) {
    // Skipped where sh or curl is missing: there is then nothing to compare with.
    test.skipIf(!present)(name, async () => {
      const text = script.replaceAll('PORT', String(port))
      const [real, ours] = await Promise.all([really(text), interpreted(text)])
      // Both streams in one would come in an order that pipes do not keep.
      const both = (real.out + real.err).split('\n').sort()
      expect({ code: ours.code, lines: ours.text.split('\n').sort() }).toEqual({ code: real.code, lines: both })
    })
  }
})

test.skipIf(!present)('time-outs are worded as by curl, apart from the last digit of the time', async () => {
  const script = `curl -sS -m 0.2 http://127.0.0.1:${port}/silent`
  const [real, ours] = await Promise.all([really(script), interpreted(script)])
  expect(ours.text.replace(/after \d+/, 'after N')).toBe(real.err.replace(/after \d+/, 'after N'))
  expect(ours.code).toBe(28)
})
