/** English: the walks: what is waited for, refused, taken over, or in the way. */
export const run = {
  noConnection: (endpoint: string, service: string) => `endpoint ${endpoint} has no connection to ${service}`,
  acceptRefused: 'the connection was refused or cut while it was being made',
  namesake: (id: string, alike: string, step: string) =>
    `${id} ${alike} and belongs to no stack; another one is made, unless \`--adopt ${step}\` takes it over`,
  takenOver: (what: string) => `taken over: ${what}`,
  adoptAndReplaced: (step: string, id: string) => `--adopt ${step}: ${id} would be removed by --replace`,
  adoptAlone: 'Take it over in a run of its own.',
  nothingChanged: (hint: string) => `${hint} Nothing was changed.`,
  adoptMany: (step: string, count: number, all: string) => `--adopt ${step}: ${count} could be meant: ${all}`,
  adoptManyHint: 'Name the one in the config by its ID, or rename the others.',
  adoptOthers: (step: string, others: string) => `--adopt ${step}: it belongs to another stack: ${others}`,
  ofStack: (what: string, stack: string) => `${what}, stack ${stack}`,
  adoptOthersHint: 'Run `down` there, or remove its tags managed-by and alb-privatelink/stack first.',
  adoptNone: (step: string) => `--adopt ${step}: there is none to take over`,
  adoptWhere: {
    'load-balancer': 'It must have the name of loadBalancer.name and be in provider.vpcId.',
    'server-group': 'It must have the name of serverGroup.name and be of provider.vpcId.',
    listener: 'It must have the port of listener.port on the load balancer of the stack.',
    'endpoint-service': 'It must offer the load balancer of the stack.',
    endpoint: 'It must have the name of consumer.endpoint.name and be in consumer.vpcId.',
  },
  created: (date: string) => `created ${date}`,
  adoptNot: (step: string, id: string, why: string) => `--adopt ${step}: ${id} cannot be taken over: ${why}`,
  adoptNotHint: 'Nothing was changed. Leave out --adopt to have one made.',
  goneMeanwhile: 'it is not there any more',
  adoptOfOther: (service: string, own: string | undefined) =>
    `it belongs to ${service}, not to the stack's endpoint service${own === undefined ? ', which is still to be made' : ` ${own}`}`,
  probesFailed: (failed: number, all: number, instance: string, via: string, url: string, why: string | undefined) =>
    `${failed} of ${all} probes failed; ${instance} by ${via} (${url}): ${why ?? 'no answer'}`,
  notListed: 'not listed by the cloud yet',
  removedAnew: (id: string, reason: string) => `${id}: ${reason}; it cannot be repaired, so it is removed and made anew`,
  notShownYet: 'not shown by the cloud yet',
  notShown: 'the cloud does not show it',
  changeNotShown: 'what was changed is not shown yet',
  noneNamed: 'the answer names none',
  guestUnknown: (why: string) =>
    `the consumer's account is not known (${why}): if it is not the provider's, the endpoint service has to admit it before the endpoint can be made; see its whitelist in the PrivateLink console`,
  dryRunNeeds: (steps: readonly string[]) => `not sent, it needs ${steps.join(' and ')} first`,
  placeOnWhitelist: 'a place on the whitelist of the endpoint service',
  dryRunPassed: 'passed',
  dryRunRefused: (code: string, message: string, permission: string | undefined) =>
    `${code}: ${message}${permission === undefined ? '' : ` (permission: ${permission})`}`,
  dryRunIgnored: (made: string) => `the cloud did not heed the DryRun flag and made ${made}`,
  doubles: (count: number, ids: string) => `there are ${count} with the tags of this stack: ${ids}`,
  doublesHint: (step: string) =>
    `Two runs at once on two machines can make this (step ${step}). Keep the one that is in use, remove the tags managed-by and alb-privatelink/stack from the other in the console, or delete it there; then run the command again.`,
  leftover: (id: string, given: string | undefined) =>
    `${id} carries the tags of this stack, but the config has ${given ?? 'none'}: this stack does not use it any more; \`down\` removes it`,
  held: (pid: number, command: string) => `another run holds this stack: process ${pid} (${command})`,
  heldHint: 'Wait for it to end, or stop it; without --no-wait this command waits by itself.',
  notInPlace: (differences: string) => `${differences}: this cannot be changed in place`,
  replaceHint: (step: string, others: readonly string[]) =>
    `Put the old value back into the config, or make it anew with \`up --replace ${step}\`, which interrupts the service${others.length === 0 ? '' : ` and makes anew: ${others.join(', ')}`}.`,
  egressRefused: (instance: string, groups: string, address: string, port: number) =>
    `the security groups of ${instance} (${groups}) let nothing out to ${address} on TCP ${port}`,
  ingressRefused: (groups: string, address: string, port: number) =>
    `the endpoint's security groups (${groups}) admit nothing from ${address} on TCP ${port}`,
  stillState: (state: string) => `still ${state}`,
  behindGiven: 'behind the given endpoint service',
  givenAbsent: 'given, and not there',
  givenAsIs: 'given: used as it is',
  noTestInConfig: 'no test in the config',
  protectionOn: (id: string) => `deletion protection of ${id} is on; nothing was removed`,
  protectionOurs: 'The config asked for it: `down --force` lifts it.',
  protectionTheirs: 'It was switched on outside this tool: switch it off in the ALB console.',
  usedByOthers: (connections: string) => `endpoints of others are on the endpoint service: ${connections}; nothing was removed`,
  usedByOthersHint: 'Ask their owners to delete them. `down --force` cuts their connections, so that whoever uses them loses the service, and removes what the cloud then lets go.',
  notThere: (id: string) => `${id} is not there`,
  notThereHint: 'The config names it; what is given is never made.',
  noChange: (seconds: number, what: string) => `no change for ${seconds} s (${what}); it may still finish`,
  otherRun: 'another run holds the stack',
  watchAgain: 'Run the same command again to go on watching.',
  stillSo: (past: string, seconds: number, about: string | undefined) =>
    `${past}, still so after ${seconds} s${about === undefined ? '' : ` (${about})`}; it may still finish`,
  nothingShown: 'nothing was shown',
  waitAgain: 'Run the same command again to go on waiting.',
}
