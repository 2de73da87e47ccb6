/** What may stand behind an option or as an argument: one of these words, a file, or, without either, what only its user knows. */
export interface Values { words: readonly string[]; files?: true }

/** An option as shells complete it. */
export interface OptionShape {
  /** As typed, the short one first: `-c`, `--config`. */
  flags: readonly string[]
  about: string
  /** What its value is called and may be; without it the option has none. */
  value?: { name: string; values: Values }
}

/** A command as shells complete it. */
export interface CommandShape {
  name: string
  about: string
  options: readonly OptionShape[]
  argument?: { name: string; values: Values }
}

/** A whole program as shells complete it: options of its own, and its commands. */
export interface ProgramShape {
  name: string
  options: readonly OptionShape[]
  commands: readonly CommandShape[]
}

/** Of options, the flags behind which a value stands. */
export const valuedFlags = (options: readonly OptionShape[]): string[] => options.flatMap(({ flags, value }) => (value === undefined ? [] : flags))
