import { help as english } from '../help.ts'
import type { Help } from '../types.ts'

/** The help in Chinese; command lines and names stay as they are. */
export const help: Help = {
  description: '通过私网连接 PrivateLink 访问另一个 VPC 中的阿里云 ALB 实例：把官方文档中的七个步骤合为一条命令。',
  examples: [
    ['alb-privatelink up -c config.yaml --simulate', '在内置模拟云上完成全部步骤，不产生费用'],
    ['alb-privatelink up -c config.yaml', '在阿里云上完成同样的步骤'],
  ],
  examplesTitle: '示例：',
  headings: { 'Usage:': '用法：', 'Arguments:': '参数：', 'Options:': '选项：', 'Commands:': '命令：' },
  defaultValue: (value) => `（默认：${value}）`,
  more: '命令的帮助：alb-privatelink help <command>。主题：exit-codes、environment、config、events。',
  groups: { stack: '资源栈：', other: '其他：', target: '目标：', run: '方式：', output: '输出：', own: '选项：' },
  commands: {
    plan: '逐字段显示 up 将做什么；不做任何更改',
    up: '先检查，再完成七个步骤；再次运行可继续或核对',
    accept: '接受终端节点服务上待处理的连接；不需要配置文件',
    test: '从使用方一侧测试资源栈的连通性',
    down: '按相反顺序删除资源栈中的资源',
    status: '一览资源栈的状态；不做任何更改',
    doctor: '在创建之前检查配置、凭证和云端；不做任何更改',
    init: '逐项提问，写出资源栈的配置文件；不更改云上的任何资源',
    policy: '打印各命令所需最小权限的 RAM 权限策略',
    explain: '说明错误码、检查项、层次或退出码的原因和解决办法',
    simulate: '在前台运行内置模拟云',
    completion: '打印让 shell 用 TAB 补全本命令的脚本',
    help: '显示命令或主题的帮助',
  },
  commandExamples: english.commandExamples,
  usages: english.usages,
  arguments: { serviceId: '终端节点服务的 ID，即 epsrv-…', shell: 'bash、zsh、fish 或 powershell；不填则取自环境变量',
    code: '云返回的或本程序的错误码、检查项名称、层次或退出码；不填则列出全部', topic: '命令、exit-codes、environment、config 或 events' },
  options: {
    config: '配置文件；- 表示读取标准输入',
    simulate: '使用内置模拟云：不需要账号，不产生费用',
    speed: '模拟世界相对真实时间的倍速（与 --simulate 一起使用）',
    endpointUrl: '把所有产品的调用都发往该地址',
    region: '地域，代替配置中的地域',
    profile: '阿里云 CLI 或凭证文件中的 profile',
    pace: '让等待、退避和时限使用更快的时钟',
    timeout: '限制整个运行的时间：90s、15m、1h',
    wait: '不等待占用该资源栈的其他运行',
    skipCheck: '跳过某项检查（可重复）',
    yes: '不再确认',
    json: '在标准输出上每行打印一个事件',
    quiet: '只显示失败和结果',
    verbose: '同时显示成功的检查、每次调用的状态、耗时和 RequestId，以及程序故障的堆栈',
    color: '不使用颜色',
    language: '语言：en 或 zh（默认取自 LC_ALL、LC_MESSAGES 或 LANG）',
    stopAfter: '完成该步骤后停止',
    replace: '无法原地更改时重建该步骤的资源（可重复）；会中断服务',
    adopt: '该步骤要创建的资源已存在且不属于任何资源栈时予以接管（可重复）；会先显示并询问',
    dryRun: '只显示将要做什么；不做任何更改',
    planExitCode: '有待执行的操作时以 10 退出',
    deep: '让云端预检将要发送的创建请求（DryRun）',
    watch: '持续查看，直到不再变化',
    print: '打印要粘贴到各实例上的命令；不在实例上执行任何操作',
    local: '从本机发起请求，本机须为使用方的实例；不使用云助手命令',
    outputs: '与 --local 一起使用：up 或 status 的 JSON 输出（- 表示读取标准输入），这样就不需要凭证',
    proxy: '与 --local 一起使用：通过该 HTTP 代理发起请求',
    testInstance: '只用测试中的该实例（可重复）；使用 --local 时表示本机是哪台实例',
    testZone: '只测试在该可用区中的请求（可重复）；使用 --local 时表示要请求的可用区',
    diagram: '只打印一张图，格式为 mermaid 流程图',
    doctorDeep: '同时让云端预检创建请求（DryRun），并在每台服务器上执行一条无害的命令来检查（RunCommand）',
    initOutput: '要写入的配置文件；- 表示标准输出',
    initForce: '覆盖已存在的文件',
    initYes: '不再提问：选项未指定的，只有一个合理选择时自动选用',
    stack: '资源栈的名称（web）',
    providerVpc: 'ALB 实例和服务器所在的 VPC',
    consumerVpc: '终端节点所在的 VPC',
    consumerProfile: '使用方属于其他账号时所用的 profile',
    initZone: 'ALB 实例的可用区（可重复）',
    vswitch: '可用区有多个交换机时选用的交换机，任一方的 VPC（可重复）',
    server: '提供服务的实例，端口不是 80 时写明端口（可重复）',
    listenerPort: 'ALB 实例的端口（80）',
    testFrom: '使用方中测试连接的实例（可重复）',
    noTest: '不测试',
    securityGroup: '终端节点的安全组（可重复）',
    endpoint: '接受该终端节点（可重复）',
    all: '接受所有待处理的终端节点',
    force: '同时删除受删除保护的资源',
    port: '127.0.0.1 上的端口；0 表示任选一个空闲端口',
    world: '作为起点的 YAML 模拟世界',
    state: '模拟世界的保存位置：文件或 memory',
    simulateSpeed: '模拟世界相对真实时间的倍速',
    faults: '故障规则的 JSON 文件',
    belief: '对尚无人验证之事的取值，name=value（可重复）',
    policy: '某账号密钥所受 RAM 权限策略的 JSON 文件；不写账号名则为第一个账号（可重复）',
    policyFor: 'up、test、accept、down、plan、status、doctor 或 init（可重复；默认：除最后两个外全部）',
    policyConfig: '把 ecs:RunCommand 限定为该配置中的实例；两侧 profile 不同时为每个账号打印一份策略',
    policySide: '只打印一侧账号所调用的接口：provider 或 consumer',
    strict: '拒绝接口未列出的参数',
    help: '显示本帮助',
    version: '显示版本',
  },
  completion: `在以后的每个会话中生效：
  bash        echo 'eval "$(alb-privatelink completion bash)"' >> ~/.bashrc
  zsh         echo 'source <(alb-privatelink completion zsh)' >> ~/.zshrc
              （写在 compinit 那一行之后）
  fish        alb-privatelink completion fish > ~/.config/fish/completions/alb-privatelink.fish
  powershell  Add-Content $PROFILE 'alb-privatelink completion powershell | Out-String | Invoke-Expression'
`,
  topics: {
    'exit-codes': `退出码：
  0    完成
  1    某个步骤失败，或云端拒绝了调用
  2    用法或配置有误；没有做任何更改
  3    检查未通过；没有创建任何资源
  4    凭证或权限问题
  5    连通性测试失败（包括 up 只有第 7 步失败的情况）
  6    资源栈被其他运行占用（--no-wait，或等待超时）
  8    超时，操作可能仍会完成
  10   plan --exit-code：有待执行的操作
  130  被中断
  143  被终止，或其终端已关闭
`,
    environment: `环境变量：
  ALIBABA_CLOUD_PROFILE          profile，未给出 --profile 时使用
  ALIBABA_CLOUD_REGION_ID        地域，未给出 --region 时使用
  ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET, ALIBABA_CLOUD_SECURITY_TOKEN
                                 凭证，在默认凭证链中最先使用
  ALB_PRIVATELINK_ENDPOINT_URL   代替 --endpoint-url
  ALB_PRIVATELINK_STATE_DIR      日志、锁、耗时记录和 --simulate 的模拟世界所在目录
                                 （否则为 $XDG_STATE_HOME/alb-privatelink，
                                 再否则为 ~/.local/state/alb-privatelink）
  ALB_PRIVATELINK_SIM_ACCESS_KEY_ID, ALB_PRIVATELINK_SIM_ACCESS_KEY_SECRET
                                 内置模拟云第一个账号的密钥，代替随机生成的密钥
  LC_ALL, LC_MESSAGES, LANG      语言，未给出 --lang 时使用：以 zh 开头（UTF-8）
                                 为中文，其他为英文；取第一个非空的变量
  LC_ALL, LC_CTYPE, LANG         第一个非空的变量指定了 UTF-8 以外的字符集时，
                                 只使用 ASCII 符号
  SHELL                          completion 未指定 shell 时使用
  NO_COLOR, FORCE_COLOR, TERM=dumb, CI
                                 颜色和进度动画
  HTTPS_PROXY, NO_PROXY          访问云端所用的代理
`,
  },
}
