import type { ProbeRequest } from './target.ts'

/**
 * The probe for Linux guests: plain POSIX shell and curl. Each request prints one line,
 * `probe|via|curl's exit code|status|seconds|size|start of the body|start of the error`, the last two in Base64, so that no page
 * can break a line. A target whose request fails is not asked again in this round.
 */
export function linuxProbe({ targets, host, timeoutSeconds, sampleBytes }: ProbeRequest): string {
  const header = host === undefined ? '' : ` -H 'Host: ${host}'`
  const loops = targets.map(
    ({ via, url, attempts }) => `for i in $(seq ${attempts}); do
  : > "$body"
  : > "$error"
  meta=$(curl --noproxy '*' -g -sS --max-time ${timeoutSeconds}${header} -o "$body" -w '%{http_code}|%{time_total}|%{size_download}' '${url}' 2> "$error")
  code=$?
  echo "probe|${via}|$code|$meta|$(head -c ${sampleBytes} "$body" | base64 | tr -d '\\n')|$(head -c 120 "$error" | base64 | tr -d '\\n')"
  [ "$code" -eq 0 ] || break
done`,
  )
  return `body=$(mktemp)
error=$(mktemp)
${loops.join('\n')}
rm -f "$body" "$error"
exit 0
`
}
