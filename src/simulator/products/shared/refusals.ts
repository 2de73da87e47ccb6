import { Refusal } from '../../action.ts'
import { printable } from '../../dialect.ts'

/** HTTP status and message of a code; `%s` is filled in by the server. */
export type Codes = Record<string, readonly [status: number, message: string]>

/** Makes a product's `refuse`: throws the refusal of a code, its message filled in. */
export function refuser<C extends Codes>(codes: C): (code: keyof C & string, ...fill: (string | number)[]) => never {
  return (code, ...fill) => {
    const [status, message] = codes[code] as Codes[string]
    const rest = [...fill]
    throw new Refusal(code, status, message.replaceAll('%s', () => printable(String(rest.shift() ?? code.split('.').at(-1)))))
  }
}
