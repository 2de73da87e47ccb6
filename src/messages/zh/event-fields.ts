import type { eventFields as fields, eventParts as parts } from '../event-fields.ts'

const step = { step: '哪一步', 'consumer?': '使用方的名称，仅最后三步有' }
const elapsedMs = '该步骤开始以来的毫秒数，按本次运行的时钟'
const failure = {
  code:
    '云返回的或本程序的错误码', message: '错误消息', 'action?': '所用的调用', 'state?': '资源的状态', 'httpStatus?': '应答的 HTTP 状态码', 'requestId?': '应答的 RequestId',
  'denied?': '缺少的权限', 'recommend?': '云上关于该错误的页面', 'hint?': '可以怎么做', 'cause?': '原因，仅已知的错误码有', 'see?': '手册中说明它的位置',
}

/** Chinese: what each event of --json is, and what each of its fields says. */
export const eventFields: typeof fields = {
  'run.start': {
    about: '第一行，在目标确定之后',
    fields: { command: 'up、down……', stack: '其名称；命令没有资源栈时为 null', target: '调用发往何处，见下文', steps: 'step 和 title 的列表，按出现的顺序' },
  },
  check: {
    about: '第 1 步之前的一项检查，或 doctor 的一行',
    fields: { name: '与 --skip-check 所用的相同', result: 'ok、fail、unknown 或 skipped', message: '检查的结论', 'hint?': '解决办法', 'see?': '手册中说明它的位置' },
  },
  'step.start': { about: '一个步骤开始', fields: { ...step, index: '从 1 开始', total: '步骤总数', title: '给人看的名称' } },
  'step.state': {
    about: '步骤的资源进入另一状态',
    fields: { ...step, id: '资源的 ID', state: '云所用的词', 'previous?': '此前的状态', elapsedMs, 'message?': '该状态的含义' },
  },
  'step.retry': {
    about: '一次调用失败，将会重发',
    fields: { ...step, action: '所用的调用', code: '失败的原因', 'requestId?': '应答的 RequestId', attempt: '失败的是第几次，从 1 开始', 'attempts?': '最多多少次', waitMs: '距下一次的毫秒数' },
  },
  'step.warn': { about: '需要让人知道的事', fields: { ...step, message: '内容' } },
  'step.done': { about: '一个步骤结束', fields: { ...step, outcome: 'created、found、updated、replaced、removed、absent、kept、passed 或 skipped', id: '资源的 ID，或 null', elapsedMs } },
  'step.fail': { about: '一个步骤失败', fields: { ...step, 'id?': '资源的 ID', ...failure } },
  plan: {
    about: 'plan 和预检：将对步骤的资源做什么',
    fields: {
      ...step, action: 'found、create、update、replace、drift 或 remove', id: '资源的 ID，或 null', changes: 'field、from、to、drift? 和 replace? 的列表',
      'because?': '因哪个步骤的重建而一并重建', 'message?': '其他说明',
    },
  },
  status: {
    about: 'status：一个步骤的现状',
    fields: {
      ...step, id: '资源的 ID，或 null', state: '云所用的词', standing: 'ready、moving、open、failed 或 absent', 'createdAt?': '云所写的时间',
      'modifiedAt?': '云所写的时间', 'ageSeconds?': '创建以来（否则为更改以来）的秒数，按云的时钟', 'message?': '该状态的含义',
      'zones?': '终端节点的可用区，见下文', 'servers?': '服务器组的服务器，见下文',
    },
  },
  probe: {
    about: '第 7 步：一台实例请求了一个地址',
    fields: {
      instanceId:
        '由谁请求', 'instanceName?': '其名称', zoneId: '所请求的可用区', via: 'zone-domain、zone-address 或 endpoint-domain', url: '所请求的地址',
      ok: '每个应答是否都符合预期', status: '最后一个应答的状态码；没有应答时为 null', answeredBy: '每台服务器应答的次数，按名称',
      attempts: '请求的次数', ms: '所用的毫秒数', 'layer?': '最先失败的层次：guest、dns、security-group、connection、listener、backend、http 或 unknown',
      'message?': '实例所说的内容',
    },
  },
  'run.done': {
    about: '最后一行，无论如何结束',
    fields: {
      ok: '是否一切正常', exit: '退出码', 'error?': '失败，见下文',
      'unanswered?': '尚未得知应答的创建调用，各有 step 和 action', 'next?': '可继续执行的命令', outputs: '结果，见下文',
      elapsedMs: '整个运行的毫秒数，按其时钟', calls: '发出的调用次数',
    },
  },
}

/** Chinese: what stands within fields. */
export const eventParts: typeof parts = {
  target: { kind: 'embedded、endpoint 或 cloud', region: '地域的 ID', account: '提供方的账号，或 null', 'url?': '所有调用都发往一个地址时有' },
  failure,
  zone: { zoneId: '可用区的 ID', domain: '它的域名', address: '其网卡的地址', eniId: '其网卡的 ID', status: '云所用的词' },
  server: { serverId: '服务器的 ID', port: '提供服务的端口', weight: '权重', state: '其在服务器组中的状态', health: 'healthy、unhealthy、initial、unused、unchecked 或 unknown', 'reason?': '不健康的原因' },
  change: { field: '配置的键', from: '现值', to: '目标值', 'drift?': 'true：在外部被更改', 'replace?': 'true：无法原地更改' },
  outputs: {
    'up, test, plan': 'loadBalancerId?、serverGroupId?、listenerId?、serviceId?、serviceName? 和 endpoints?：consumer、endpointId、domain、connectionStatus 和 zones 的列表；test --print：commands',
    status: '同上，另有 steps，使用 --diagram 时有 diagram',
    accept: 'serviceId 和 accepted',
    down: 'removed 和 left；中途结束时还有 remaining：各有 step 和 id；使用 --dry-run 时为 remove、left、obstacles 和 cut',
    doctor: 'checks：每种结果的数量',
    init: 'file 和 stack；使用 --output - 时为 config',
    policy: 'policy；配置有两个账号时为 policies',
    explain: 'entry 或 entries',
  },
}
