import { Cloud, type CloudHooks } from '../../src/cloud/cloud.ts'
import { staticSigner } from '../../src/cloud/credentials.ts'
import { CloudError, type ErrorClass } from '../../src/cloud/error.ts'
import { virtualClock } from './clock.ts'

type Fields = Record<string, any>
/** What an action answers, by the action's name: a body, or what makes one of the call's fields. */
export type Script = Record<string, object | ((fields: Fields) => unknown)>

class ScriptedCloud extends Cloud {
  readonly script: Script
  readonly calls: { action: string; fields: Fields }[] = []

  constructor(script: Script, hooks: CloudHooks) {
    const signal = new AbortController().signal
    super({ region: 'cn-test', credential: staticSigner('a', 'b').credential, network: 'public', timeoutMs: 1, clock: virtualClock(), signal, random: () => 0 }, hooks)
    this.script = script
  }

  override withHooks(): this {
    return this
  }
  override callerIdentity(): Promise<any> {
    return this.#answer('GetCallerIdentity', {})
  }
  override alb(action: string, fields: object): Promise<any> {
    return this.#answer(action, fields)
  }
  override vpc(action: string, fields: object): Promise<any> {
    return this.#answer(action, fields)
  }
  override ecs(action: string, fields: object): Promise<any> {
    return this.#answer(action, fields)
  }
  override privatelink(action: string, fields: object): Promise<any> {
    return this.#answer(action, fields)
  }

  async #answer(action: string, fields: object): Promise<unknown> {
    this.calls.push({ action, fields })
    const answer = this.script[action]
    if (answer === undefined) throw new Error(`nothing answers ${action}`)
    return typeof answer === 'function' ? answer(fields) : answer
  }
}

/** A cloud without a wire: each action answers what a script says, and every call is kept. Its clock stands but for sleeps. */
export const scriptedCloud = (script: Script, hooks: CloudHooks = {}): ScriptedCloud => new ScriptedCloud(script, hooks)

/** A refusal, to be thrown by a script. */
export const refusal = (code: string, kind: ErrorClass, action = 'A'): CloudError => new CloudError(`${code} was said`, { product: 'P', action, code, class: kind, requestId: 'R-1' })
