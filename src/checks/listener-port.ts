import { type ExistingCheck, fail, ok } from './check.ts'

/** Is the listener's port free? Asked of a load balancer that is there already: no two listeners share a port (documented). */
export const listenerPort: ExistingCheck = {
  name: 'listener-port',
  steps: ['listener'],
  needs: [],
  judge({ listener: { port } }, { onPort }) {
    if (onPort === undefined) return []
    if (onPort.length === 0) return [ok(`Port ${port} of the load balancer is free.`)]
    return onPort.map(({ id, stack }) =>
      stack === undefined
        ? fail(`Listener ${id} has port ${port} of the load balancer.`, 'Take it over with `--adopt listener`, name it in listener.id to use it as it is, or take another listener.port.')
        : fail(`Listener ${id} of stack ${stack} has port ${port} of the load balancer.`, 'Take another listener.port.'),
    )
  },
}
