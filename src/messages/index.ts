import { en } from './en.ts'
import { help as english } from './help.ts'
import type { Language } from './language.ts'

/** Every sentence that a person reads while a command runs, by key. Each language is an object of this type. */
export type Messages = typeof en
/** The help of each command and option, in one language. */
export type Help = typeof english

/**
 * The sentences in use. They change once, before anything is said: read them where they are said, never while a module is loaded.
 */
export let text: Messages = en
export let help: Help = english
export let language: Language = 'en'

/** Chooses the language of `text`, `help` and the explanations; only what was chosen is loaded. */
export async function speak(chosen: Language): Promise<void> {
  const [messages, pages] = chosen === 'en' ? [en, english] : await chinese()
  language = chosen
  text = messages
  help = pages
}

async function chinese(): Promise<[Messages, Help]> {
  const { zh, help: pages } = await import('./zh.ts')
  return [zh, pages]
}
