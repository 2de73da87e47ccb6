import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where a page shows what a command printed: `<!-- npm run session: up -c … -->` and a block of text below it. */
const PLACE = /^<!-- npm run session: (.+) -->\n```text\n([^]*?)```$/gm

/** A command line as a page names it, without the command's own name, and what stands below it. */
export interface Recording { args: string[]; text: string }

export const recordingsOf = (page: string): Recording[] =>
  [...page.matchAll(PLACE)].map(([, line = '', text = '']) => ({ args: line.split(' '), text }))

/** The page with other texts in its places, in their order. */
export function withRecordings(page: string, texts: readonly string[]): string {
  const left = [...texts]
  return page.replaceAll(PLACE, (_, line: string) => `<!-- npm run session: ${line} -->\n\`\`\`text\n${left.shift()}\`\`\``)
}

/**
 * Runs commands one after the other, on an unused embedded cloud of their own, without any setting of the machine.
 * @param root the top of the repository, with what is built
 * @param more arguments for all of them
 * @returns what each printed on both its streams, cut for a page
 * @throws Error for a command that does not end with 0
 */
export async function record(root: string, commands: readonly string[][], more: readonly string[] = []): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'recording-'))
  const env = { PATH: process.env['PATH'], HOME: folder, ALB_PRIVATELINK_STATE_DIR: join(folder, 'state') }
  try {
    const texts: string[] = []
    for (const args of commands) texts.push(cut(await printed(root, [...args, ...more], join(folder, 'printed.txt'), env)))
    return texts
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function printed(root: string, args: string[], file: string, env: NodeJS.ProcessEnv): Promise<string> {
  // One file for both streams keeps the order of their lines.
  const out = openSync(file, 'w')
  const child = spawn(process.execPath, ['bin/alb-privatelink.js', ...args], { cwd: root, env, stdio: ['ignore', out, out] })
  const code = await new Promise((resolve, reject) => void child.on('error', reject).on('close', resolve))
  closeSync(out)
  const text = readFileSync(file, 'utf8')
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}:\n${text}`)
  return text
}

const SHORT = '.….aliyuncs.com'

/** Leaves out what a terminal shows for a moment only (the state of a step on its way), and the middle of what is long. */
export function cut(text: string): string {
  const domain = /\.epsrv-\w+\.[\w-]+\.privatelink\.aliyuncs\.com/.exec(text)?.[0] ?? SHORT
  return text
    .replaceAll(/^\[\d\/\d\] .*\n/gm, '')
    .replaceAll(domain, SHORT)
    .replace(`Domain${' '.repeat(domain.length - SHORT.length)}`, 'Domain')
    .replace(/^(These stay: [^,]+, ).+$/m, '$1…')
}

/** What two recordings of the same command have in common: how long things took and how often the cloud was asked differ. */
export const alike = (text: string): string =>
  text.replaceAll(/ · (\d+[hms])+$/gm, '').replaceAll(/^Done in .*$/gm, 'Done')
