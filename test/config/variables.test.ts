import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config/load.ts'
import { ConfigError } from '../../src/core/errors.ts'
import { minimal } from './minimal.ts'

const withLine = (from: string, to: string): string => {
  expect(minimal).toContain(from)
  return minimal.replace(from, () => to)
}

function mistakes(text: string, env: Record<string, string>): string[] {
  try {
    readConfig('c.yaml', text, env)
  } catch (error) {
    if (error instanceof ConfigError) return error.issues.map(({ line, column, message }) => `${line}:${column} ${message}`)
    throw error
  }
  return []
}

describe('a variable of the environment', () => {
  const stack = (value: string) => withLine('stack: web', `stack: ${value}`)
  const listener = (port: string) => withLine('listener: { protocol: HTTP, port: 80 }', `listener:\n  protocol: HTTP\n  port: ${port}`)

  test('stands for a value, or a part of one', () => {
    expect(readConfig('c', stack('${STACK}'), { STACK: 'shop' }).stack).toBe('shop')
    expect(readConfig('c', stack('"web-${STAGE}-${NO}"'), { STAGE: 'test', NO: '2' }).stack).toBe('web-test-2')
  })

  test('may have a value for where it is unset or empty', () => {
    const text = stack('${STACK:-other}')
    expect([{}, { STACK: '' }, { STACK: 'shop' }].map((env) => readConfig('c', text, env).stack)).toEqual(['other', 'other', 'shop'])
  })

  test('becomes a number or a yes where it stands without quotes, as if its value stood there', () => {
    const config = readConfig('c', `${listener('${PORT}')}service:\n  autoAccept: \${ACCEPT}\n`, { PORT: '8080', ACCEPT: 'true' })
    expect([config.listener.port, config.service.autoAccept]).toEqual([8080, true])
  })

  test('in quotes is a text, so that a number is refused', () => {
    expect(mistakes(listener('"${PORT}"'), { PORT: '8080' })).toEqual([expect.stringMatching(/"8080", a text; write the number without quotes/)])
  })

  test('brings no YAML with it', () => {
    const tags = `tags:\n  team: "\${TEAM}"\n  unit: \${TEAM}\n${minimal}`
    expect(readConfig('c', tags, { TEAM: 'a: [b]' }).tags).toEqual({ team: 'a: [b]', unit: 'a: [b]' })
    expect(mistakes(stack('${STACK}'), { STACK: 'web\nregion: cn-shanghai' })).toEqual([expect.stringContaining('stack is "web\\nregion: cn-shanghai"')])
    expect(mistakes(stack('${STACK}'), { STACK: '*a' })).toEqual([expect.stringContaining('stack is "*a"')])
  })

  test('is not looked for in what came from a variable', () => {
    expect(mistakes(stack('${STACK}'), { STACK: '${OTHER}', OTHER: 'web' })).toEqual([expect.stringContaining('stack is "${OTHER}"')])
  })

  test('that is not set is the one mistake of its value, with its place', () => {
    expect(mistakes(stack('x-${STACK}'), {})).toEqual(['1:8 the environment variable STACK is not set; set it, or write ${STACK:-otherwise}'])
    expect(mistakes(stack('${constructor}'), {})).toEqual([expect.stringContaining('constructor is not set')])
  })

  test.each(['${}', '${1A}', '${A B}', '${STACK', '${STACK:=x}'])('cannot be written %s', (value) => {
    expect(mistakes(stack(`'${value}'`), { STACK: 'web' })).toEqual([expect.stringContaining('1:8 ${ begins a variable, such as ${NAME}')])
  })

  test('is left alone behind a second dollar sign, and a dollar sign alone is only one', () => {
    const tags = (value: string) => readConfig('c', `tags: { a: '${value}' }\n${minimal}`, { A: 'x' }).tags['a']
    expect(['$${A}', '$${A} ${A}', '$A $5 $', '$$A'].map(tags)).toEqual(['${A}', '${A} x', '$A $5 $', '$$A'])
  })

  test('is not looked for in keys and comments', () => {
    expect(readConfig('c', `tags: { '\${A}': b } # \${B}\n${minimal}`, {}).tags).toEqual({ '${A}': 'b' })
  })
})
