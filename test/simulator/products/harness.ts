import { Refusal, type Call, type IdKind, type Network, type ProductTable } from '../../../src/simulator/action.ts'
import type { World } from '../../../src/simulator/model.ts'
import { createNetwork } from '../../../src/simulator/network/backends.ts'
import { forget } from '../../../src/simulator/records.ts'
import { NOW, smallWorld } from '../network/small-world.ts'

export interface Harness {
  world: World
  now: number
  network: Network
  /** Calls an action with parameters as they are after reading; gives the answer as JSON carries it. */
  call(action: string, params?: Record<string, unknown>, observed?: unknown): Promise<any>
  /** What an action finds outside the world, as another process would that has servers of its own. */
  observe(action: string, params?: Record<string, unknown>): Promise<unknown>
  /** The code and HTTP status that a call is refused with. */
  refusal(action: string, params?: Record<string, unknown>): Promise<string>
}

/** A product on a small world, without the framework around it. */
export function harness(table: ProductTable): Harness {
  const parts = (action: string, params: Record<string, unknown>, network: Network) => {
    const found = table.actions[action]
    const [account] = self.world.accounts
    if (!found || !account) throw new Error(`no action ${action}`)
    // Tests change the world behind the back of its indexes.
    forget(self.world)
    const shared = {
      product: table.product, action, params: { RegionId: self.world.defaultRegion, ...params } as never,
        region: self.world.defaultRegion, account,
      address: '127.0.0.1:4580', now: self.now, requestId: 'r', network, look: () => {},
    }
    return { found, shared, observe: () => found.observe?.({ ...shared, world: structuredClone(self.world) }) }
  }
  const self: Harness = {
    world: smallWorld(), now: NOW, network: createNetwork(),
    async observe(action, params = {}) {
      const network = createNetwork()
      const observed = await parts(action, params, network).observe()
      await network.close()
      return observed
    },
    async call(action, params = {}, given) {
      const { found, shared, observe } = parts(action, params, self.network)
      const observed = given ?? await observe()
      const whole: Call<never> = { ...shared, world: self.world, observed, move: () => {},
        newId: (kind: IdKind) => `${kind}-${++self.world.made}` }
      return JSON.parse(JSON.stringify(found.handler(whole))) as unknown
    },
    async refusal(action, params) {
      try {
        await self.call(action, params)
        return 'none'
      } catch (thrown) {
        if (thrown instanceof Refusal) return `${thrown.code} ${thrown.status}`
        throw thrown
      }
    },
  }
  return self
}
