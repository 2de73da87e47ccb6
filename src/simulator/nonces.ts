/** A signature's date is valid for so long, in milliseconds (documented: 15 minutes). */
export const DATE_WINDOW_MS = 15 * 60_000
/** A date may lie a window ahead, so each nonce is kept for two. */
const LIFE_MS = 2 * DATE_WINDOW_MS

export interface Nonces {
  /** False when the key has used the nonce within the life of a date. */
  use(accessKeyId: string, nonce: string, now: number): boolean
}

/**
 * Nonces seen by this process.
 * @param limit of how many are kept; beyond it the older half is forgotten
 */
export function nonceMemory(limit = 1_000_000): Nonces {
  // Two generations: taking the oldest out of one map, one by one, leaves holes that each later call would step over.
  let young = new Map<string, number>()
  let old = new Map<string, number>()
  let began = -Infinity
  return {
    use: (accessKeyId, nonce, now) => {
      if (now - began > LIFE_MS || young.size >= limit / 2) {
        ;[young, old] = [new Map(), young]
        began = now
      }
      const key = `${accessKeyId} ${nonce}`
      const at = young.get(key) ?? old.get(key)
      if (at !== undefined && now - at <= LIFE_MS) return false
      young.set(key, now)
      return true
    },
  }
}
