/** The shells that there are scripts for. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const
export type Shell = (typeof SHELLS)[number]

/**
 * The shell that somebody types in, as the environment tells it: SHELL, else what only PowerShell sets.
 * @returns undefined for one that there is no script for
 */
export function shellOf(env: Readonly<Record<string, string | undefined>>): Shell | undefined {
  const name = env['SHELL']?.split('/').at(-1)
  if (name === undefined || name === '') return env['PSModulePath'] ? 'powershell' : undefined
  return name === 'pwsh' ? 'powershell' : SHELLS.find((shell) => shell === name)
}
