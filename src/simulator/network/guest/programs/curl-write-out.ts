import type { Transfer } from './curl-transfer.ts'

/** What `--write-out` prints, and where. */
export interface WriteOut { out: string; err: string }

/** Fills in the format of `--write-out` for one transfer. */
export function writeOut(format: string, transfer: Transfer, local: string, number: number): WriteOut {
  const texts = { out: '', err: '' }
  let into: 'out' | 'err' = 'out'
  for (const [token] of format.matchAll(/%%|%header\{[^}]*\}|%\{[^}]*\}|\\[nrt]|[\s\S]/g)) {
    if (token === '%%') texts[into] += '%'
    else if (token === '\\n') texts[into] += '\n'
    else if (token === '\\t') texts[into] += '\t'
    else if (token === '\\r') texts[into] += '\r'
    else if (token.startsWith('%header{')) texts[into] += header(transfer, token.slice(8, -1))
    else if (token.startsWith('%{')) {
      const name = token.slice(2, -1)
      if (name === 'stdout' || name === 'stderr') into = name === 'stdout' ? 'out' : 'err'
      else if (name === 'onerror') {
        if (transfer.code === 0) break
      } else {
        const value = variables(transfer, local, number)[name]
        if (value === undefined) texts.err += `curl: unknown --write-out variable: '${name}'\n`
        else texts[into] += value
      }
    } else texts[into] += token
  }
  return texts
}

function header(transfer: Transfer, name: string): string {
  return transfer.answer?.headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? ''
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(6)
}

function variables(transfer: Transfer, local: string, number: number): Record<string, string> {
  const { answer, times } = transfer
  const code = String(answer?.status ?? 0).padStart(3, '0')
  const size = answer && transfer.method !== 'HEAD' ? answer.body.length : 0
  const values: Record<string, string> = {
    http_code: code, response_code: code, http_connect: '000', exitcode: String(transfer.code), errormsg: transfer.error,
      url: transfer.url,
    url_effective: transfer.effective, urlnum: String(number), method: transfer.method, scheme: transfer.scheme,
      http_version: answer ? '1.1' : '0',
    content_type: header(transfer, 'content-type'), remote_ip: transfer.remoteAddress, remote_port: String(transfer.remotePort),
    local_ip: transfer.remoteAddress ? local : '', local_port: transfer.remoteAddress ? '40000' : '0',
      num_connects: String(transfer.connects),
    num_redirects: String(transfer.redirects), redirect_url: transfer.redirectUrl,
      num_headers: String(answer?.headers.length ?? 0),
    size_download: String(size), size_upload: '0', size_header: String(transfer.headerText.length),
    size_request: String(transfer.remoteAddress ? transfer.requestText.length : 0), speed_upload: '0',
    speed_download: String(times.total > 0 ? Math.round(size / (times.total / 1000)) : 0), ssl_verify_result: '0',
      proxy_ssl_verify_result: '0',
    filename_effective: '', ftp_entry_path: '', referer: '', certs: '', num_certs: '0', time_namelookup: seconds(times.dns),
    time_connect: seconds(times.connect), time_appconnect: seconds(0), time_pretransfer: seconds(times.connect),
      time_redirect: seconds(0),
    time_starttransfer: seconds(times.start), time_total: seconds(times.total),
  }
  values['header_json'] = headerJson(transfer)
  values['json'] = asJson(values)
  return values
}

function headerJson(transfer: Transfer): string {
  const names = new Map<string, string[]>()
  for (const [name, value] of transfer.answer?.headers ?? []) {
    const known = names.get(name.toLowerCase())
    if (known) known.push(value)
    else names.set(name.toLowerCase(), [value])
  }
  return `{${[...names].map(([name, list]) => `${JSON.stringify(name)}:${JSON.stringify(list)}`).join(',\n')}\n}`
}

const TEXTS = new Set(['url', 'url_effective', 'method', 'scheme', 'http_version', 'content_type', 'remote_ip', 'local_ip',
  'redirect_url', 'errormsg',
  'certs', 'filename_effective', 'ftp_entry_path', 'referer'])
const ABSENT = new Set(['content_type', 'errormsg', 'filename_effective', 'ftp_entry_path', 'redirect_url', 'referer', 'scheme'])

function asJson(values: Record<string, string>): string {
  const pairs = Object.entries(values).filter(([name]) => name !== 'header_json').sort(([a], [b]) => (a < b ? -1 : 1))
  const shown = pairs.map(([name, value]) => {
    if (value === '' && ABSENT.has(name)) return `"${name}":null`
    return `"${name}":${TEXTS.has(name) ? JSON.stringify(value) : /^\d+$/.test(value) ? String(Number(value)) : value}`
  })
  return `{${shown.join(',')},"curl_version":"libcurl/7.88.1"}`
}
