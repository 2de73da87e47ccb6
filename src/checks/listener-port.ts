import { text } from '../messages/whole.ts'
import { type ExistingCheck, fail, ok } from './check.ts'

/** Is the listener's port free? Asked of a load balancer that is there already: no two listeners share a port (documented). */
export const listenerPort: ExistingCheck = {
  name: 'listener-port',
  steps: ['listener'],
  needs: [],
  judge({ listener: { port } }, { onPort }) {
    if (onPort === undefined) return []
    if (onPort.length === 0) return [ok(text.check.portFree(port))]
    return onPort.map(({ id, stack }) =>
      stack === undefined
        ? fail(text.check.portTaken(id, port), text.check.portTakenHint)
        : fail(text.check.portTakenBy(id, stack, port), text.check.otherPort),
    )
  },
}
