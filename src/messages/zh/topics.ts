import { parts } from '../en/parts.ts'
import type { configPage as configWords, eventsPage as eventsWords } from '../topics.ts'
import { config } from './config.ts'

export { configKeys } from './config-keys.ts'
export { eventFields, eventParts } from './event-fields.ts'

/** Chinese: what `help events` says around the fields. */
export const eventsPage: typeof eventsWords = {
  intro: `JSON 事件：使用 --json 时，标准输出每行一个对象。
每个对象都有 v（1）、type 和 ts（ISO 8601，UTC）。带 ? 的字段只在有内容时出现。
可能会有新字段；现有字段保持不变。随语言而变的只有 message、hint、title、
cause 和 cure，以及 outputs 中的 diagram、config 和 commands 的 script。步骤有
load-balancer、server-group、listener、endpoint-service、endpoint、connection
和 connectivity。
`,
  parts: {
    target: 'target', failure: '失败：run.done 的 error', zone: 'zones 中的一个可用区', server: 'servers 中的一台服务器', change: 'changes 中的一项更改',
    outputs: 'outputs，按命令',
  },
  simulate: `simulate --json 打印一行 ready，并为每次调用打印一行 call：见
docs/simulator.md。
`,
}

/** What a value must be, which the schema has in English. */
function right(english: string): string {
  const [, kind, prefix] = /^the ID of (.*), which begins with (\w+)-$/.exec(english) ?? []
  const found = (table: object, words: string): string | undefined => Object.entries(table).find(([, own]) => own === words)?.[0]
  const kindKey = kind === undefined ? undefined : found(parts.config.kinds, kind)
  if (kindKey !== undefined) return config.idOf(config.kinds[kindKey as keyof typeof config.kinds], prefix!)
  const key = found(parts.config, english)
  return key === undefined ? english : (config[key as keyof typeof config] as string)
}

/** Chinese: what `help config` says around the keys. */
export const configPage: typeof configWords = {
  intro: `配置，YAML 格式：各键的用途、可取的值和默认值。带 * 的键必须填写；
loadBalancer、serverGroup、listener 和 service 可以只写 id，表示已存在的资源；
有 service.id 时，位于其后的部分可以不写：见 docs/existing.md。值中可以使用
环境变量 \${VARIABLE} 或 \${VARIABLE:-otherwise}。config.example.yaml 列出了
全部的键，docs/config.schema.json 供编辑器使用。
`,
  list: (of, least, most) => `列表${most === undefined ? ((least ?? 0) > 1 ? `，至少 ${least} 项` : '') : `，${least ?? 0} 到 ${most} 项`}${of === '' ? '' : `：${of}`}`,
  orList: (one) => `${one}，或其列表`,
  oneOf: (words) => (words.length === 1 ? words[0]! : `${words.slice(0, -1).join('、')} 或 ${words.at(-1)}`),
  between: (least, most) => `${least} 到 ${most}`,
  notes: (notes) => notes.join('；'),
  trueOrFalse: 'true 或 false',
  fallback: (value) => `默认 ${value}`,
  right,
}
