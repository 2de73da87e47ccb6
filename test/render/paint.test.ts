import { describe, expect, it } from 'vitest'
import { paintFor, wantsColor, wantsSpinner, wantsUnicode } from '../../src/render/paint.ts'

const terminal = { isTTY: true, columns: 80 }
const file = { isTTY: false, columns: undefined }

describe('colour', () => {
  it.each([
    ['on a terminal', terminal, {}, true, true],
    ['not off a terminal', file, {}, true, false],
    ['not with --no-color, whatever the environment says', terminal, { FORCE_COLOR: '1' }, false, false],
    ['not with NO_COLOR', terminal, { NO_COLOR: '1' }, true, false],
    ['with an empty NO_COLOR', terminal, { NO_COLOR: '' }, true, true],
    ['with FORCE_COLOR off a terminal', file, { FORCE_COLOR: '1' }, true, true],
    ['with FORCE_COLOR rather than NO_COLOR', file, { FORCE_COLOR: '1', NO_COLOR: '1' }, true, true],
    ['not with FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, true, false],
    ['not on TERM=dumb', terminal, { TERM: 'dumb' }, true, false],
    ['on a terminal in CI', terminal, { CI: 'true' }, true, true],
  ])('is there %s', (_name, out, env, color, expected) => {
    expect(wantsColor(out, env, color)).toBe(expected)
    expect(paintFor(out, env, color).red('x')).toBe(expected ? '\u001B[31mx\u001B[39m' : 'x')
  })
})

describe('a spinner', () => {
  it.each([
    ['turns on a terminal', terminal, {}, true],
    ['does not turn off one', file, {}, false],
    ['does not turn where the terminal does not tell its columns', { isTTY: true, columns: undefined }, {}, false],
    ['does not turn in CI', terminal, { CI: 'true' }, false],
    ['turns with CI=false', terminal, { CI: 'false' }, true],
    ['does not turn on TERM=dumb', terminal, { TERM: 'dumb' }, false],
  ])('%s', (_name, out, env, expected) => {
    expect(wantsSpinner(out, env)).toBe(expected)
  })
})

describe('signs beyond ASCII', () => {
  it.each([
    ['are used where the locale is not told', {}, true],
    ['are used with UTF-8', { LANG: 'de_DE.UTF-8' }, true],
    ['are used with utf8', { LC_ALL: 'C.utf8', LANG: 'C' }, true],
    ['are not used in the C locale', { LANG: 'C' }, false],
    ['are not used in another character set', { LC_CTYPE: 'de_DE.ISO-8859-1', LANG: 'de_DE.UTF-8' }, false],
    ['are not used on TERM=dumb', { TERM: 'dumb', LANG: 'C.UTF-8' }, false],
  ])('%s', (_name, env, expected) => {
    expect(wantsUnicode(env)).toBe(expected)
    expect(paintFor(terminal, env, true).text('✔ ✖ a · b … ×4 → ECS 服务')).toBe(
      expected ? '✔ ✖ a · b … ×4 → ECS 服务' : '+ x a - b ... x4 -> ECS 服务')
  })
})
