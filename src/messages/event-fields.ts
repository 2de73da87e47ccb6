import type { PlanChange, RunEvent, ServerStatus, TargetInfo, Told, ZoneOutput } from '../core/events.ts'

/** The names of all members of a type, the optional ones with a `?` behind. */
type Named<T> = { [K in keyof T as K extends 'type' ? never : Partial<Pick<T, K>> extends Pick<T, K> ? `${K & string}?` : K & string]-?: string }
type EventOf<Type> = Extract<RunEvent, { type: Type }>

const step = { step: 'which one', 'consumer?': 'the name of the consumer, with the last three steps' }
const elapsedMs = 'milliseconds since the step began, by the clock of the run'

/** English: what each event of --json is, and what each of its fields says. The compiler holds the names against the events. */
export const eventFields: { [Type in RunEvent['type']]: { about: string; fields: Named<EventOf<Type>> } } = {
  'run.start': {
    about: 'the first line, once the target is known',
    fields: {
      command: 'up, down, …', stack: 'its name; null where the command has none', target: 'where the calls go, see below',
      steps: 'a list of step and title, in the order in which they come',
    },
  },
  check: {
    about: 'a check before step 1, or a line of doctor',
    fields: { name: 'as for --skip-check', result: 'ok, fail, unknown or skipped', message: 'what was found', 'hint?': 'what mends it', 'see?': 'where the manual tells of it' },
  },
  'step.start': { about: 'a step begins', fields: { ...step, index: 'from 1', total: 'how many steps there are', title: 'for people' } },
  'step.state': {
    about: 'the resource of a step is in another state',
    fields: { ...step, id: 'of the resource', state: 'in the words of the cloud', 'previous?': 'the state before', elapsedMs, 'message?': 'what the state means' },
  },
  'step.retry': {
    about: 'a call failed and goes out again',
    fields: {
      ...step, action: 'the call', code: 'why it failed', 'requestId?': 'of the answer', attempt: 'which one failed, from 1', 'attempts?': 'how many there may be',
      waitMs: 'milliseconds until the next',
    },
  },
  'step.warn': { about: 'something that a person should know', fields: { ...step, message: 'what' } },
  'step.done': {
    about: 'a step is over',
    fields: { ...step, outcome: 'created, found, updated, replaced, removed, absent, kept, passed or skipped', id: 'of the resource, or null', elapsedMs },
  },
  'step.fail': {
    about: 'a step failed',
    fields: { ...step, 'id?': 'of the resource', ...failureFields() },
  },
  plan: {
    about: 'of plan and the dry runs: what would be done to the resource of a step',
    fields: {
      ...step, action: 'found, create, update, replace, drift or remove', id: 'of the resource, or null', changes: 'a list of field, from, to, drift? and replace?',
      'because?': 'the step whose replacement takes this one with it', 'message?': 'what else is to be said',
    },
  },
  status: {
    about: 'of status: where a step stands',
    fields: {
      ...step, id: 'of the resource, or null', state: 'in the words of the cloud', standing: 'ready, moving, open, failed or absent', 'createdAt?': 'as the cloud writes it',
      'modifiedAt?': 'as the cloud writes it', 'ageSeconds?': 'since it was made, or else changed, by the clock of the cloud', 'message?': 'what the state means',
      'zones?': 'of the endpoint, see below', 'servers?': 'of the server group, see below',
    },
  },
  probe: {
    about: 'of step 7: one instance has asked one address',
    fields: {
      instanceId: 'who asked', 'instanceName?': 'its name', zoneId: 'the zone that was asked', via: 'zone-domain, zone-address or endpoint-domain', url: 'what was asked',
      ok: 'whether every answer was an expected one', status: 'of the last answer; null where none came', answeredBy: 'how often each server answered, by its name',
      attempts: 'how often it asked', ms: 'milliseconds that it took', 'layer?': 'what failed first: guest, dns, security-group, connection, listener, backend, http or unknown',
      'message?': 'what the guest said',
    },
  },
  'run.done': {
    about: 'the last line, whatever the ending',
    fields: {
      ok: 'whether all is well', exit: 'the exit code', 'error?': 'a failure, see below',
      'unanswered?': 'creating calls whose answer is not known, each with step and action', 'next?': 'the command to go on with', outputs: 'the result, see below',
      elapsedMs: 'milliseconds of the whole run, by its clock', calls: 'how many calls were sent',
    },
  },
}

function failureFields(): Named<Told> {
  return {
    code: 'of the cloud, or one of ours', message: 'what was said', 'action?': 'the call', 'state?': 'of the resource', 'httpStatus?': 'of the answer', 'requestId?': 'of the answer',
    'denied?': 'the permission that is missing', 'recommend?': 'the page of the cloud on it', 'hint?': 'what to do', 'cause?': 'why, of known codes', 'see?': 'where the manual tells of it',
  }
}

/** What stands within fields. */
export const eventParts: { target: Named<TargetInfo>; failure: Named<Told>; zone: Named<ZoneOutput>; server: Named<ServerStatus>; change: Named<PlanChange>; outputs: Record<string, string> } = {
  target: { kind: 'embedded, endpoint or cloud', region: 'its ID', account: 'of the provider, or null', 'url?': 'where all calls go to one address' },
  failure: failureFields(),
  zone: { zoneId: 'its ID', domain: 'its own', address: 'of its network interface', eniId: 'of that', status: 'in the words of the cloud' },
  server: { serverId: 'its ID', port: 'on which it serves', weight: 'its share', state: 'of its membership', health: 'healthy, unhealthy, initial, unused, unchecked or unknown', 'reason?': 'of bad health' },
  change: { field: 'the key of the config', from: 'as it is', to: 'as it shall be', 'drift?': 'true: changed outside', 'replace?': 'true: not in place' },
  outputs: {
    'up, test, plan': 'loadBalancerId?, serverGroupId?, listenerId?, serviceId?, serviceName?, and endpoints?: a list of consumer, endpointId, domain, connectionStatus and zones; test --print: commands',
    status: 'the same, steps, and with --diagram diagram',
    accept: 'serviceId and accepted',
    down: 'removed and left; where it was cut short also remaining: a list of step and id; with --dry-run remove, left, obstacles and cut',
    doctor: 'checks: how many of each result',
    init: 'file and stack; with --output - config',
    policy: 'policy, or policies where the config has two accounts',
    explain: 'entry, or entries',
  },
}
