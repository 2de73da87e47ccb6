import { width } from './table.ts'
import { wrap } from './wrap.ts'

/** How commander lays out help of wide characters: by columns instead of characters. Loaded for such a language alone. */
export const wideHelp = { displayWidth: width, boxWrap: wrap }
