import { named, type Cmdlet, type CmdletContext } from './arguments.ts'
import { NetException, PowerShellError } from './errors.ts'
import { fromJson } from './format.ts'
import { ipAddress } from './sockets.ts'
import { custom, NetObject, numberOf, textOf, type Value } from './values.ts'
import { headerTable, response, send, type WebResult } from './web.ts'

async function fetchFor(context: CmdletContext, cmdlet: string): Promise<WebResult> {
  const { args, host } = context
  const url = textOf(named(args, 'Uri') ?? args.rest[0])
  const headers: [string, string][] = [['User-Agent',
    textOf(named(args, 'UserAgent') ?? 'Mozilla/5.0 (Windows NT; Windows NT 6.2; en-US) WindowsPowerShell/3.0')]]
  const given = named(args, 'Headers')
  if (given instanceof NetObject && given.entries) for (const [key, value] of given.entries.values()) headers.push([textOf(key),
    textOf(value)])
  const body = named(args, 'Body')
  const limit = numberOf(named(args, 'TimeoutSec') ?? 0) * 1000
  const redirection = named(args, 'MaximumRedirection')
  try {
    return await send(host.machine, {
      url: /^https?:/i.test(url) ? url : `http://${url}`, method: textOf(named(args, 'Method') ?? 'Get').toUpperCase(), headers,
      body: body === undefined ? undefined : Buffer.from(textOf(body)), timeoutMs: limit || 100_000,
        redirects: redirection === undefined ? 5 : numberOf(redirection),
    })
  } catch (thrown) {
    if (!(thrown instanceof NetException)) throw thrown
    throw new PowerShellError(thrown, `WebCmdletWebResponseException,Microsoft.PowerShell.Commands.${cmdlet}Command`,
      `InvalidOperation: (System.Net.HttpWebRequest:HttpWebRequest) [${cmdlet.replace('Invoke', 'Invoke-')}], WebException`,
        false)
  }
}

/** Without -UseBasicParsing the page is parsed by Internet Explorer, which the agent's account has never started. */
const webRequest: Cmdlet = async (context) => {
  const result = await fetchFor(context, 'InvokeWebRequest')
  if (named(context.args, 'UseBasicParsing') !== true) {
    throw new PowerShellError(new NetException('System.NotSupportedException',
      'The response content cannot be parsed because the Internet Explorer engine is not available, or Internet '
      + "Explorer's first-launch configuration is not complete. Specify the UseBasicParsing parameter and try again. "),
    'WebCmdletIEDomNotSupportedException,Microsoft.PowerShell.Commands.InvokeWebRequestCommand',
      'NotImplemented: (:) [Invoke-WebRequest], NotSupportedException', false)
  }
  const { answer } = result
  const text = (): string => answer.body.toString(/charset=utf-?8/i.test(textOf(response(result).get('ContentType'))) ? 'utf8'
    : 'latin1')
  const made = new NetObject('Microsoft.PowerShell.Commands.BasicHtmlWebResponseObject')
  made.custom = true
  made.property('StatusCode', () => answer.status).property('StatusDescription', () => answer.statusText)
    .property('Content', () => (/^(text|application\/(json|xml))|^$/i.test(textOf(response(result).get('ContentType'))) ? text()
      : new Uint8Array(answer.body)))
    .property('RawContent',
      () => `HTTP/1.1 ${answer.status} ${answer.statusText}\r\n${headerTable(answer.headers).text()}\r\n\r\n${text()}`)
    .property('Headers', () => headerTable(answer.headers)).property('RawContentLength', () => answer.body.length)
      .property('BaseResponse', () => response(result))
  context.emit(made)
}

const restMethod: Cmdlet = async (context) => {
  const { answer } = await fetchFor(context, 'InvokeRestMethod')
  const type = answer.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  const text = answer.body.toString()
  context.emit(/json/i.test(type) ? fromJson(text, custom) : text)
}

const resolveName: Cmdlet = ({ host, args, emit }) => {
  const name = textOf(named(args, 'Name') ?? args.rest[0])
  const addresses = host.machine.lookUp(name)
  if (addresses.length === 0) {
    throw new PowerShellError(new NetException('System.ComponentModel.Win32Exception', `${name} : DNS name does not exist`),
      'DNS_ERROR_RCODE_NAME_ERROR,Microsoft.DnsClient.Commands.ResolveDnsName',
      `ResourceUnavailable: (${name}:String) [Resolve-DnsName], Win32Exception`, false)
  }
  for (const address of addresses) {
    const pairs: [string, Value][] = [['Name', name], ['Type', 'A'], ['TTL', 60], ['Section', 'Answer'], ['IPAddress', address],
      ['IP4Address', ipAddress(address)]]
    emit(custom(pairs))
  }
}

/** Cmdlets that use the network; Test-NetConnection came with PowerShell 4. */
export const WEB_CMDLETS: Record<string, Cmdlet> = { 'invoke-webrequest': webRequest, 'invoke-restmethod': restMethod,
  'resolve-dnsname': resolveName }
