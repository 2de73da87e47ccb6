import type { ProbeRequest, ProbeTarget } from './target.ts'

/**
 * The probe for Linux guests: plain POSIX shell with curl, else wget (GNU's or BusyBox's), else the sockets of bash. Each request
 * prints one line, `probe|via|result|status|seconds|size|start of the body|start of the error`, the last two in Base64, so that no
 * page can break a line. `result` is curl's exit code whoever asked, so that the three are judged alike; an error without words
 * says no more than its code. A target whose request fails is not asked again in this round.
 */
export function linuxProbe({ targets, host, timeoutSeconds, sampleBytes }: ProbeRequest): string {
  return `export LC_ALL=C
unset http_proxy HTTP_PROXY all_proxy ALL_PROXY
body=$(mktemp)
error=$(mktemp)
has() { command -v "$1" > /dev/null 2>&1; }
way=none
for program in bash wget curl; do has "$program" && way=$program; done
limit=
timeout 9 date > /dev/null 2>&1 && limit='timeout ${timeoutSeconds + 1}'
# BusyBox's wget has none of these; Debian's crashes on -T.
options=
[ "$way" = wget ] && wget --version 2> /dev/null | grep -q GNU && options='--no-config --no-proxy -t 1 -T ${timeoutSeconds} --max-redirect=0 --content-on-error'
now() {
  stamp=$(date +%s%N)
  stamp=\${stamp%%[!0-9]*}
  [ "\${#stamp}" -gt 12 ] || stamp=\${stamp}000000000
  echo "$stamp"
}
by_none() { code=127; }
by_wget() {
  $limit wget $options -S -O "$body"${host === undefined ? '' : ` --header 'Host: ${host}'`} "$1" 2> "$error"
  code=$?
  said=$(grep -v '^--' "$error")
  status=$(sed -n 's/.*HTTP\\/[0-9.]* \\([0-9][0-9][0-9]\\).*/\\1/p' "$error" | head -n 1)
  case $code$said in
    0*) ;;
    124*|143*|*'timed out'*) code=28 ;;
    *) if [ -n "$status" ]; then
        # What is no success counts as a failure for wget; of one, only an answer that ended early does.
        if [ "$status" -ge 300 ]; then code=0; else code=18; fi
      else
        case $code$said in
          *resolve*|*'bad address'*) code=6 ;;
          *reset*|*'Read error'*) code=56 ;;
          *refused*|*'No route'*|*unreachable*) code=7 ;;
          *'No data'*|*'error getting response'*) code=52 ;;
          2*|*unrecognized*) code=2 ;;
          *) code=1 ;;
        esac
      fi ;;
  esac
  [ -n "$status" ] || [ "$code" -ne 0 ] || code=1
}
by_bash() {
  status=$($limit bash -c '
    exec 3<> "/dev/tcp/$1/$2" || exit 7
    printf "GET %s HTTP/1.0\\r\\nHost: %s\\r\\nAccept: */*\\r\\nConnection: close\\r\\n\\r\\n" "$3" "$4" >&3
    cr=$(printf "\\r")
    IFS= read -r line <&3 || exit 52
    case $line in HTTP/*) ;; *) exit 1 ;; esac
    line=\${line#* }
    line=\${line%"$cr"}
    echo "\${line%% *}"
    length=0
    while IFS= read -r line <&3; do
      line=\${line%"$cr"}
      [ -n "$line" ] || break
      case $line in [Cc]ontent-[Ll]ength:*) length=\${line##*[!0-9]} ;; esac
    done
    cat <&3 > "$5" || exit 56
    [ "$(wc -c < "$5")" -ge "$length" ] || exit 18
  ' probe "$2" "$3" "$4" "$5" "$body" 2> "$error")
  code=$?
  case $code$(cat "$error") in
    124*|143*|*'timed out'*) code=28 ;;
    [17]*'not known'*|[17]*resolution*|[17]*'No address'*|[17]*'Invalid argument'*) code=6 ;;
    1*/dev/tcp*) code=7 ;;
  esac
}
ask() {
  for i in $(seq "$2"); do
    : > "$body"
    : > "$error"
    if [ "$way" = curl ]; then
      meta=$(curl --noproxy '*' -g -sS --max-time ${timeoutSeconds}${host === undefined ? '' : ` -H 'Host: ${host}'`} -o "$body" -w '%{http_code}|%{time_total}|%{size_download}' "$3" 2> "$error")
      code=$?
    else
      status=
      began=$(now)
      "by_$way" "$3" "$4" "$5" "$6" "$7"
      ms=$((($(now) - began) / 1000000))
      meta="\${status:-000}|$((ms / 1000)).$(printf %03d "$((ms % 1000))")|$(wc -c < "$body" | tr -d ' ')"
      [ "$code" -eq 1 ] && tail -n 1 "$error" > "$error.last" && mv "$error.last" "$error" || : > "$error"
    fi
    echo "probe|$1|$code|$meta|$(head -c ${sampleBytes} "$body" | base64 | tr -d '\\n')|$(head -c 120 "$error" | base64 | tr -d '\\n')"
    [ "$code" -eq 0 ] || break
  done
}
${targets.map((target) => call(target, host)).join('\n')}
rm -f "$body" "$error"
exit 0
`
}

/** The words of one call: what curl and wget ask is a URL, what a socket is told are its parts. */
function call({ via, url, attempts }: ProbeTarget<string>, host: string | undefined): string {
  const [, authority = '', path = '/'] = /^http:\/\/([^/]+)(.*)$/.exec(url) ?? []
  const [name = '', port = '80'] = authority.split(':')
  return `ask '${via}' ${attempts} ${[url, name, port, path, host ?? authority].map((word) => `'${word}'`).join(' ')}`
}
