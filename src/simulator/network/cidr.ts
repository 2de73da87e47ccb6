/** An IPv4 address as an unsigned number, or undefined for what is not a dotted quad. */
export function parseIp(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  if (!parts) return undefined
  let value = 0
  for (const part of parts.slice(1)) {
    const octet = Number(part)
    if (octet > 255) return undefined
    value = value * 256 + octet
  }
  return value
}

/** True when an IPv4 address lies in a block; a block without a mask is one address. Malformed text is in nothing. */
export function inCidr(address: string, block: string): boolean {
  const [base = '', mask = '32'] = block.split('/')
  const bits = Number(mask)
  const ip = parseIp(address)
  const start = parseIp(base)
  if (ip === undefined || start === undefined || !/^\d{1,2}$/.test(mask) || bits > 32) return false
  const size = 2 ** (32 - bits)
  return Math.floor(ip / size) === Math.floor(start / size)
}

/** How many addresses a block has; 0 for malformed text. */
export function sizeOf(block: string): number {
  const [base = '', mask = '32'] = block.split('/')
  if (parseIp(base) === undefined || !/^\d{1,2}$/.test(mask) || Number(mask) > 32) return 0
  return 2 ** (32 - Number(mask))
}

/** True for a well-formed IPv4 address or block. */
export function isCidr(block: string): boolean {
  return sizeOf(block) > 0
}
