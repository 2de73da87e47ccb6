import { randomBytes, timingSafeEqual } from 'node:crypto'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** So many random letters and digits, fit for a secret. */
export function randomText(length: number): string {
  let text = ''
  while (text.length < length) {
    // 248 is the largest multiple of 62 in a byte: what lies above would favour the first letters.
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += ALPHABET[byte % 62]
  }
  return text
}

/** A key pair in the form of the vendor's, made up at random. */
export function randomKeyPair(): { accessKeyId: string; accessKeySecret: string } {
  return { accessKeyId: `LTAI5t${randomText(18)}`, accessKeySecret: randomText(30) }
}

/** Compares two secrets in a time that tells nothing of where they differ. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/**
 * The key pair that the environment puts in place of the first account's.
 * @throws Error when only one of the two variables is set
 */
export function keyPairFromEnv(env: Record<string, string | undefined>): { accessKeyId: string; accessKeySecret: string } | undefined {
  const accessKeyId = env['ALB_PRIVATELINK_SIM_ACCESS_KEY_ID']
  const accessKeySecret = env['ALB_PRIVATELINK_SIM_ACCESS_KEY_SECRET']
  if (!accessKeyId && !accessKeySecret) return undefined
  if (!accessKeyId || !accessKeySecret) {
    throw new Error('ALB_PRIVATELINK_SIM_ACCESS_KEY_ID and ALB_PRIVATELINK_SIM_ACCESS_KEY_SECRET are set together or not at all')
  }
  return { accessKeyId, accessKeySecret }
}
