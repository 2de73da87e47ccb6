import { stringify } from 'yaml'
import { text } from '../messages/whole.ts'
import { groupCells, instanceCells, vpcCells, vSwitchCells } from './cells.ts'
import type { Picked, PickedZone } from './picked.ts'

/** Columns before a comment, as in config.example.yaml. */
const COLUMN = 38

/** A text as the config's reader takes it: quoted where YAML would read something else, and no variable of the environment. */
const scalar = (value: string): string => stringify(value.replaceAll('${', () => '$${'), { lineWidth: 0 }).trimEnd()

/** A name of the cloud's as part of a comment: it ends with its line, whatever the name holds. */
const words = (cells: readonly string[]): string => cells.filter((cell) => cell !== '').join(', ').replaceAll(/[\s\p{Cc}\u2028-\u202E\u2066-\u2069]+/gu, ' ')

const line = (code: string, comment = ''): string => (comment === '' ? code : `${code.padEnd(COLUMN - 1)} # ${comment}`)

/** What tells a thing from its neighbours, its ID aside: that stands before the comment. */
const without = (cells: readonly string[], id: string): string => words(cells.filter((cell) => cell !== id))

function zoneLines({ zoneId, vSwitch }: PickedZone): string[] {
  return [`    - zoneId: ${scalar(zoneId)}`, line(`      vSwitchId: ${scalar(vSwitch.vSwitchId)}`, without(vSwitchCells(vSwitch), vSwitch.vSwitchId))]
}

/**
 * The config of what was chosen, with comments in the manner of config.example.yaml.
 * @param first what stands before all else, for editors
 */
export function configText(picked: Picked, first?: string): string {
  const { file } = text.init
  const { stack, region, provider, zones, servers, listenerPort, consumer, endpointZones, securityGroups, testers } = picked
  const profile = (name: string | undefined, comment: string): string => (name === undefined ? line('  # profile: default', comment) : line(`  profile: ${scalar(name)}`, comment))
  const tested = testers.length > 0
  const off = tested ? '' : '# '
  const firstZone = endpointZones[0]?.zoneId ?? ''
  const testLines = [
    `  ${off}test:`,
    `  ${off}  from:`,
    ...(tested ? testers : [undefined]).flatMap((tester, index) => [
      line(`  ${off}    - instanceId: ${scalar(tester?.instance.instanceId ?? 'i-...')}`, tester && without(instanceCells(tester.instance), tester.instance.instanceId)),
      line(`  ${off}      zoneId: ${scalar(tester?.zoneId ?? firstZone)}`, index === 0 ? file.testZone : ''),
    ]),
    `  ${off}  path: /`,
    line(`  ${off}  status: 200`, file.status),
    line(`  ${off}  via: both`, file.via),
    line(`  ${tested ? '  # ' : '#   '}bodies: { server1: Hello }`, file.bodies),
  ]
  const lines = [
    ...(first === undefined ? [] : [first]),
    ...file.head.map((sentence) => `# ${sentence}`),
    '',
    line(`stack: ${scalar(stack)}`, file.stack),
    `region: ${scalar(region)}`,
    line('# resourceGroupId: rg-...', file.resourceGroupId),
    line('# tags: { team: shop }', file.tags),
    line('# endpointNetwork: public', file.endpointNetwork),
    '',
    `# ${file.provider}`,
    'provider:',
    line(`  vpcId: ${scalar(provider.vpc.vpcId)}`, without(vpcCells(provider.vpc), provider.vpc.vpcId)),
    profile(provider.profile, file.profile),
    '',
    `# ${file.loadBalancer}`,
    'loadBalancer:',
    `  # name: alb-${stack}`,
    line('  # edition: Basic', file.edition),
    '  # deletionProtection: false',
    '  zones:',
    ...zones.flatMap((zone, index) => [...zoneLines(zone), ...(index === 0 ? [line('      # address: ...', file.address)] : [])]),
    '',
    `# ${file.serverGroup}`,
    'serverGroup:',
    line('  name: RS1', file.name),
    line('  protocol: HTTP', file.protocol),
    line('  scheduler: Wrr', file.scheduler),
    '  # healthCheck: { path: /, codes: [http_2xx, http_3xx], interval: 2, timeout: 5 }',
    '  servers:',
    ...servers.flatMap(({ instance, port }, index) => [
      line(`    - instanceId: ${scalar(instance.instanceId)}`, without(instanceCells(instance), instance.instanceId)),
      `      port: ${port}`,
      line('      weight: 100', index === 0 ? file.weight : ''),
    ]),
    '',
    `# ${file.listener}`,
    'listener:',
    '  protocol: HTTP',
    `  port: ${listenerPort}`,
    '',
    `# ${file.service}`,
    'service:',
    line('  autoAccept: false', file.autoAccept),
    '  zoneAffinity: false',
    '',
    `# ${file.consumer}`,
    'consumer:',
    line(`  vpcId: ${scalar(consumer.vpc.vpcId)}`, without(vpcCells(consumer.vpc), consumer.vpc.vpcId)),
    profile(consumer.profile, file.consumerProfile),
    line('  securityGroupIds:', file.groups),
    ...securityGroups.map((group) => line(`    - ${scalar(group.securityGroupId)}`, without(groupCells(group), group.securityGroupId))),
    '  zones:',
    ...endpointZones.flatMap(zoneLines),
    '',
    `  # ${tested ? file.test : file.noTest}`,
    ...testLines,
  ]
  return `${lines.join('\n')}\n`
}
