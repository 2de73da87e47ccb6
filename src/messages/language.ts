export const LANGUAGES = ['en', 'zh'] as const
/** A language that this program speaks: English, or Chinese in simplified characters. */
export type Language = (typeof LANGUAGES)[number]

/** The value of the last `--lang` among arguments; undefined where there is none. What it may be, the parser of arguments judges. */
function asked(argv: readonly string[]): string | undefined {
  const words = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv
  return words.flatMap((word, n) => (word === '--lang' ? [words[n + 1] ?? ''] : word.startsWith('--lang=') ? [word.slice('--lang='.length)] : [])).at(-1)
}

/**
 * The language to speak: `--lang`, else the first of LC_ALL, LC_MESSAGES and LANG that is not empty (as POSIX has it).
 * Every Chinese locale gets simplified characters, but one of another character set than UTF-8 none: all output is UTF-8.
 */
export function languageOf(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Language {
  const word = asked(argv)
  const named = LANGUAGES.find((language) => language === word)
  if (named !== undefined) return named
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
  const [, language, charset = 'UTF-8'] = /^([a-z]+)(?:[_-][\w-]*)?(?:\.([\w-]+))?(?:@.*)?$/i.exec(locale) ?? []
  return language?.toLowerCase() === 'zh' && /^utf-?8$/i.test(charset) ? 'zh' : 'en'
}
