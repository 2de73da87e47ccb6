import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { World } from '../../../../src/simulator/model.ts'
import { createNetwork } from '../../../../src/simulator/network/backends.ts'
import { runGuest } from '../../../../src/simulator/network/guest/run.ts'
import { guest, NAMES, NOW, smallWorld, viewAt } from '../small-world.ts'

const network = createNetwork()
let world: World

beforeEach(() => void (world = smallWorld()))
afterAll(() => network.close())

const run = (script: string, Timeout?: number) => guest(world, network, 'i-linux', script, Timeout)
const text = async (script: string): Promise<string> => (await run(script)).text

describe('curl on a guest', () => {
  test('fetches the page through the endpoint', async () => {
    expect(await text(`curl -sS --noproxy '*' -m 5 http://${NAMES.endpoint}:8080/`)).toBe('<p>first</p>\n')
  })

  test('says in curl\'s words and codes what went wrong', async () => {
    const say = async (url: string, options = '-sS -m 3'): Promise<string> => text(`curl ${options} '${url}' 2>&1; echo "rc=$?"`)
    expect(await say('http://nowhere.example/')).toBe('curl: (6) Could not resolve host: nowhere.example\nrc=6\n')
    expect(await say('http://172.20.0.3:1/'))
      .toBe('curl: (7) Failed to connect to 172.20.0.3 port 1 after 1 ms: Couldn\'t connect to server\nrc=7\n')
    expect(await say('http://172.20.0.99/')).toBe('curl: (28) Connection timed out after 3000 milliseconds\nrc=28\n')
    expect(await say('http://172.20.0.99/', '-sS -m 60 --connect-timeout 1.5'))
      .toBe('curl: (28) Connection timed out after 1500 milliseconds\nrc=28\n')
    expect(await say('http://172.20.0.99/', '-s -m 1')).toBe('rc=28\n')
  })

  test('a time-out costs the guest\'s time, not ours', async () => {
    const started = performance.now()
    const result = await run('curl -s -m 40 http://172.20.0.99/; date +%s')
    expect(result.ms).toBeGreaterThan(40_000)
    expect(performance.now() - started).toBeLessThan(2000)
    expect(Number(result.text)).toBe(NOW / 1000 + 40)
  })

  test('without a limit the kernel gives up after two minutes', async () => {
    expect(await run('curl -s http://172.20.0.99/; echo $?', 300)).toMatchObject({ text: '28\n', exitCode: 0 })
  })

  test('the progress meter is on stderr unless it is told to be silent', async () => {
    expect(await text(`curl -o /dev/null http://${NAMES.a}:8080/ 2>&1 | head -1`)).toMatch(/^ {2}% Total {4}% Received/)
    expect(await text(`curl -s -o /dev/null http://${NAMES.a}:8080/ 2>&1`)).toBe('')
  })

  test('is not found where the guest lacks it', async () => {
    const linux = world.instances['i-linux']
    if (linux) linux.lacks = ['curl']
    expect(await text('curl -V; echo $?; command -v curl || echo none')).toBe('sh: line 1: curl: command not found\n127\nnone\n')
  })

  test('retries pass on the guest\'s clock', async () => {
    const result = await run(`curl -s --retry 2 --retry-delay 4 -m 1 http://172.20.0.99/; echo $?`)
    expect(result.text).toBe('28\n')
    expect(result.ms).toBeCloseTo(1000 * 3 + 4000 * 2, -3)
  })

  test('a whole loop waits until the path is there', async () => {
    const endpoint = world.endpoints['ep-one']
    if (endpoint) endpoint.connection.pathAt = NOW + 7000
    expect(await text(`n=0; until curl -s -m 2 -o /dev/null http://${NAMES.a}:8080/; do n=$((n+1)); sleep 2; done; echo $n`))
      .toBe('4\n')
  })
})

describe('other programs of the network', () => {
  test('names', async () => {
    expect(await text(`getent hosts ${NAMES.a} | cut -d' ' -f1; dig +short ${NAMES.b}; getent hosts nowhere.example; echo $?`))
      .toBe('172.20.0.77\n172.20.1.77\n2\n')
    expect(await text('nslookup nowhere.example')).toMatch(/server can't find nowhere.example: NXDOMAIN/)
  })
  test('wget', async () => {
    expect(await text(`wget -q -O - http://${NAMES.a}:8080/; wget -q -T 2 -t 1 -O- http://172.20.0.99/; echo $?`))
      .toBe('<p>first</p>\n4\n')
  })
  test('a connection by redirection', async () => {
    expect(await text('(: </dev/tcp/172.20.0.77/8080) 2>/dev/null && echo open; timeout 3 bash -c "</dev/tcp/172.20.0.99/80" || echo $?'))
      .toBe('open\n124\n')
  })
})

describe('what bash adds, which scripts take for granted', () => {
  const cases: [string, string][] = [
    ['for i in {1..3}; do printf "%s " $i; done; echo {a,b}c', '1 2 3 ac bc\n'],
    ['for ((i = 0; i < 3; i++)); do printf $i; done; echo', '012\n'],
    ['[[ abc == a* && -n x ]] && echo yes; [[ a == "a*" ]] || echo no', 'yes\nno\n'],
    ['x=hello; echo ${x/l/L} ${x//l/L} ${x:1:3} ${x^^}', 'heLlo heLLo ell HELLO\n'],
    ['read -r a b <<< "1 2 3"; echo "$b"', '2 3\n'],
    ['f() { local x=in; echo $x; }; x=out; f; echo $x', 'in\nout\n'],
    ['set -o pipefail; false | true; echo $?', '1\n'],
    ['echo -e "a\\tb"; echo "a\\tb"', 'a\tb\na\\tb\n'],
    ['x=5; ((x += 2)); echo $x; ((x == 0)) || echo not', '7\nnot\n'],
    ['(sleep 5; echo late) & echo first; wait; date +%s', `late\nfirst\n${NOW / 1000 + 5}\n`],
    ['set -x; echo hi', '+ echo hi\nhi\n'],
    ['sh -c \'echo "$0 $1"\' name arg; echo "echo in" | sh', 'name arg\nin\n'],
    ['echo one; fi', 'sh: line 1: syntax error near unexpected token `fi\'\n'],
  ]
  for (const [script, expected] of cases) test(script, async () => expect(await text(script)).toBe(expected))
})

describe('nothing runs without end, and nothing leaves the guest', () => {
  test('a loop without end runs into the time limit, and what it printed is kept', async () => {
    expect(await run('echo begun; while :; do :; done', 30))
      .toMatchObject({ status: 'Timeout', reason: 'timeout', text: 'begun\n', ms: 30_000 })
  })
  test('sleeping past the limit too', async () => {
    expect(await run('sleep 100; echo never', 60)).toMatchObject({ status: 'Timeout', text: '', ms: 60_000 })
  })
  test('a text that keeps doubling is stopped', async () => {
    expect(await run('x=xxxxxxxx; while :; do x="$x$x"; done')).toMatchObject({ status: 'Error', reason: 'exception' })
  })
  test('a pattern that would search for ever is stopped', async () => {
    const result = await run(`x=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab; echo $x | grep -E '^(a+)+$'`)
    expect(result).toMatchObject({ status: 'Error' })
  })
  test('a function that calls itself is stopped', async () => {
    expect((await run('f() { f; }; f; echo after')).exitCode).toBe(1)
  })
  test('nesting without end is a syntax error', async () => {
    expect((await run('$('.repeat(4000))).status).toMatch(/Failed|Error/)
  })
  test('files, programs and variables of this machine are not there', async () => {
    process.env['SECRET_OF_THE_HOST'] = 'x'
    expect(await text('cat /etc/passwd; ls /work; env | grep -c SECRET; node -e 1; /bin/ls /root')).toBe(
      'cat: /etc/passwd: No such file or directory\nls: cannot access \'/work\': No such file or directory\n0\nsh: line 1: node: command not found\n')
    delete process.env['SECRET_OF_THE_HOST']
  })
  test('the names of JavaScript\'s own objects are no programs and no variables', async () => {
    expect(await text('constructor; __proto__; toString; echo "[$constructor]"'))
      .toMatch(/^(sh: line 1: \w+: command not found\n){3}\[\]\n$/)
  })
  test('output is bounded', async () => {
    const result = await run('i=0; while [ $i -lt 400 ]; do printf "%5000s" x; i=$((i+1)); done')
    expect(result.output.length).toBeLessThanOrEqual(1024 * 1024)
  })
})

test('a user or a directory that the guest lacks ends the command before it starts', async () => {
  const command = { script: 'echo hi', startedAt: NOW, Timeout: 60, Type: 'RunShellScript', Username: 'root',
    WorkingDir: '/root' }
  const go = (over: object) => runGuest(viewAt(world, network), world.instances['i-linux']!, { ...command, ...over })
  expect(await go({ Username: 'nobody-here' })).toMatchObject({ status: 'Failed', reason: 'account' })
  expect(await go({ WorkingDir: '/nowhere' })).toMatchObject({ status: 'Failed', reason: 'directory' })
  expect(await go({ WorkingDir: '/tmp' })).toMatchObject({ status: 'Success', exitCode: 0 })
})

test('text of the script comes out byte for byte', async () => {
  expect(await text('echo "héllo 世界 😀"; x="世"; echo ${#x}')).toBe('héllo 世界 😀\n3\n')
})
