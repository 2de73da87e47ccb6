import { afterAll, expect, test } from 'vitest'
import { command, exampleConfig, temporary } from '../support/command.ts'

const folder = temporary()
afterAll(() => folder.remove())

const run = (...words: string[]) =>
  command([...words, '-c', exampleConfig, '--simulate', '--speed', 'instant'], { env: { LANG: 'zh_CN.UTF-8', ALB_PRIVATELINK_STATE_DIR: folder.path } })

/** IDs and times are others each time. */
const masked = (line: string): string => line.replaceAll(/\b(alb|sgp|lsn|epsrv|ep|i)-[a-z0-9]{12,}/g, '$1-…').replace(/ · \d+m?\d*s$/, '')
/** Words in a row that only a sentence has. */
const english = (text: string): string[] => text.match(/\b[a-z]+ [a-z]+ [a-z]+\b/g) ?? []

test('a stack is built, looked at and removed in Chinese, and no English sentence is among it', async () => {
  const up = await run('up')
  expect(up.code, up.stderr).toBe(0)
  expect(up.stderr.split('\n').filter((line) => /^(✔ (\[|\d)|目标|下一步)/.test(line)).map(masked)).toEqual([
    '目标：内置模拟云，不产生费用',
    '✔ 15 项检查',
    '✔ [1/7] ALB 实例 · alb-… · 已创建',
    '✔ [2/7] 服务器组 · sgp-… · 已创建',
    '✔ [3/7] 监听 · lsn-… · 已创建',
    '✔ [4/7] 终端节点服务 · epsrv-… · 已创建',
    '✔ [5/7] 终端节点 · ep-… · 已创建',
    '✔ [6/7] 终端节点连接 · ep-… · 已创建',
    '✔ [7/7] 连通性测试 · ep-… · 通过',
    `下一步：alb-privatelink test -c ${exampleConfig} --simulate`,
  ])
  expect(up.stdout.split('\n').slice(0, 2).map((line) => masked(line).replaceAll(/ +/g, ' '))).toEqual(['终端节点 ep-… · Connected', '可用区 域名 地址 状态 来源 测试'])

  const status = await run('status')
  expect(status.stdout.split('\n').slice(0, 8).map((line) => masked(line).replaceAll(/ +/g, ' ').replace(/ \d+[smhd]\w*$/, ''))).toEqual([
    ' 步骤 ID 状态 时长', '1 ALB 实例 alb-… Active', '2 服务器组 sgp-… Available', '3 监听 lsn-… Running，2/2 健康 -', '4 终端节点服务 epsrv-… Active',
    '5 终端节点 ep-… Active', '6 终端节点连接 ep-… Connected', '7 连通性测试 - 运行 test 可知 -',
  ])

  const down = await run('down', '--yes')
  expect(down.code, down.stderr).toBe(0)
  expect(down.stderr).toContain('\n✔ [5/6] ALB 实例 · alb-')
  for (const { stdout, stderr } of [up, status, down]) expect(english(stdout + stderr)).toEqual([])
})
