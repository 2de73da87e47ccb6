import { Help, type HelpConfiguration } from 'commander'
import { width } from './table.ts'
import { wrap } from './wrap.ts'

/**
 * How commander lays out help of wide characters: by columns instead of characters, and without a blank behind a wide colon. Loaded for
 * such a language alone.
 */
export const wideHelp: HelpConfiguration = {
  displayWidth: width,
  boxWrap: wrap,
  formatHelp: (command, helper) => Help.prototype.formatHelp.call(helper, command, helper).replace('： ', '：'),
}
