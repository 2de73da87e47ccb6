import type { Messages } from '../types.ts'

const role = (name: string, service: string): string =>
  `缺少服务关联角色 ${name}。请由拥有 ram:CreateServiceLinkedRole 权限（条件 ram:ServiceName = ${service}）的人创建：打开一次该产品的控制台，或执行 aliyun resourcemanager CreateServiceLinkedRole --ServiceName ${service}。`

/** Chinese: credentials, the way to the cloud, and what mends its errors. */
export const cloud: Messages['cloud'] = {
  noBody: '应答没有正文',
  givenKey: '给定的密钥',
  variables: '环境变量',
  metadata: 'ECS 实例元数据',
  cliProfile: (name) => `~/.aliyun/config.json 中的 profile ${name}`,
  fileProfile: (name) => `~/.alibabacloud/credentials 中的 profile ${name}`,
  noCredentials: (places) => `没有找到凭证（已查找：${places.join('、')}）`,
  noProfile: (profile, places) => `profile ${profile} 中没有可用的凭证（已查找：${places.join('、')}）`,
  setCredentials:
    '请设置 ALIBABA_CLOUD_ACCESS_KEY_ID 和 ALIBABA_CLOUD_ACCESS_KEY_SECRET，或运行 `aliyun configure`；也可用 --simulate 在内置模拟云上试用。',
  proxyRefused: (answer, host) => `请求 ${host} 时代理返回 ${answer}`,
  badProxy: (variable) => `${variable} 的值不是代理地址`,
  timeout: '没有及时得到应答',
  unusable: '没有可用的凭证',
  unreadable: (status) => `应答无法读取${status === undefined ? '' : `（HTTP ${status}）`}`,
  answerWithout: (what) => `应答中没有${what}`,
  itsList: (name) => `列表 ${name}`,
  anId: ' ID',
  hints: {
    groupInUse: '仍有监听或转发规则在使用该服务器组。',
    endpointsConnected: '仍有终端节点连接到该终端节点服务。',
    resourcesAttached: '该终端节点服务仍绑定了服务资源。',
    zonesThere: '该终端节点仍有可用区。',
    region: '地域的写法如 cn-hangzhou。请更正 --region、ALIBABA_CLOUD_REGION_ID 或配置中的 `region`。',
    notInAccount: '配置中有该账号在此地域没有的资源。',
    portTaken: 'ALB 实例的该端口已有另一个监听。',
    noPermission: '凭证缺少该权限；`alb-privatelink policy` 打印各命令所需的权限。',
    badCredentials: '请检查使用的是哪个凭证：环境变量 ALIBABA_CLOUD_ACCESS_KEY_ID 和 _SECRET，或 profile。',
    clock: '本机时钟的误差超过了签名有效的 15 分钟。',
    protected: '删除保护已开启。请在 ALB 控制台关闭，或用 `down --force` 关闭。',
    quota: '账号的配额已用完；请在配额中心申请提高，或删除不需要的资源。',
    addresses: '交换机的空闲地址不足：ALB 在每个可用区需要 8 个，终端节点需要 1 个。',
    whitelist: '使用方账号不在终端节点服务的白名单中。',
    internalOnly: 'PrivateLink 只能提供该地域的私网类型 ALB 实例。',
    noBalancerInZone: '该终端节点服务在那个可用区中没有 ALB 实例。',
    albRole: role('AliyunServiceRoleForAlb', 'alb.aliyuncs.com'),
    privatelinkRole: role('AliyunServiceRoleForPrivatelink', 'privatelink.aliyuncs.com'),
    openPrivatelink:
      '请为该账号开通一次 PrivateLink：在 PrivateLink 控制台，或调用 OpenPrivateLinkService 接口（aliyun privatelink OpenPrivateLinkService）。开通本身免费。',
  },
}
