const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/

/**
 * Where a backend listens; `base` stands before each path. Undefined where it is not plain HTTP on this machine: nothing leaves
 * it, and TLS has no place within the simulated networks.
 */
export function backendOf(text: string): { host: string; port: number; base: string } | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'http:' || !LOOPBACK.test(url.hostname)) return undefined
  return { host: url.hostname.replace(/[[\]]/g, ''), port: Number(url.port || 80), base: url.pathname.replace(/\/$/, '') }
}
