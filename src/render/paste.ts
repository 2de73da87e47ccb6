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

/** Commands to paste on an instance: for bash and every other POSIX shell, or for PowerShell 3. Ends with a line end. */
export function pasteText(paste: Paste): string {
  const heading = [
    text.pasteOn(paste.instanceName === undefined ? paste.instanceId : `${paste.instanceName} (${paste.instanceId})`, paste.zoneId, paste.os === 'windows' ? 'PowerShell' : 'bash / sh'),
    text.pasteGood(paste.status.join(' / ')),
    ...(paste.pages ?? []).map(({ name, text: words }) => text.pastePage(name, JSON.stringify(words.length > 60 ? words.slice(0, 60) : words))),
  ]
  // A name or a page may hold what would end a comment.
  const comments = heading.map((line) => `# ${line.replace(/\p{C}/gu, ' ')}`)
  return [...comments, ...(paste.os === 'windows' ? powerShell(paste) : shell(paste)), ''].join('\n')
}

/** Asks as the probe does: with curl, else wget, else the sockets of bash. */
const shell = ({ targets, host }: Paste): string[] => [
  'ask() (',
  '  echo "== $1"',
  '  page=$(mktemp) said=$(mktemp) limit= options= code=',
  "  timeout 9 date > /dev/null 2>&1 && limit='timeout " + (SECONDS + 1) + "'",
  '  if command -v curl > /dev/null; then',
  `    code=$(curl --noproxy '*' -g -sS --max-time ${SECONDS}${host === undefined ? '' : ` -H 'Host: ${host}'`} -o "$page" -w '%{http_code}' "$1" 2> "$said")`,
  '  elif command -v wget > /dev/null; then',
  `    wget --version 2> /dev/null | grep -q GNU && options='--no-config -nv -t 1 -T ${SECONDS} --max-redirect=0 --content-on-error'`,
  `    http_proxy= $limit wget $options -S -O "$page"${host === undefined ? '' : ` --header 'Host: ${host}'`} "$1" 2> "$said"`,
  String.raw`    code=$(sed -n 's/.*HTTP\/[0-9.]* \([0-9]*\).*/\1/p' "$said" | head -n 1)`,
  '  else',
  '    at=${1#http://} file=/${1#*//*/}; at=${at%%/*} port=${at#*:}; [ "$port" = "$at" ] && port=80',
  String.raw`    $limit bash -c 'exec 3<> "/dev/tcp/$1/$2" && printf "GET %s HTTP/1.0\r\nHost: %s\r\n\r\n" "$3" "$4" >&3 && cat <&3' ask "${'${at%%:*}'}" "$port" "$file" ${host === undefined ? '"$at"' : `'${host}'`} > "$page.all" 2> "$said"`,
  String.raw`    code=$(sed -n '1s/^HTTP[^ ]* \([0-9]*\).*/\1/p' "$page.all")`,
  String.raw`    sed '1,/^.\{0,1\}$/d' "$page.all" > "$page"`,
  '  fi',
  `  head -c ${SHOWN} "$page"`,
  `  case $code in *[1-9]*) printf '\\nHTTP %s\\n' "$code" ;; *) cat "$said"; echo '${text.pasteNone}' ;; esac`,
  '  rm -f "$page" "$said" "$page.all"',
  ')',
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
