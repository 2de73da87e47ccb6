import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunEvent } from '../../src/core/events.ts'
import { speak } from '../../src/messages/index.ts'
import { text } from '../../src/messages/whole.ts'
import { paintFor } from '../../src/render/paint.ts'
import { planHeader, planRows, planSummary } from '../../src/render/plan.ts'
import { createRenderer } from '../../src/render/renderer.ts'
import { resultText } from '../../src/render/result.ts'
import { statusText } from '../../src/render/status.ts'
import { table } from '../../src/render/table.ts'
import { StackView } from '../../src/run/stack-view.ts'
import { fakeIo } from '../support/fake-io.ts'
import { handClock } from '../support/hand-clock.ts'
import { CLOUD_NOW, finishedStack, runOn } from '../support/web-stack.ts'

beforeAll(() => speak('zh'))
afterAll(() => speak('en'))

const plain = paintFor({ isTTY: false }, {}, true)
const SETTINGS = { json: false, quiet: false, verbose: false, color: false, secrets: new Set<string>(), removal: 'alb-privatelink down -c config.yaml' }
const start = (command: 'up' | 'doctor'): RunEvent => ({ type: 'run.start', command, stack: 'web', target: { kind: 'cloud', region: 'cn-hangzhou', account: '1098765432101234' }, steps: [] })

function shown(events: readonly RunEvent[]): { out: string; err: string } {
  const io = fakeIo()
  const renderer = createRenderer(io, SETTINGS)
  renderer.clock(handClock())
  for (const event of events) renderer.event(event)
  renderer.close()
  return { out: io.out(), err: io.err() }
}

describe('in Chinese, columns stand one below the other', () => {
  test('in a stack at a glance', async () => {
    const { run } = runOn((action) => finishedStack()[action], 0)
    const { steps } = await new StackView(run, { again: false, now: () => CLOUD_NOW }).look()
    const sketch = { consumer: { name: 'default', vpcId: 'vpc-1' }, provider: { vpcId: 'vpc-2' }, listener: { protocol: 'HTTP', port: 80 } }
    expect(statusText({ steps, titles: text.stepTitles, sketch }, plain, 130)).toMatchInlineSnapshot(`
      "   步骤          ID                           状态               时长
      1  ALB 实例      alb-0a1b2c3d4e5f6g7h8i       Active             2d4h
      2  服务器组      sgp-0a1b2c3d4e5f6g7h8i       Available          5h30m
      3  监听          lsn-0a1b2c3d4e5f6g7h8i       Running，2/2 健康  -
      4  终端节点服务  epsrv-bp10a1b2c3d4e5f6g7h8i  Active             2m
      5  终端节点      ep-bp10a1b2c3d4e5f6g7h8i     Active             1m
      6  终端节点连接  ep-bp10a1b2c3d4e5f6g7h8i     Connected          30s
      7  连通性测试    -                            运行 test 可知     -

      可用区         状态       地址      域名
      cn-hangzhou-h  Connected  10.0.0.5  ep-bp10a1b2c3d4e5f6g7h8i-cn-hangzhou-h.test
      cn-hangzhou-i  Connected  10.1.0.5  ep-bp10a1b2c3d4e5f6g7h8i-cn-hangzhou-i.test

      服务器                  端口  权重  状态       健康状态
      i-bp10a1b2c3d4e5f6g7h8  80    100   Available  健康
      i-bp10a1b2c3d4e5f6g7h9  80    100   Available  健康

      ┌─ VPC 1 vpc-1 ────────────────────────┐
      │ 客户端，HTTP 80                      │              ┌─ VPC 2 vpc-2 ────────────────────────────┐
      │ └→ 终端节点 ep-bp10a1b2c3d4e5f6g7h8i │─ Connected ─→│ 终端节点服务 epsrv-bp10a1b2c3d4e5f6g7h8i │
      │    ├ cn-hangzhou-h 10.0.0.5          │              │ └→ ALB 实例 alb-0a1b2c3d4e5f6g7h8i       │
      │    └ cn-hangzhou-i 10.1.0.5          │              │    └→ 监听 HTTP 80                       │
      └──────────────────────────────────────┘              │       ├→ i-bp10a1b2c3d4e5f6g7h8:80 健康  │
                                                            │       └→ i-bp10a1b2c3d4e5f6g7h9:80 健康  │
                                                            └──────────────────────────────────────────┘
      "
    `)
    expect(statusText({ steps, titles: text.stepTitles, sketch }, plain, 44)).toMatchInlineSnapshot(`
      "   步骤          状态               时长
      1  ALB 实例      Active             2d4h
      2  服务器组      Available          5h30m
      3  监听          Running，2/2 健康  -
      4  终端节点服务  Active             2m
      5  终端节点      Active             1m
      6  终端节点连接  Connected          30s
      7  连通性测试    运行 test 可知     -

         ID
      1  alb-0a1b2c3d4e5f6g7h8i
      2  sgp-0a1b2c3d4e5f6g7h8i
      3  lsn-0a1b2c3d4e5f6g7h8i
      4  epsrv-bp10a1b2c3d4e5f6g7h8i
      5  ep-bp10a1b2c3d4e5f6g7h8i
      6  ep-bp10a1b2c3d4e5f6g7h8i

      可用区  cn-hangzhou-h
      状态    Connected
      地址    10.0.0.5
      域名    ep-bp10a1b2c3d4e5f6g7h8i-cn-hangzhou-h.test

      可用区  cn-hangzhou-i
      状态    Connected
      地址    10.1.0.5
      域名    ep-bp10a1b2c3d4e5f6g7h8i-cn-hangzhou-i.test

      服务器    i-bp10a1b2c3d4e5f6g7h8
      端口      80
      权重      100
      状态      Available
      健康状态  健康

      服务器    i-bp10a1b2c3d4e5f6g7h9
      端口      80
      权重      100
      状态      Available
      健康状态  健康

      ┌─ VPC 1 vpc-1 ────────────────────────────┐
      │ 客户端，HTTP 80                          │
      │ └→ 终端节点 ep-bp10a1b2c3d4e5f6g7h8i     │
      │    ├ cn-hangzhou-h 10.0.0.5              │
      │    └ cn-hangzhou-i 10.1.0.5              │
      └──────────────────────────────────────────┘
         ↓ Connected
      ┌─ VPC 2 vpc-2 ────────────────────────────┐
      │ 终端节点服务 epsrv-bp10a1b2c3d4e5f6g7h8i │
      │ └→ ALB 实例 alb-0a1b2c3d4e5f6g7h8i       │
      │    └→ 监听 HTTP 80                       │
      │       ├→ i-bp10a1b2c3d4e5f6g7h8:80 健康  │
      │       └→ i-bp10a1b2c3d4e5f6g7h9:80 健康  │
      └──────────────────────────────────────────┘
      "
    `)
  })

  test('in a plan', () => {
    const plans = [
      { step: 'load-balancer' as const, action: 'update' as const, id: 'alb-1', changes: [{ field: 'loadBalancer.name', from: 'a', to: 'b' }, { field: 'tags managed-by', from: 'none', to: 'alb-privatelink', drift: true as const }] },
      { step: 'listener' as const, action: 'replace' as const, id: 'lsn-1', changes: [{ field: 'listener.port', from: 80, to: 81, replace: true as const }] },
      { step: 'connection' as const, action: 'create' as const, id: null, changes: [], because: 'endpoint' as const },
      { step: 'connectivity' as const, action: 'found' as const, id: null, changes: [] },
    ]
    expect(`${table(planHeader(), planRows(plans, text.stepTitles), plain)}${planSummary(plans)}`).toMatchInlineSnapshot(`
      "   步骤          操作  ID     变更
      1  ALB 实例      更新  alb-1  loadBalancer.name：a -> b
                                    tags managed-by：无 -> alb-privatelink（外部变更）
      2  监听          重建  lsn-1  listener.port：80 -> 81（无法原地更改）
      3  终端节点连接  创建  -      随 endpoint 一起
      4  连通性测试    测试  -
      创建 1 项，更新 1 项，重建 1 项。"
    `)
  })

  test('in a result', () => {
    const probe = { instanceId: 'i-1', instanceName: '测试一', zoneId: 'z-a', url: 'http://ep-1-a.test/', status: 200, attempts: 2, ms: 1 }
    const zones = [{ zoneId: 'z-a', domain: 'ep-1-a.test', address: '10.0.0.1', eniId: 'eni', status: 'Connected' }]
    const outputs = { endpoints: [{ consumer: '商店', endpointId: 'ep-1', domain: 'ep-1.test', connectionStatus: 'Connected', zones }] }
    expect(resultText(outputs, [
      { ...probe, via: 'zone-domain', ok: true, answeredBy: { 'ECS 03': 2 } },
      { ...probe, via: 'zone-address', ok: false, answeredBy: {}, layer: 'security-group' },
      { ...probe, instanceName: 'two', via: 'endpoint-domain', ok: true, answeredBy: { 'ECS 04': 1 } },
    ], plain)).toMatchInlineSnapshot(`
      "终端节点 ep-1（商店） · Connected
      可用区  域名         地址      状态       来源    测试
      z-a     ep-1-a.test  10.0.0.1  Connected  测试一  域名：ECS 03 ×2；地址失败：security-group
      任意    ep-1.test                         two     ECS 04 ×1
      "
    `)
  })
})

describe('in Chinese', () => {
  test('a run that fails tells what, why, and how to go on', () => {
    const step = { step: 'load-balancer' as const }
    const failed = { code: 'QuotaExceeded.LoadBalancersNum', message: 'The quota is exceeded.', action: 'CreateLoadBalancer', requestId: 'R-1', recommend: 'https://api.aliyun.com/troubleshoot' }
    expect(shown([
      start('up'),
      { type: 'check', name: 'alb-zones', result: 'ok', message: 'x' },
      { type: 'check', name: 'quotas', result: 'unknown', message: text.check.because(text.check.notLookedAt, text.check.lacking('alb:ListLoadBalancers', 'Forbidden.RAM')), hint: text.check.attachPolicy },
      { type: 'step.start', step: 'server-group', index: 2, total: 7, title: text.stepTitles['server-group'] },
      { type: 'step.state', step: 'server-group', id: 'sgp-1', state: 'Adding 1 of 2 servers', elapsedMs: 4000 },
      { type: 'step.retry', step: 'server-group', action: 'ListServerGroups', code: 'Throttling.User', attempt: 2, attempts: 12, waitMs: 1500 },
      { type: 'step.done', step: 'server-group', outcome: 'updated', id: 'sgp-1', elapsedMs: 9000 },
      { type: 'step.start', ...step, index: 1, total: 7, title: text.stepTitles['load-balancer'] },
      { type: 'step.fail', ...step, ...failed },
      { type: 'run.done', ok: false, exit: 1, error: failed, next: 'alb-privatelink up -c config.yaml', outputs: { serverGroupId: 'sgp-1', endpoints: [] }, elapsedMs: 12_000, calls: 9 },
    ]).err).toMatchInlineSnapshot(`
      "目标：阿里云 cn-hangzhou，账号 …1234
      ! quotas：未检查，因为凭证缺少权限 alb:ListLoadBalancers（Forbidden.RAM）。
        请管理员授予 \`alb-privatelink policy\` 打印的权限：RAM 控制台，权限管理 > 权限策略。
      ✔ 2 项检查，1 项无法判断
      [2/7] 服务器组 · sgp-1 · 1/2 台服务器 Adding · 4s
      [2/7] 服务器组 · 被限流，1s 后重试（2/12）
      ✔ [2/7] 服务器组 · sgp-1 · 已更新 · 9s
      ✖ [1/7] ALB 实例 · 失败
        CreateLoadBalancer：QuotaExceeded.LoadBalancersNum：The quota is exceeded.
        RequestId  R-1
        原因       该账号在此地域不能再拥有更多此类资源，或在某处不能再增加。
        建议       请删除不需要的资源，或在控制台的配额中心申请提高；然后重新运行命令。
        云上页面   https://api.aliyun.com/troubleshoot
        更多       alb-privatelink explain QuotaExceeded.LoadBalancersNum（docs/troubleshooting.md#a-quota-is-used-up）
      现有资源：
        服务器组  sgp-1
      继续：      alb-privatelink up -c config.yaml
      全部删除：  alb-privatelink down -c config.yaml
      "
    `)
  })

  test('the lines of doctor are its result', () => {
    expect(shown([
      start('doctor'),
      { type: 'check', name: 'clock', result: 'fail', message: text.check.clockRefused(text.check.clockBehind(1000)), hint: text.check.setClock },
      { type: 'check', name: 'servers', result: 'ok', message: text.check.serversRun(2, 'vpc-1') },
      { type: 'check', name: 'serving', result: 'skipped', message: text.check.skipped },
    ]).out).toMatchInlineSnapshot(`
      "✖ clock：本机时钟比云端慢 1000 秒；签名的有效期为 15 分钟。
        请校准本机时钟：Linux 上执行 \`timedatectl set-ntp true\`，Windows 和 macOS 上在系统设置的日期和时间中校准。
      ✔ servers：2 台服务器都在 vpc-1 中运行。
      - serving：按 --skip-check 的要求跳过。
      "
    `)
  })
})
