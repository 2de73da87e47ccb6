import type { ProbeRequest } from './target.ts'

/**
 * The probe for Windows guests, in the PowerShell 3 of Server 2012: System.Net.HttpWebRequest without a proxy, because
 * Invoke-WebRequest needs Internet Explorer's engine, which the SYSTEM account has never set up. One line a request,
 * `probe|via|result|status|seconds|size|start of the body|`, the body as Base64 of UTF-8: a Chinese Windows prints GBK.
 * `result` is 0, or the name of the WebException's status. A target whose request fails is not asked again in this round.
 */
export function windowsProbe({ targets, host, timeoutSeconds, sampleBytes }: ProbeRequest): string {
  const header = host === undefined ? '' : `      $request.Host = '${host}'\n`
  const calls = targets.map(({ via, url, attempts }) => `Ask '${via}' '${url}' ${attempts}`)
  return `function Ask($via, $url, $attempts) {
  for ($i = 0; $i -lt $attempts; $i++) {
    $result = '0'
    $status = 0
    $size = 0
    $sample = ''
    $response = $null
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    try {
      $request = [System.Net.WebRequest]::Create($url)
      $request.Proxy = $null
      $request.Timeout = ${timeoutSeconds * 1000}
      $request.ReadWriteTimeout = ${timeoutSeconds * 1000}
      $request.KeepAlive = $false
      $request.AllowAutoRedirect = $false
${header}      $response = $request.GetResponse()
    } catch {
      $problem = $_.Exception
      while (($problem.InnerException -ne $null) -and -not ($problem -is [System.Net.WebException])) { $problem = $problem.InnerException }
      if (($problem -is [System.Net.WebException]) -and ($problem.Response -ne $null)) { $response = $problem.Response }
      elseif ($problem -is [System.Net.WebException]) { $result = [string]$problem.Status }
      else { $result = $problem.GetType().Name }
    }
    if ($response -ne $null) {
      try {
        $status = [int]$response.StatusCode
        $reader = New-Object System.IO.StreamReader($response.GetResponseStream(), [System.Text.Encoding]::UTF8)
        $bytes = [System.Text.Encoding]::UTF8.GetBytes($reader.ReadToEnd())
        $size = $bytes.Length
        $sample = [System.Convert]::ToBase64String($bytes, 0, [System.Math]::Min(${sampleBytes}, $size))
      } catch {
        $result = 'ReceiveFailure'
      }
      $response.Close()
    }
    $seconds = $watch.Elapsed.TotalSeconds.ToString('0.000', [System.Globalization.CultureInfo]::InvariantCulture)
    Write-Output "probe|$via|$result|$status|$seconds|$size|$sample|"
    if ($result -ne '0') { break }
  }
}
${calls.join('\n')}
exit 0
`
}
