import { en } from './en.ts'
import { help as english } from './help.ts'
import type { Language } from './language.ts'

/** Every sentence that a person reads while a command runs, by key. Each language is an object of this type. */
export type Messages = typeof en
type Explained = Readonly<Record<string, readonly [title: string, cause: string, cure: string]>>
/** The help of each command and option, in one language. */
export type Help = typeof english

/**
 * The sentences in use. They change once, before anything is said: read them where they are said, never while a module is loaded.
 */
export let text: Messages = en
export let help: Help = english
/** The one that is spoken. */
export let language: Language = 'en'
/** Title, cause and cure of explanations by their English titles; none in English. */
export let explained: Explained = {}

/** Chooses the language of `text`, `help` and the explanations; only what was chosen is loaded. */
export async function speak(chosen: Language): Promise<void> {
  language = chosen
  if (chosen === 'en') [text, help, explained] = [en, english, {}]
  else {
    const chinese = await import('./zh.ts')
    text = chinese.zh
    help = chinese.help
    explained = chinese.explanations
  }
}
