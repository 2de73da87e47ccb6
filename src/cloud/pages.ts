import { text } from '../messages/whole.ts'
import { CloudError } from './error.ts'

/**
 * Reads all pages of a list.
 * @param page reads one, given the token of the one before
 * @param most pages at the most, so that a server that repeats its tokens cannot keep a run for ever
 */
export async function allPages<T>(page: (nextToken: string | undefined) => Promise<{ items: readonly T[]; nextToken?: string | undefined }>, most = 200): Promise<T[]> {
  const items: T[] = []
  let token: string | undefined
  for (let n = 0; n < most; n += 1) {
    const { items: some, nextToken } = await page(token)
    items.push(...some)
    if (nextToken === undefined || nextToken === '' || nextToken === token) return items
    token = nextToken
  }
  return items
}

/** Reads what is asked for by IDs, as many of them in one call as it takes. */
export async function inChunks<T>(ids: readonly string[], size: number, read: (ids: string[]) => Promise<readonly T[]>): Promise<T[]> {
  const chunks = Array.from({ length: Math.ceil(ids.length / size) }, (_, index) => ids.slice(index * size, (index + 1) * size))
  return (await Promise.all(chunks.map(read))).flat()
}

const incomplete = (what: string): CloudError => new CloudError(text.cloud.answerWithout(what), { product: '', action: '', code: 'InvalidAnswer', class: 'unknown' })

/**
 * A list member of an answer.
 * @throws CloudError when the answer has none: a list that cannot be read is not an empty one
 */
export function listOf<T>(list: readonly T[] | undefined, name: string): readonly T[] {
  if (!Array.isArray(list)) throw incomplete(text.cloud.itsList(name))
  return list
}

/**
 * The ID that a creating call answered.
 * @throws CloudError when the answer has none: what the call made is found by its tags then
 */
export function idOf(id: string | undefined): string {
  if (id === undefined || id === '') throw incomplete(text.cloud.anId)
  return id
}
