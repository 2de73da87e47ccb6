import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram } from '../../src/program.ts'
import { exampleConfig } from './command.ts'
import { fakeIo, type FakeIo, type FakeSettings } from './fake-io.ts'

/** All that a command printed, as it stands in the end, and how it ended. */
export interface Whole {
  exit: number
  stdout: string
  stderr: string
  /** What was written to standard output, and to both, as it was. */
  out: string
  raw: string
}

export interface World {
  /** Its state directory. */
  folder: string
  /** A file that lines may name. */
  write: (name: string, content: string) => void
  /**
   * Runs the command on the world of its own, at instant speed, with the example config as config.yaml.
   * @param meanwhile what is done while it runs
   */
  run: (line: string, settings?: FakeSettings, meanwhile?: (io: FakeIo) => Promise<void>) => Promise<Whole>
  remove: () => void
}

/** A state directory with a world of its own. */
export function ownWorld(): World {
  const folder = mkdtempSync(join(tmpdir(), 'alb-privatelink-whole-'))
  const files = new Map([['config.yaml', exampleConfig]])
  const known = (text: string): string => settled(shown(text.replaceAll(`${folder}/`, '')))
  return {
    folder,
    write: (name, content) => {
      writeFileSync(join(folder, name), content)
      files.set(name, join(folder, name))
    },
    run: async (line, settings = {}, meanwhile = () => Promise.resolve()) => {
      const env = { ALB_PRIVATELINK_STATE_DIR: folder, ALB_PRIVATELINK_SIM_ACCESS_KEY_ID: 'LTAIwholeKEYa', ALB_PRIVATELINK_SIM_ACCESS_KEY_SECRET: 'secret-of-a-test', ...settings.env }
      const io = fakeIo({ ...settings, env, argv: line.split(' ').map((word) => files.get(word) ?? word) })
      const [exit] = await Promise.all([runProgram(io), meanwhile(io)])
      return { exit, out: io.out(), raw: io.out() + io.err(), stdout: known(io.out()), stderr: known(io.err()) }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** What is left on a terminal: without what a spinner drew and took away again, and with colours to be read. */
function shown(written: string): string {
  // oxlint-disable-next-line no-control-regex -- that is what is looked for
  return written.replace(/\u001B\[\?25[lh]/g, '').replace(/^.*\u001B\[(?:1G|1A|K)/gm, '').replace(/\u001B\[(\d+)m/g, '‹$1›')
}

/** Without what is another one each time: IDs that were made, times, ports, numbers of calls. Widths stay, so that tables do. */
function settled(text: string): string {
  const x = (count: number): string => 'x'.repeat(count)
  return text
    .replaceAll(exampleConfig, 'config.yaml')
    .replace(/\b(alb|sgp|lsn)-[0-9a-z]{18}\b/g, `$1-${x(18)}`)
    .replace(/\b(epsrv|ep|eni)-bp1[0-9a-z]{17}\b/g, `$1-bp1${x(17)}`)
    .replace(/\b[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\b/g, 'REQUEST')
    .replace(/127\.0\.0\.1:\d+ in \d+ ms/g, '127.0.0.1:PORT in N ms')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replace(/(Bearer |#token=|"controlToken":")[\w-]+/g, '$1TOKEN')
    .replace(/("accessKeyId":"|ALIBABA_CLOUD_ACCESS_KEY_ID=)LTAI\w+/g, '$1KEY')
    .replace(/("accessKeySecret":"|ALIBABA_CLOUD_ACCESS_KEY_SECRET=)[\w-]+/g, '$1SECRET')
    .replace(/(process|进程) \d+/gi, '$1 PID')
    .replace(/完成，用时 [\d.msh ]+，共 \d+ 次调用/g, '完成，用时 T，共 N 次调用')
    .replace(/Done in [\d.msh ]+, \d+ calls?/g, 'Done in T, N calls')
    .replace(/ · [\d.]+(ms|s|m)$/gm, '')
    .replace(/ {2}\d+[smh]$/gm, '  T')
    .replace(/"(elapsedMs|ms|calls|ageSeconds|waitMs)":\d+/g, '"$1":0')
    .replace(/"(createdAt|modifiedAt)":"[^"]*"/g, '"$1":"T"')
}

/** One text of it, for a file that is compared. */
export const wholeText = ({ exit, stdout, stderr }: Whole): string => `exit ${exit}\n--- stderr\n${stderr}--- stdout\n${stdout}`
