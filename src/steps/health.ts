import type { Cloud } from '../cloud/cloud.ts'
import { allPages, listOf } from '../cloud/pages.ts'
import { text } from '../messages/whole.ts'

/** A server that GetListenerHealthStatus lists: it names only those that are not normal. */
export interface NonNormalServer { serverId: string; port: number; status: string; reason: string }

/** Health behind a listener; undefined where the answer said nothing, which is not "healthy". */
export interface Health { checked: boolean; nonNormal: NonNormalServer[] }

interface Reason { reasonCode?: string | undefined; actualResponse?: string | undefined; expectedResponse?: string | undefined }

function explain(reason: Reason | undefined): string {
  if (reason?.reasonCode === undefined || reason.reasonCode === '') return ''
  return text.step.healthReason(reason.reasonCode, reason.actualResponse || undefined, reason.expectedResponse || undefined)
}

/**
 * Reads all pages of GetListenerHealthStatus.
 * @returns undefined when the answer has no health of this listener's server group
 */
export async function readHealth(cloud: Cloud, listenerId: string): Promise<Health | undefined> {
  const pages = await allPages(async (nextToken) => {
    const page = await cloud.alb('GetListenerHealthStatus', { listenerId, maxResults: 30, nextToken })
    return { items: [page.listenerHealthStatus], nextToken: page.nextToken }
  })
  const groups = pages.flatMap((list) => list ?? []).flatMap((listener) => listener.serverGroupInfos ?? [])
  if (groups.length === 0) return undefined
  return {
    checked: groups.some((group) => group.healthCheckEnabled?.toLowerCase() !== 'off'),
    nonNormal: groups.flatMap((group) =>
      listOf(group.nonNormalServers ?? [], 'NonNormalServers').map((server) => ({
        serverId: server.serverId ?? '',
        port: server.port ?? 0,
        status: server.status ?? 'unknown',
        reason: explain(server.reason),
      })),
    ),
  }
}
