import type { en } from './en.ts'
import type { parts } from './en/parts.ts'
import type { help } from './help.ts'

/** The sentences of the program itself, by key: what was typed, how a run is shown. */
export type Core = typeof en
/** Every sentence that a person reads while a command runs. Each language is an object of this type. */
export type Messages = Core & typeof parts
/** The help of each command and option, in one language. */
export type Help = typeof help
/** Title, cause and cure of explanations by their English titles. */
export type Explained = Readonly<Record<string, readonly [title: string, cause: string, cure: string]>>
