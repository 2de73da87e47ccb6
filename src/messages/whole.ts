import { en } from './en.ts'
import { parts } from './en/parts.ts'
import { whenSpoken } from './index.ts'
import type { Messages } from './types.ts'

const english: Messages = { ...en, ...parts }

/** All sentences in use, for what runs within a command. */
export let text: Messages = english
whenSpoken((chinese) => {
  text = chinese ?? english
})
