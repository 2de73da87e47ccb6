import type { Messages } from '../types.ts'

/** Chinese: what keeps the embedded cloud from starting. */
export const simulator: Messages['simulator'] = {
  problems: {
    missing: '文件不存在',
    forbidden: '没有读取该文件的权限',
    directory: '这是目录，此处需要文件',
    unreadable: '无法读取该文件',
    large: '该文件过大，不是世界文件',
    encoding: '该文件不是 UTF-8 文本',
    syntax: '这不是 JSON',
    wrong: '文件有误',
    torn: '这不是完整的世界文件；文件保持原样',
    version: '这不是此版本的世界文件；文件保持原样',
    gone: '世界文件已不存在',
    unwritable: '无法写入',
    busy: '其他进程占用其锁的时间过长',
  },
  unusable: (what, why, mistakes) => `${what}：${why}${mistakes.map((mistake) => `\n${mistake}`).join('')}`,
  policyMisplaced: (why) => `--policy：${why}`,
  noBelief: (name) => `--belief ${name}：没有这一项`,
  noReading: (name, value) => `--belief ${name}=${value}：该项没有这个取值`,
  checkPath: (option) => `请检查${option === undefined ? '' : ` ${option} 给出的`}路径。`,
  checkPermissions: '请检查文件的权限。',
  saveAsText: '请将文件保存为 UTF-8。',
  mend: {
    world: '请修正所列各处；docs/world.example.yaml 列出了世界文件的全部键。',
    faults: '请修正所列各处；规则的写法见 docs/simulator.md 的 Faults 一节。',
    policy: '请修正所列各处；`alb-privatelink policy` 打印的权限策略即为正确格式。',
  },
  stateHint: (option) => `请移走该文件以使用新的世界，或用 ${option ?? 'ALB_PRIVATELINK_STATE_DIR'} 把世界保存在别处。`,
  roomHint: (option) => `请检查目录的权限和磁盘剩余空间，或用 ${option ?? 'ALB_PRIVATELINK_STATE_DIR'} 把世界保存在别处。`,
  busyHint: '请重新运行。如果仍然如此，请检查还有哪个进程在使用这个世界。',
}
