import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ecs } from '../../../../src/simulator/products/ecs.ts'
import { NAMES } from '../../network/small-world.ts'
import { harness, type Harness } from '../harness.ts'

let cloud: Harness
beforeEach(() => void (cloud = harness(ecs)))
afterEach(() => cloud.network.close())

const run = async (content: string, over: object = {}): Promise<string> =>
  (await cloud.call('RunCommand', { Type: 'RunShellScript', CommandContent: content, InstanceId: ['i-linux'], ...over })).InvokeId

/** The results of an invocation; paging fields lie within. */
async function results(InvokeId: string, over: object = {}): Promise<any[]> {
  return (await cloud.call('DescribeInvocationResults',
    { InvokeId, ContentEncoding: 'PlainText', ...over })).Invocation.InvocationResults.InvocationResult
}
async function final(InvokeId: string, over: object = {}): Promise<any> {
  await results(InvokeId)
  cloud.now += 120_000
  await results(InvokeId)
  return (await results(InvokeId, over))[0]
}

describe('a command', () => {
  test('is first not listed, then Pending, Running for as long as it takes, then done', async () => {
    const id = await run('sleep 5; echo done')
    const seen: string[] = []
    for (let n = 0; n < 16; n++) {
      const [one] = await results(id)
      seen.push(one?.InvocationStatus ?? '-')
      cloud.now += 500
    }
    expect(seen.join(' '))
      .toBe('- Pending Pending Running Running Running Running Running Running Running Running Running Running Success Success Success')
    const [done] = await results(id)
    expect(done).toMatchObject({ ExitCode: 0, Output: 'done\n', ErrorCode: '', Dropped: 0, InvokeRecordStatus: 'Finished',
      Repeats: 1, StartTime: '2026-03-04T05:06:08Z', FinishedTime: '2026-03-04T05:06:13Z' })
  })

  test('answers its output in Base64 unless PlainText is asked for', async () => {
    const id = await run(Buffer.from('echo "héllo"').toString('base64'), { ContentEncoding: 'Base64' })
    expect(await final(id)).toMatchObject({ Output: 'héllo\n' })
    expect((await results(id, { ContentEncoding: undefined }))[0].Output).toBe(Buffer.from('héllo\n').toString('base64'))
  })

  test('fails with its exit code, with ExitCodeNonzero', async () => {
    expect(await final(await run('echo x; exit 3')))
      .toMatchObject({ InvocationStatus: 'Failed', ExitCode: 3, ErrorCode: 'ExitCodeNonzero', InvokeRecordStatus: 'Finished',
      Output: 'x\n' })
  })

  test('is stopped at its time limit, with ExecutionTimeout', async () => {
    const one = await final(await run('echo begun; sleep 100', { Timeout: 10 }))
    expect(one).toMatchObject({ InvocationStatus: 'Timeout', ErrorCode: 'ExecutionTimeout', InvokeRecordStatus: 'Failed',
      Output: 'begun\n', FinishedTime: '2026-03-04T05:06:18Z' })
  })

  test('keeps 24 KB of its output and counts the rest', async () => {
    const one = await final(await run('printf "%30000s" x'))
    expect(one.Output).toHaveLength(24 * 1024)
    expect(one.Dropped).toBe(30_000 - 24 * 1024)
  })

  test('reaches the service, and the listener\'s turns go on from command to command', async () => {
    const script = `curl -s http://${NAMES.endpoint}:8080/`
    expect((await final(await run(script))).Output).toBe('<p>first</p>\n')
    expect((await final(await run(script))).Output).toBe('<p>second</p>\n')
    expect(cloud.world.listeners['lsn-one']?.turns).toBe(2)
  })

  test('is run once, by the first who looks; what another process stored stays', async () => {
    const id = await run(`curl -s http://${NAMES.endpoint}:8080/`)
    cloud.now += 5000
    await results(id)
    const [result] = cloud.world.invocations[id]!.results
    const kept = structuredClone(result)
    await results(id)
    expect(cloud.world.invocations[id]!.results[0]).toEqual(kept)
    delete result!.outcome
    result!.outcome = { ...kept!.outcome!, Output: Buffer.from('of another').toString('base64') }
    expect((await results(id))[0].Output).toBe('of another')
  })

  test('of two processes that ran it at the same time the first to store wins, and its turns alone count', async () => {
    const id = await run(`curl -s http://${NAMES.endpoint}:8080/`)
    cloud.now += 5000
    const [one, other] = [await cloud.observe('DescribeInvocationResults', { InvokeId: id }),
      await cloud.observe('DescribeInvocationResults', { InvokeId: id })]
    await cloud.call('DescribeInvocationResults', { InvokeId: id }, one)
    const kept = structuredClone(cloud.world.invocations[id]!.results)
    expect(kept[0]?.outcome).toBeDefined()
    cloud.world.invocations[id]!.results[0]!.outcome!.Output = 'the first one\'s'
    await cloud.call('DescribeInvocationResults', { InvokeId: id }, other)
    expect(cloud.world.invocations[id]!.results[0]!.outcome!.Output).toBe('the first one\'s')
    expect(cloud.world.listeners['lsn-one']?.turns).toBe(1)
  })

  test('runs PowerShell on Windows', async () => {
    const id = await run("Write-Output 'hi'; exit 2", { Type: 'RunPowerShellScript', InstanceId: ['i-windows'] })
    expect(await final(id)).toMatchObject({ Output: 'hi\r\n', ExitCode: 2, Username: 'System' })
  })

  test('fills in parameters where it is told to', async () => {
    const id = await run('echo {{name}} {{ ACS::InstanceId }} {{other}}', { EnableParameter: true, Parameters: '{"name":"Jo"}' })
    expect(await final(id)).toMatchObject({ Output: 'Jo i-linux {{other}}\n' })
    expect((await final(await run('echo {{name}}'))).Output).toBe('{{name}}\n')
  })
})

describe('a command that cannot be delivered', () => {
  const cases: [string, (harness: Harness) => void, string, number][] = [
    ['to a stopped instance', ({ world }) => void (world.instances['i-linux']!.Status = 'Stopped'), 'InstanceNotRunning', 5000],
    ['to an instance without the agent', ({ world }) => void (world.instances['i-linux']!.agent = 'absent'), 'ClientNotRunning',
      5000],
    ['to an instance whose agent is silent', ({ world }) => void (world.instances['i-linux']!.agent = 'silent'),
      'ClientNotResponse', 61_000],
  ]
  for (const [name, change, code, after] of cases) {
    test(`${name} ends as Aborted`, async () => {
      change(cloud)
      const id = await run('echo hi')
      cloud.now += after - 2000
      await results(id)
      cloud.now += 2000
      expect((await results(id))[0]).toMatchObject({ InvocationStatus: 'Aborted', ErrorCode: code, Output: '',
        InvokeRecordStatus: 'Failed' })
    })
  }
  test('to a silent agent it stays Pending for a minute', async () => {
    cloud.world.instances['i-linux']!.agent = 'silent'
    const id = await run('echo hi')
    cloud.now += 30_000
    await results(id)
    expect((await results(id))[0]).toMatchObject({ InvocationStatus: 'Pending' })
  })
})

describe('RunCommand refuses', () => {
  const cases: [string, object, string][] = [
    ['a shell script for Windows', { InstanceId: ['i-windows'] }, 'InvalidInstance.NotMatch 400'],
    ['an unknown instance', { InstanceId: ['i-none'] }, 'InvalidInstance.NotFound 404'],
    ['no instance', { InstanceId: undefined }, 'MissingParam.InstanceId 400'],
    ['too many instances', { InstanceId: Array.from({ length: 101 }, (_, i) => `i-${i}`) }, 'InstanceIds.ExceedLimit 403'],
    ['instances and tags at once', { ResourceTag: [{ Key: 'a' }] }, 'InvalidResourceTag.ConflictWithInstanceIds 400'],
    ['tags that nothing has', { InstanceId: undefined, ResourceTag: [{ Key: 'a' }] }, 'InvalidResourceTag.InstanceNotFound 400'],
    ['content that is no Base64', { CommandContent: 'echo hi', ContentEncoding: 'Base64' }, 'CmdContent.DecodeError 400'],
    ['content that is too long', { CommandContent: 'x'.repeat(20_000) }, 'CmdContent.ExceedLimit 403'],
    ['an unknown type', { Type: 'RunPython' }, 'InvalidCmdType.NotFound 404'],
    ['an unknown mode', { RepeatMode: 'Never' }, 'InvalidRepeatMode.NotFound 404'],
    ['a period without a frequency', { RepeatMode: 'Period' }, 'MissingParam.Frequency 400'],
    ['parameters that are not enabled', { Parameters: '{}' }, 'Parameter.Disabled 400'],
    ['parameters that are none', { EnableParameter: true, Parameters: '[' }, 'Parameter.NotMatched 400'],
    ['a name that is too long', { Name: 'x'.repeat(129) }, 'CmdName.ExceedLimit 403'],
    ['the same tag twice', { Tag: [{ Key: 'a' }, { Key: 'a' }] }, 'Duplicate.TagKey 400'],
    ['too many tags', { Tag: Array.from({ length: 21 }, (_, i) => ({ Key: `${i}` })) }, 'NumberExceed.Tags 400'],
  ]
  for (const [name, over, code] of cases) {
    test(name, async () => expect(await cloud.refusal('RunCommand',
      { Type: 'RunShellScript', CommandContent: 'echo', InstanceId: ['i-linux'], ...over })).toBe(code))
  }
  test('nothing of a dry run, which leaves nothing behind', async () => {
    expect(await cloud.call('RunCommand', { Type: 'RunShellScript', CommandContent: 'echo', InstanceId: ['i-linux'],
      RepeatMode: 'DryRun' })).toEqual({})
    expect(cloud.world.invocations).toEqual({})
  })
})

describe('DescribeInvocations', () => {
  test('sums the instances up and shows output only where it is asked for', async () => {
    cloud.world.instances['i-first']!.Status = 'Stopped'
    const id = await run('echo hi', { InstanceId: ['i-linux', 'i-first'], Name: 'greet', Tag: [{ Key: 'k', Value: 'v' }] })
    cloud.now += 10_000
    const bare = (await cloud.call('DescribeInvocations', { InvokeId: id })).Invocations.Invocation[0]
    expect(bare).toMatchObject({ InvocationStatus: 'PartialFailed', CommandName: 'greet', CommandType: 'RunShellScript',
      Parameters: '{}', Timeout: 60, Tags: { Tag: [{ TagKey: 'k', TagValue: 'v' }] },
      CommandContent: Buffer.from('echo hi').toString('base64') })
    expect(bare.InvokeInstances.InvokeInstance.map((one: any) => one.InvocationStatus)).toEqual(['Success', 'Aborted'])
    expect(bare.InvokeInstances.InvokeInstance[0]).not.toHaveProperty('Output')
    const full = await cloud.call('DescribeInvocations', { InvokeId: id, IncludeOutput: true, ContentEncoding: 'PlainText' })
    expect(full.Invocations.Invocation[0].InvokeInstances.InvokeInstance[0].Output).toBe('hi\n')
  })
  test('lists the newest first, by pages', async () => {
    const made = [await run('echo 1'), await run('echo 2'), await run('echo 3')]
    const page = await cloud.call('DescribeInvocations', { MaxResults: 2 })
    expect(page.Invocations.Invocation.map((one: any) => one.InvokeId)).toEqual([made[2], made[1]])
    expect((await cloud.call('DescribeInvocations', { MaxResults: 2, NextToken: page.NextToken })).Invocations.Invocation)
      .toHaveLength(1)
    expect(await cloud.call('DescribeInvocations', { InvokeId: 't-none' })).toMatchObject({ TotalCount: 0 })
  })
})

describe('StopInvocation', () => {
  test('drops what has not begun and kills what runs', async () => {
    const early = await run('sleep 50')
    await cloud.call('StopInvocation', { InvokeId: early })
    const late = await run('sleep 50')
    cloud.now += 3000
    await results(late)
    await cloud.call('StopInvocation', { InvokeId: late })
    expect((await results(early))[0]).toMatchObject({ InvocationStatus: 'Cancelled', InvokeRecordStatus: 'Stopped' })
    expect((await results(late))[0]).toMatchObject({ InvocationStatus: 'Stopping' })
    cloud.now += 1500
    expect((await results(late))[0]).toMatchObject({ InvocationStatus: 'Terminated', StopTime: '2026-03-04T05:06:10Z' })
  })
  test('leaves alone what is done, and knows its own only', async () => {
    const id = await run('echo hi')
    expect(await final(id)).toMatchObject({ InvocationStatus: 'Success' })
    await cloud.call('StopInvocation', { InvokeId: id })
    expect((await results(id))[0]).toMatchObject({ InvocationStatus: 'Success' })
    expect(await cloud.refusal('StopInvocation', { InvokeId: 't-none' })).toBe('InvalidInvokeId.NotFound 404')
  })
})

describe('other ways for time to pass', () => {
  test('instantly: the first look finds the command done', async () => {
    cloud.world.clock.mode = 'instant'
    expect((await results(await run('sleep 30; echo done')))[0]).toMatchObject({ InvocationStatus: 'Success', Output: 'done\n' })
  })
  test('after so many looks', async () => {
    cloud.world.clock.mode = 'reads'
    const id = await run('sleep 30; echo done')
    const seen: string[] = []
    for (let n = 0; n < 6; n++) seen.push((await results(id))[0]?.InvocationStatus ?? '-')
    expect(seen).toEqual(['-', 'Pending', 'Running', 'Running', 'Success', 'Success'])
  })
})

describe('DescribeCloudAssistantStatus', () => {
  test('is a text, and tells a heartbeat from none', async () => {
    cloud.world.instances['i-windows']!.agent = 'absent'
    const answer = await cloud.call('DescribeCloudAssistantStatus', { InstanceId: ['i-linux', 'i-windows'] })
    expect(answer.InstanceCloudAssistantStatusSet.InstanceCloudAssistantStatus).toMatchObject([
      { InstanceId: 'i-linux', CloudAssistantStatus: 'true', OSType: 'Linux', LastHeartbeatTime: '2026-03-04T05:06:07Z',
        ActiveTaskCount: 0 },
      { InstanceId: 'i-windows', CloudAssistantStatus: 'false', CloudAssistantVersion: '', OSType: 'Windows' },
    ])
    expect((await cloud.call('DescribeCloudAssistantStatus', { OSType: 'Linux' })).TotalCount).toBe(3)
    expect(await cloud.refusal('DescribeCloudAssistantStatus', { InstanceId: ['i-none'] })).toBe('InvalidInstance.NotFound 404')
  })
})
