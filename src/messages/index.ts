import { en } from './en.ts'
import { help as english } from './help.ts'
import type { Language } from './language.ts'
import type { Core, Explained, Help, Messages } from './types.ts'

export { LANGUAGES, languageOf, type Language } from './language.ts'

/**
 * The sentences in use, without those of what a command is made of (whole.ts). They change once, before anything is said: read them
 * where they are said, never while a module is loaded.
 */
export let text: Core = en
export let help: Help = english
/** None in English. */
export let explained: Explained = {}
/** The one that is spoken. */
export let language: Language = 'en'

let chinese: Messages | undefined
const listeners: ((chinese: Messages | undefined) => void)[] = []

/** Chooses the language of all of these; only what was chosen is loaded. */
export async function speak(chosen: Language): Promise<void> {
  language = chosen
  if (chosen === 'en') [text, help, explained, chinese] = [en, english, {}, undefined]
  else {
    const loaded = await import('./zh.ts')
    text = chinese = loaded.zh
    help = loaded.help
    explained = loaded.explanations
  }
  for (const listener of listeners) listener(chinese)
}

/** Tells the Chinese sentences, now and whenever the language changes; undefined where English is spoken. */
export function whenSpoken(listener: (chinese: Messages | undefined) => void): void {
  listeners.push(listener)
  listener(chinese)
}
