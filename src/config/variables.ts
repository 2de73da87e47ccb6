import { text as messages } from '../messages/whole.ts'

/** The variables of a process. */
export type Env = Readonly<Record<string, string | undefined>>

/** `$${`, which stands for `${` itself; `${NAME}` or `${NAME:-otherwise}`; and what begins like one and is none. */
const VARIABLE = /\$\$\{|\$\{([A-Za-z_]\w*)(?::-([^}]*))?\}|\$\{/g

/**
 * Puts variables of the environment into a text of the config. Their values are text and no YAML: none of them can bring a key
 * or a list.
 * @returns the text, and what is wrong with the variables that it names
 */
export function fillVariables(text: string, env: Env): { text: string; wrong: string[] } {
  const wrong: string[] = []
  const filled = text.replaceAll(VARIABLE, (whole, name?: string, otherwise?: string) => {
    if (whole === '$${') return '${'
    if (name === undefined) {
      wrong.push(messages.config.badVariable)
      return ''
    }
    // Own keys only: an environment has no variable `constructor`.
    const value = Object.hasOwn(env, name) ? env[name] : undefined
    if (value === undefined && otherwise === undefined)
      wrong.push(messages.config.unsetVariable(name))
    return (otherwise === undefined ? value : value || otherwise) ?? ''
  })
  return { text: filled, wrong }
}

/** What an unquoted scalar means once its variables are in it: a number, true or false as YAML would read it, else the text. */
export function plainValue(text: string): string | number | boolean {
  if (/^[-+]?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  return text
}
