import type { Picture } from './picture.ts'

/** A label as Mermaid takes it: quotes would end it. */
const label = (text: string): string => `"${text.replaceAll('"', '#quot;')}"`

/**
 * Who talks to whom as a Mermaid flowchart, for pages that draw one.
 * @returns lines, each with a line end
 */
export function mermaid(picture: Picture): string {
  const { consumer, provider, clients, endpoint, zones, connection, connected, service, loadBalancer, listener, servers } = picture
  const lines = [
    'flowchart LR',
    `  subgraph vpc1[${label(consumer)}]`,
    `    clients([${label(clients)}])`,
    ...zones.map((zone, n) => `    zone${n}[${label(zone)}]`),
    `    endpoint[${label(endpoint)}]`,
    ...(zones.length === 0 ? ['    clients --> endpoint'] : zones.map((_, n) => `    clients --> zone${n} --> endpoint`)),
    '  end',
    `  subgraph vpc2[${label(provider)}]`,
    `    service[${label(service)}]`,
    `    balancer[${label(loadBalancer)}]`,
    `    listener[${label(listener)}]`,
    ...servers.map((server, n) => `    server${n}[${label(server)}]`),
    '    service --> balancer --> listener',
    ...servers.map((_, n) => `    listener --> server${n}`),
    '  end',
    `  endpoint ${connected ? '-->' : '-.->'}|${label(connection)}| service`,
  ]
  return lines.map((line) => `${line}\n`).join('')
}
