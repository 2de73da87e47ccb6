import type { CommandShape, OptionShape, ProgramShape } from './shape.ts'

const all = (options: readonly OptionShape[]): string => options.flatMap(({ flags }) => flags).join(' ')

/** Branches of `case "$command $prev"` for the options of a command that take a value. */
function valueCases({ name, options }: CommandShape): string[] {
  return options.flatMap(({ flags, value }) => {
    if (value === undefined) return []
    const what = value.values === 'file' ? 'files=1' : value.values === 'own' ? 'return' : `words='${value.values.join(' ')}'`
    return [`    ${flags.map((flag) => `'${name} ${flag}'`).join(' | ')}) ${what} ;;`]
  })
}

/** Branches of `case $command` with its options and what its argument may be. */
function commandCase({ name, options, argument }: CommandShape): string {
  const values = Array.isArray(argument?.values) ? argument.values.join(' ') : ''
  return `      ${name}) words='${all(options)}'; argument='${values}' ;;`
}

/**
 * The script for bash 3.2 and later, which macOS has; without the package bash-completion. bash takes the `=` of
 * `--option=value` for a word of its own.
 */
export function bashScript({ name, options, commands }: ProgramShape): string {
  const run = `_${name.replaceAll('-', '_')}`
  return `# bash completion for ${name}
${run}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command=\${COMP_WORDS[1]} words= argument= files= i
  if [[ $cur == '=' ]]; then cur=
  elif [[ $prev == '=' ]]; then prev=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    words='${commands.map((command) => command.name).join(' ')}'
    [[ $cur == -* ]] && words='${all(options)}'
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
    return
  fi
  case "$command $prev" in
${commands.flatMap(valueCases).join('\n')}
    *)
      case $command in
${commands.map((command) => `  ${commandCase(command)}`).join('\n')}
      esac
      # An argument is there once at most, and no option with a value stands beside one.
      for ((i = 2; i < COMP_CWORD; i++)); do [[ \${COMP_WORDS[i]} == -* ]] || argument=; done
      [[ $cur != -* && -n $argument ]] && words=$argument
      ;;
  esac
  if [[ -n $files ]]; then
    # Quoting and folders are readline's own matter, where bash is new enough to be told.
    compopt -o default 2>/dev/null && return
    local IFS=$'\\n'
    COMPREPLY=($(compgen -f -- "$cur"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
  fi
}
complete -F ${run} ${name}
`
}
