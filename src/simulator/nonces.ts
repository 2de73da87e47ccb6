/** A signature's date is valid for so long, in milliseconds (documented: 15 minutes). */
export const DATE_WINDOW_MS = 15 * 60_000

export interface Nonces {
  /** False when the key has used the nonce within the life of a date. */
  use(accessKeyId: string, nonce: string, now: number): boolean
}

/** Nonces seen by this process. A date may lie a window ahead, so each is kept for two. */
export function nonceMemory(limit = 1_000_000): Nonces {
  const seen = new Map<string, number>()
  return {
    use: (accessKeyId, nonce, now) => {
      // The oldest come first, whatever their date: they were put in by the machine's clock.
      for (const [key, at] of seen) {
        if (now - at <= 2 * DATE_WINDOW_MS && seen.size < limit) break
        seen.delete(key)
      }
      const key = `${accessKeyId} ${nonce}`
      if (seen.has(key)) return false
      seen.set(key, now)
      return true
    },
  }
}
