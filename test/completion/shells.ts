import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createNetwork } from '../../src/simulator/network/backends.ts'
import { guest, smallWorld } from '../simulator/network/small-world.ts'

/** What a shell offers for each of some lines: words after the command's name, the last one begun. */
export type Completer = (script: string, lines: readonly (readonly string[])[]) => Promise<string[][]>

export const installed = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0

/** Runs a shell on text in a folder with config.yaml and the script, and reads one line of offers for each line asked. */
function runIn(shell: string, args: readonly string[], script: string, text: string): string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'alb-privatelink-completion-'))
  try {
    for (const [name, content] of [['config.yaml', ''], ['script', script], ['run', text]] as const) writeFileSync(join(folder, name), content)
    const { stdout, stderr } = spawnSync(shell, [...args, 'run'], { cwd: folder, encoding: 'utf8', timeout: 55_000, env: { PATH: process.env['PATH'], HOME: folder, TERM: 'dumb' } })
    if (stderr !== '') throw new Error(stderr)
    return stdout.split('\n').slice(0, -1).map((line) => line.split(' ').filter((word) => word !== '').sort())
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const quoted = (word: string): string => `'${word}'`

/** bash splits words at `=`, as readline would. */
export const bash: Completer = async (script, lines) => runIn('bash', ['--norc'], script, [
  'source ./script',
  'ask() { COMP_WORDS=(alb-privatelink "$@"); COMP_CWORD=$#; _alb_privatelink 2>/dev/null; echo "${COMPREPLY[*]}"; }',
  ...lines.map((words) => `ask ${words.flatMap((word) => word.split(/(?<==)|(?==)/)).map(quoted).join(' ') || "''"}`), '',
].join('\n'))

export const fish: Completer = async (script, lines) => runIn('fish', ['--no-config'], script, [
  'source ./script',
  ...lines.map((words) => `echo (complete -C ${quoted(['alb-privatelink', ...words].join(' '))} | string replace -r '\\t.*' '')`), '',
].join('\n'))

/** A zsh on a terminal of its own for each line; what its completion adds is written to a file. */
export const zsh: Completer = async (script, lines) => runIn('zsh', ['-f'], script, `
zmodload zsh/zpty
cat > setup <<'END'
PROMPT=
autoload -Uz compinit
compinit -u -D
source ./script
compadd() {
  local -a hits
  if [[ " $* " == *" -[OAD] "* || " $* " == *" -D "* || " $* " == *" -O "* || " $* " == *" -A "* ]]; then builtin compadd "$@"; return; fi
  builtin compadd -A hits "$@"
  print -r -n -- "$hits " >> found
  builtin compadd "$@"
}
finish() { exit }
comppostfuncs=(finish)
END
ask() {
  local drop
  : > found
  zpty z zsh -f -i
  zpty -w z 'source ./setup; echo RE''ADY'
  zpty -r -m z drop '*READY*'
  zpty -w -n z "$1"$'\\t'
  while zpty -r z drop; do :; done
  zpty -d z
  print -r -- "$(<found)"
}
${lines.map((words) => `ask ${quoted(['alb-privatelink', ...words].join(' '))}`).join('\n')}
`).map((words) => words.map((word) => word.replace(/=$/, '')))

/** The embedded cloud's PowerShell stands for a real one, which has the registration and the type of a result. */
export const powershell: Completer = async (script, lines) => {
  const network = createNetwork()
  const body = script.replace(/Register-ArgumentCompleter .* -ScriptBlock \{/, '$completer = {').replace(/\[System\.Management\.Automation\.CompletionResult\]::new\(.*\)/, 'Write-Output $word')
  const asked = lines.map((words) => {
    const elements = ['alb-privatelink', ...words].filter((word, n) => n === 0 || word !== '').map((word, n, all) => {
      const end = all.slice(0, n + 1).join(' ').length
      return `@{ Extent = @{ EndOffset = ${end}; Text = '${word}' } }`
    })
    return `Write-Output "> $((& $completer '${words.at(-1) ?? ''}' @{ CommandElements = @(${elements.join(', ')}) } ${['alb-privatelink', ...words].join(' ').length}) -join ' ')"`
  })
  try {
    const { output, status } = await guest(smallWorld(), network, 'i-windows', `${body}\n${asked.join('\n')}`)
    if (status !== 'Success') throw new Error(String(output))
    return String(output).split(/\r?\n/).filter((line) => line.startsWith('>')).map((line) => line.slice(1).split(' ').filter((word) => word !== '').sort())
  } finally {
    await network.close()
  }
}
