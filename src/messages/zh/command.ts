import type { Messages } from '../index.ts'

/** Chinese: what single commands say and ask. */
export const command: Messages['command'] = {
  pending: (count, table) => `有 ${count} 个连接等待接受：\n${table}`,
  pendingHint: '请用 --endpoint ID 指定，或用 --all 全部接受。',
  acceptWhich: '接受哪个终端节点？输入其 ID，或 `all`：',
  noneOfThem: (typed) => `${typed === undefined ? '没有输入' : `${typed} 不在其中`}；没有接受任何连接`,
  noConnectionOf: (service, endpoints) => `${service} 没有 ${endpoints} 的连接`,
  noneWaits: (service) => `${service} 没有等待接受的连接。\n`,
  accepted: (endpoints) => `已接受：${endpoints}\n`,
  noAccount: (name) => `内置模拟云没有名为 ${name} 的账号`,
  itsAccounts: (names) => `它的账号：${names}`,
  embeddedAccount: (name) => `内置模拟云的账号 ${name}`,
  noRegion: '没有指定地域',
  noRegionHint: '请用 --region、ALIBABA_CLOUD_REGION_ID、配置中的 `region` 或 profile 指定。',
  timeUp: (seconds) => `整个运行的时间（${seconds} 秒）已到；已开始的操作可能仍会完成`,
  goOn: '请再次运行同一命令以继续。',
  linesFailed: (failed, all, names) => `${all} 行中有 ${failed} 行未通过：${names}`,
  linesFailedHint: '上面每一行都说明了解决办法。',
  theseGo: (stack) => `资源栈 ${stack}：将删除以下资源`,
  removeThem: '是否删除?',
  notRemoved: '没有删除任何资源',
  noTest: '配置中没有 test',
  noTestHint: '请在 consumer.test.from 中指定 VPC 1 中发起请求的实例。',
  noEndpoint: (stack) => `资源栈 ${stack} 没有可测试的终端节点`,
  upFirst: '请先运行 `up`。',
  waitingFor: (pid, command) => `正在等待进程 ${pid}，它正占用该资源栈：${command}`,
}
