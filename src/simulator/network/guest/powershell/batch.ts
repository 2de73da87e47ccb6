import type { Machine } from '../machine.ts'
import { environment } from './statics.ts'

/** Runs a batch file of a Windows guest: `echo`, `set`, `exit` and comments; every other command is unknown to this guest. */
export async function runBatch(machine: Machine, script: string): Promise<number> {
  const print = (text: string): void => machine.print(Buffer.from(`${text}\r\n`).toString('latin1'))
  const variables = new Map(Object.entries(environment(machine)).map(([name, value]) => [name.toLowerCase(), value]))
  let level = 0
  for (const raw of script.split(/\r?\n/)) {
    await machine.step()
    const expanded = raw.replace(/%(\w+)%/g, (whole, name: string) =>
      (name.toLowerCase() === 'errorlevel' ? String(level) : variables.get(name.toLowerCase()) ?? whole))
    const line = expanded.trim().replace(/^@/, '')
    if (line === '' || /^(rem\b|::)/i.test(line)) continue
    const [, word = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(line) ?? []
    const command = word.toLowerCase()
    if (command === 'exit') return Number(/-?\d+/.exec(rest)?.[0] ?? level)
    if (command === 'set') variables.set(rest.split('=')[0]?.trim().toLowerCase() ?? '', rest.slice(rest.indexOf('=') + 1))
    else if (/^echo[.:]?$/.test(command)) {
      if (!/^(on|off)$/i.test(rest)) print(rest)
    } else if (command === 'hostname') print(machine.instance.InstanceName)
    else {
      print(`'${word}' is not recognized as an internal or external command,\r\noperable program or batch file.`)
      level = 9009
    }
  }
  return level
}
