/** An object as the XML of the older RPC answers: a list repeats the element of its name, absent members are left out. */
export function toXml(root: string, value: object): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, value)}\n`
}

function element(name: string, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join('')
  const inner = typeof value === 'object'
    ? Object.entries(value).map(([key, member]) => element(key, member)).join('')
    : escape(`${value as string | number | boolean}`)
  return `<${name}>${inner}</${name}>`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escape(text: string): string {
  // XML 1.0 has no way to write most control characters, nor half of a surrogate pair.
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '\ufffd').replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
}
