import { en } from './en.ts'

/** Every sentence that a person reads while a command runs, by key. A second language is a second object of this type. */
export type Messages = typeof en

/** The sentences in use. */
export const text: Messages = en
