import { valuedFlags, type OptionShape, type ProgramShape } from './shape.ts'

/** A word in single quotes; PowerShell takes typographic ones for the same. */
const quoted = (word: string): string => `'${word.replaceAll(/['‘’‚‛]/g, '$&$&')}'`
const list = (words: readonly string[]): string => `@(${words.map(quoted).join(', ')})`

const flagLines = (options: readonly OptionShape[]): string[] =>
  options.flatMap(({ flags, about }) => flags.map((flag) => `      ${quoted(flag)} = ${quoted(about)}`))

/**
 * The script for PowerShell 5 and later. A native completer that offers nothing leaves the word to PowerShell, which takes it
 * for a file.
 */
export function powershellScript({ name, options, commands }: ProgramShape): string {
  const valued = valuedFlags(options)
  const values = [{ name: '', options, argument: undefined }, ...commands].flatMap(({ name: command, options: own, argument }) => [
    ...own.flatMap(({ flags, value }) => (value === undefined ? [] : flags.map((flag) => [`${command} ${flag}`, value.values.words] as const))),
    ...(argument === undefined || argument.values.words.length === 0 ? [] : [[`${command} `, argument.values.words] as const]),
  ])
  return `# PowerShell completion for ${name}
Register-ArgumentCompleter -Native -CommandName ${[name, `${name}.cmd`, `${name}.ps1`].map(quoted).join(', ')} -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $commands = [ordered]@{
${commands.map((command) => `    ${quoted(command.name)} = ${quoted(command.about)}`).join('\n')}
  }
  $options = @{
    '' = [ordered]@{
${flagLines(options).join('\n')}
    }
${commands.map((command) => `    ${quoted(command.name)} = [ordered]@{\n${flagLines(command.options).join('\n')}\n    }`).join('\n')}
  }
  $values = @{
${values.map(([key, words]) => `    ${quoted(key)} = ${list(words)}`).join('\n')}
  }
  $before = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.Extent.Text })
  $first = 0
  while ($first -lt $before.Count -and $before[$first] -like '-*') {
    if (${list(valued)} -contains $before[$first]) { $first++ }
    $first++
  }
  $offered = [ordered]@{}
  if ($first -gt $before.Count) {
    foreach ($word in $values[' ' + $before[-1]]) { $offered[$word] = $word }
  } elseif ($first -eq $before.Count) {
    if ($wordToComplete -like '-*') { $offered = $options[''] } else { $offered = $commands }
  } else {
    $before = @($before | Select-Object -Skip $first)
    $command = $before[0]
    $key = $command + ' ' + $before[-1]
    $argument = $command + ' '
    $arguments = @($before | Where-Object { $_ -notlike '-*' })
    if ($before.Count -gt 1 -and $values.ContainsKey($key)) {
      foreach ($word in $values[$key]) { $offered[$word] = $word }
    } elseif ($wordToComplete -notlike '-*' -and $arguments.Count -eq 1 -and $values.ContainsKey($argument)) {
      foreach ($word in $values[$argument]) { $offered[$word] = $word }
    } elseif ($options.ContainsKey($command)) {
      $offered = $options[$command]
    }
  }
  foreach ($word in $offered.Keys) {
    if ($word -like "$wordToComplete*") {
      [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $offered[$word])
    }
  }
}
`
}
