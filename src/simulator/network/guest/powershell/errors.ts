import type { NetObject } from './values.ts'

/** An exception of .NET, before PowerShell makes an error of it. */
export class NetException extends Error {
  readonly type: string
  readonly inner: NetException | undefined
  /** Members beside the common ones. */
  readonly members: Record<string, string | number | boolean | null | NetObject>
  /** Not thrown by a method of .NET: it is not wrapped. */
  readonly conversion: boolean

  constructor(type: string, message: string, inner?: NetException,
    extra: { members?: NetException['members']; conversion?: boolean } = {}) {
    super(message)
    this.type = type
    this.inner = inner
    this.members = extra.members ?? {}
    this.conversion = extra.conversion ?? false
  }
}

/** An error of PowerShell on its way to a catch, or out of the script. */
export class PowerShellError extends Error {
  readonly exception: NetException
  readonly id: string
  readonly category: string
  /** `throw` and the preference Stop end the script, other errors only their statement. */
  terminating: boolean
  /** What was thrown, if it was no exception. */
  readonly target: unknown
  line = 0
  source = ''

  constructor(exception: NetException, id: string, category: string, terminating: boolean, target?: unknown) {
    super(exception.message)
    this.exception = exception
    this.id = id
    this.category = category
    this.terminating = terminating
    this.target = target
  }
}

/** The script ends with a code. */
export class ScriptExit extends Error {
  readonly code: number
  constructor(code: number) {
    super()
    this.code = code
  }
}

/** `break`, `continue` and `return` on their way out. */
export class Jump extends Error {
  readonly what: 'break' | 'continue' | 'return'
  constructor(what: 'break' | 'continue' | 'return') {
    super()
    this.what = what
  }
}

/** What a type is as well. */
const BASES: Record<string, readonly string[]> = {
  'System.Net.WebException': ['System.InvalidOperationException'],
  'System.Net.Sockets.SocketException': ['System.ComponentModel.Win32Exception',
    'System.Runtime.InteropServices.ExternalException'],
  'System.Management.Automation.MethodInvocationException': ['System.Management.Automation.MethodException',
    'System.Management.Automation.RuntimeException'],
  'System.Management.Automation.CommandNotFoundException': ['System.Management.Automation.RuntimeException'],
  'System.Management.Automation.PSInvalidCastException': ['System.InvalidCastException'],
  'System.Management.Automation.ParameterBindingException': ['System.Management.Automation.RuntimeException'],
  'System.UriFormatException': ['System.FormatException'],
}

/** True when an exception of that type is caught by the name. */
export function isException(type: string, name: string): boolean {
  const short = (one: string): string => one.toLowerCase().replace(/^system\./, '')
  return [type, ...(BASES[type] ?? []), 'System.SystemException', 'System.Exception',
    'System.Object'].some((one) => short(one) === short(name))
}

/** An exception that a method threw, as PowerShell passes it on. */
export function wrapped(exception: NetException, method: string, count: number): PowerShellError {
  const outer = new NetException('System.Management.Automation.MethodInvocationException',
    `Exception calling "${method}" with "${count}" argument(s): "${exception.message}"`, exception)
  return new PowerShellError(outer, exception.type.split('.').pop() ?? '', 'NotSpecified: (:) [], MethodInvocationException',
    false)
}

/** An error that the language itself reports. */
export function runtimeError(message: string, id: string,
  category = 'InvalidOperation: (:) [], RuntimeException'): PowerShellError {
  return new PowerShellError(new NetException('System.Management.Automation.RuntimeException', message), id, category, false)
}
