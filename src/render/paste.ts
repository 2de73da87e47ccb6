import { text } from '../messages/index.ts'

/** What one instance is to ask by hand. */
export interface Paste {
  instanceId: string
  instanceName?: string
  zoneId: string
  os: 'linux' | 'windows'
  targets: readonly { url: string; attempts: number }[]
  /** Sent as the Host header in place of the address. */
  host?: string
  /** What is a good answer. */
  status: readonly number[]
  /** The servers' names, and text that their pages contain. */
  pages?: readonly { name: string; text: string }[]
}

/** Bytes of each page that are shown. */
const SHOWN = 300
const SECONDS = 5

/** Commands to paste on an instance: for bash and every other POSIX shell with curl, or for PowerShell 3. Ends with a line end. */
export function pasteText(paste: Paste): string {
  const heading = [
    text.pasteOn(paste.instanceName === undefined ? paste.instanceId : `${paste.instanceName} (${paste.instanceId})`, paste.zoneId, paste.os === 'windows' ? 'PowerShell' : 'bash'),
    text.pasteGood(paste.status.join(' / ')),
    ...(paste.pages ?? []).map(({ name, text: words }) => text.pastePage(name, JSON.stringify(words.length > 60 ? words.slice(0, 60) : words))),
  ]
  // A name or a page may hold what would end a comment.
  const comments = heading.map((line) => `# ${line.replace(/\p{C}/gu, ' ')}`)
  return [...comments, ...(paste.os === 'windows' ? powerShell(paste) : shell(paste)), ''].join('\n')
}

const shell = ({ targets, host }: Paste): string[] => [
  'ask() {',
  '  echo "== $1"',
  `  answer=$(curl --noproxy '*' -g -sS --max-time ${SECONDS}${host === undefined ? '' : ` -H 'Host: ${host}'`} -w '\\nHTTP %{http_code} in %{time_total} s' "$1") || return`,
  `  printf '%s' "\${answer%HTTP *}" | head -c ${SHOWN}`,
  '  echo "HTTP ${answer##*HTTP }"',
  '}',
  ...targets.map(({ url, attempts }) => `for i in $(seq ${attempts}); do ask '${url}'; done`),
]

const powerShell = ({ targets, host }: Paste): string[] => [
  'function Ask($url) {',
  '  Write-Output "== $url"',
  '  $response = $null',
  '  try {',
  '    $request = [System.Net.WebRequest]::Create($url)',
  '    $request.Proxy = $null',
  `    $request.Timeout = ${SECONDS * 1000}`,
  '    $request.AllowAutoRedirect = $false',
  ...(host === undefined ? [] : [`    $request.Host = '${host}'`]),
  '    $response = $request.GetResponse()',
  '  } catch {',
  '    $problem = $_.Exception',
  '    while (($problem.InnerException -ne $null) -and -not ($problem -is [System.Net.WebException])) { $problem = $problem.InnerException }',
  '    if (($problem -is [System.Net.WebException]) -and ($problem.Response -ne $null)) { $response = $problem.Response }',
  '    else { Write-Output $problem.Message }',
  '  }',
  '  if ($response -ne $null) {',
  '    $reader = New-Object System.IO.StreamReader($response.GetResponseStream(), [System.Text.Encoding]::UTF8)',
  '    $page = $reader.ReadToEnd()',
  `    Write-Output $page.Substring(0, [System.Math]::Min(${SHOWN}, $page.Length))`,
  '    Write-Output "HTTP $([int]$response.StatusCode)"',
  '    $response.Close()',
  '  }',
  '}',
  ...targets.map(({ url, attempts }) => `for ($i = 0; $i -lt ${attempts}; $i++) { Ask '${url}' }`),
]
