import { UsageError } from '../core/errors.ts'
import { text } from '../messages/whole.ts'
import type { Wanted } from './picked.ts'
import { USUAL_PORT } from './rules.ts'

/**
 * What options name twice would be in the config once or not pass its reader: it is more likely mistyped than meant.
 * @throws UsageError that names the option
 */
export function refuseDoubles({ zones, vSwitches, servers, testFrom, securityGroups }: Wanted): void {
  const named = {
    '--zone': zones, '--vswitch': vSwitches, '--server': servers.map(({ instanceId, port = USUAL_PORT }) => `${instanceId}:${port}`), '--test-from': testFrom, '--security-group': securityGroups,
  }
  for (const [option, values] of Object.entries(named)) {
    const twice = values.find((value, index) => values.indexOf(value) !== index)
    if (twice !== undefined) throw new UsageError(text.init.twice(option, twice), text.init.twiceHint)
  }
}
