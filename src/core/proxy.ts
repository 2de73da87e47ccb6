/**
 * Reads the address of a proxy, `http://[user[:password]@]host[:port]`.
 * @returns undefined where it is none: a `/` or `#` in a password ends the address too early, and a `%` there has to be an escape
 */
export function proxyAddress(value: string): URL | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined || url.hostname === '' || `${url.pathname}${url.search}${url.hash}`.includes('@')) return undefined
  return isEscaped(url.username) && isEscaped(url.password) ? url : undefined
}

/** The password in the address of a proxy, as written and as meant, also where the address cannot be read. */
export function proxyPasswords(value: string): string[] {
  const [, password = ''] = /^(?:[a-z][a-z\d+.-]*:\/\/)?[^:]*:(.*)@/is.exec(value) ?? []
  return password === '' ? [] : [password, isEscaped(password) ? decodeURIComponent(password) : password]
}

function isEscaped(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
