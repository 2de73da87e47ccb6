import { ScriptBlock } from './block.ts'
import { named, type Cmdlet, type CmdletContext } from './arguments.ts'
import { NetException, PowerShellError, runtimeError } from './errors.ts'
import { display, fromJson, toJson } from './format.ts'
import { propertyOf } from './members.ts'
import { compare } from './operators.ts'
import { parsePowerShell } from './parse.ts'
import { report } from './records.ts'
import { construct } from './statics.ts'
import { dateTime, stamp, timeSpan } from './times.ts'
import { collected, custom, enumerate, NetObject, numberOf, textOf, truth, type Value } from './values.ts'
import { WEB_CMDLETS } from './web-cmdlets.ts'

/** Other names of cmdlets, those of PowerShell 3. */
export const ALIASES: Record<string, string> = {
  echo: 'write-output', write: 'write-output', '%': 'foreach-object', foreach: 'foreach-object', '?': 'where-object',
    where: 'where-object', select: 'select-object',
  sort: 'sort-object', measure: 'measure-object', group: 'group-object', sleep: 'start-sleep', iwr: 'invoke-webrequest',
    curl: 'invoke-webrequest', wget: 'invoke-webrequest',
  irm: 'invoke-restmethod', iex: 'invoke-expression', sv: 'set-variable', gv: 'get-variable', oh: 'out-host', fl: 'format-list',
    ft: 'format-table', set: 'set-variable',
}

/** Parameters without a value. */
export const SWITCHES: Record<string, string[]> = {
  'invoke-webrequest': ['usebasicparsing', 'usedefaultcredentials', 'disablekeepalive', 'passthru'],
    'invoke-restmethod': ['usebasicparsing', 'usedefaultcredentials', 'disablekeepalive'],
  'convertto-json': ['compress'], 'write-host': ['nonewline'], 'select-object': ['unique'],
    'sort-object': ['descending', 'unique'],
  'measure-object': ['sum', 'average', 'maximum', 'minimum', 'line', 'character', 'word'], 'write-output': ['noenumerate'],
    'out-string': ['stream'], 'set-strictmode': ['off'],
  'get-random': [], 'resolve-dnsname': ['dnsonly', 'nohostsfile', 'quicktimeout'],
}

function items({ input, args }: CmdletContext): Value[] {
  const given = named(args, 'InputObject')
  return given === undefined ? [...input ?? []] : [given]
}

function block(context: CmdletContext, ...names: string[]): ScriptBlock | undefined {
  const found = named(context.args, ...names) ?? context.args.rest.find((one) => one instanceof ScriptBlock)
  return found instanceof ScriptBlock ? found : undefined
}

const action = (context: CmdletContext): string | undefined => {
  const given = named(context.args, 'ErrorAction', 'ea')
  return given === undefined ? undefined : textOf(given)
}

const forEach: Cmdlet = async (context) => {
  const { host, emit } = context
  const run = block(context, 'Process')
  const begin = named(context.args, 'Begin')
  const end = named(context.args, 'End')
  const member = run ? undefined : named(context.args, 'MemberName') ?? context.args.rest[0]
  if (begin instanceof ScriptBlock) await host.run(begin.block.body, emit)
  for (const item of items(context)) {
    await host.machine.step()
    if (run) await host.withItem(run.block, item, emit)
    else enumerate(propertyOf(item, textOf(member))).forEach(emit)
  }
  if (end instanceof ScriptBlock) await host.run(end.block.body, emit)
}

const where: Cmdlet = async (context) => {
  const { host, emit, args } = context
  const test = block(context, 'FilterScript')
  const operator = [...args.named.keys()].find((name) =>
    /^c?(eq|ne|gt|ge|lt|le|like|notlike|match|notmatch|contains|in)$/.test(name))
  for (const item of items(context)) {
    await host.machine.step()
    if (test) {
      const found: Value[] = []
      await host.withItem(test.block, item, (one) => void found.push(one))
      if (truth(collected(found))) emit(item)
    } else {
      const value = propertyOf(item, textOf(named(args, 'Property') ?? args.rest[0]))
      if (operator ? compare(`-${operator}`, value, args.named.get(operator) as Value) : truth(value)) emit(item)
    }
  }
}

const select: Cmdlet = (context) => {
  const { args, emit } = context
  const expand = named(args, 'ExpandProperty')
  const properties = enumerate(named(args, 'Property') ?? args.rest[0] ?? null)
  const count = (name: string): number | undefined => {
    const given = named(args, name)
    return given === undefined ? undefined : numberOf(given)
  }
  let found = items(context)
  if (named(args, 'Unique') === true) found = found.filter((one, i) =>
    found.findIndex((other) => textOf(other) === textOf(one)) === i)
  found = found.slice(count('Skip') ?? 0)
  if (count('First') !== undefined) found = found.slice(0, count('First'))
  if (count('Last') !== undefined) found = found.slice(-(count('Last') as number))
  for (const one of found) {
    if (expand !== undefined) enumerate(propertyOf(one, textOf(expand))).forEach(emit)
    else emit(properties.length === 0 ? one : custom(properties.map((name): [string, Value] =>
      [textOf(name), propertyOf(one, textOf(name))])))
  }
}

const sort: Cmdlet = (context) => {
  const property = named(context.args, 'Property') ?? context.args.rest[0]
  const key = (one: Value): Value => (property === undefined || property instanceof ScriptBlock ? one
    : propertyOf(one, textOf(property)))
  const found = items(context).sort((a, b) => (compare('-lt', key(a), key(b)) ? -1 : compare('-gt', key(a), key(b)) ? 1 : 0))
  if (named(context.args, 'Descending') === true) found.reverse()
  const unique = named(context.args, 'Unique') === true
  found.filter((one, i) => !unique || i === 0 || !compare('-eq', key(one), key(found[i - 1] as Value))).forEach(context.emit)
}

const measure: Cmdlet = (context) => {
  const property = named(context.args, 'Property') ?? context.args.rest[0]
  const values = items(context).map((one) => (property === undefined ? one : propertyOf(one, textOf(property))))
  const numbers = values.flatMap((one) => (typeof one === 'number' ? [one] : []))
  const sum = numbers.reduce((total, one) => total + one, 0)
  context.emit(custom([['Count', values.length], ['Average', numbers.length > 0 ? sum / numbers.length : null], ['Sum', sum],
    ['Maximum', numbers.length > 0 ? Math.max(...numbers) : null], ['Minimum', numbers.length > 0 ? Math.min(...numbers) : null],
      ['Property', property ?? null]]))
}

const group: Cmdlet = (context) => {
  const property = named(context.args, 'Property') ?? context.args.rest[0]
  const groups = new Map<string, Value[]>()
  for (const one of items(context)) {
    const key = textOf(property === undefined ? one : propertyOf(one, textOf(property)))
    groups.set(key, [...groups.get(key) ?? [], one])
  }
  for (const [Name, members] of groups) context.emit(custom([['Count', members.length], ['Name', Name], ['Group', members]]))
}

const writeError: Cmdlet = (context) => {
  const message = textOf(named(context.args, 'Message', 'Exception') ?? context.args.rest[0])
  report(context.host, new PowerShellError(new NetException('Microsoft.PowerShell.Commands.WriteErrorException', message),
    'Microsoft.PowerShell.Commands.WriteErrorException', 'NotSpecified: (:) [Write-Error], WriteErrorException', false),
    action(context))
}

const sleep: Cmdlet = ({ host, args }) => {
  const ms = named(args, 'Milliseconds')
  host.machine.spend(ms === undefined ? numberOf(named(args, 'Seconds') ?? args.rest[0] ?? 0) * 1000 : numberOf(ms))
}

const getDate: Cmdlet = ({ host, args, emit }) => {
  const format = named(args, 'Format')
  const unix = named(args, 'UFormat')
  if (unix !== undefined) emit(textOf(unix).replaceAll('%s', (host.machine.now / 1000).toFixed(5)))
  else emit(format === undefined ? dateTime(host.machine.now) : stamp(host.machine.now, textOf(format)))
}

const newObject: Cmdlet = async ({ host, args, emit }) => {
  const type = textOf(named(args, 'TypeName') ?? args.rest[0])
  const given = named(args, 'ArgumentList', 'Args')
  // `New-Object byte[] 4096`, `New-Object Type($a, $b)` and `New-Object Type -ArgumentList $a, $b` mean the same.
  const rest = named(args, 'TypeName') === undefined ? args.rest.slice(1) : args.rest
  const list = given === undefined ? (rest.length === 1 ? enumerateArgument(rest[0] as Value) : rest) : enumerateArgument(given)
  const made = await construct(type, list, host).catch((thrown: unknown) => {
    if (!(thrown instanceof NetException)) throw thrown
    throw new PowerShellError(new NetException('System.Management.Automation.MethodInvocationException',
      `Exception calling ".ctor" with "${list.length}" argument(s): "${thrown.message}"`, thrown),
      'ConstructorInvokedThrowException,Microsoft.PowerShell.Commands.NewObjectCommand',
        'InvalidOperation: (:) [New-Object], MethodInvocationException', false)
  })
  const properties = named(args, 'Property')
  if (properties instanceof NetObject && properties.entries && made instanceof NetObject) {
    for (const [key, value] of properties.entries.values()) {
      const member = made.members.get(textOf(key).toLowerCase())
      if (member?.set) member.set(value)
      else made.field(textOf(key), value)
    }
  }
  emit(made)
}

function enumerateArgument(value: Value): Value[] {
  return Array.isArray(value) ? value : [value]
}

const writeOutput: Cmdlet = (context) => {
  const { args, emit } = context
  const given = [...enumerate(named(args, 'InputObject') ?? null), ...args.rest.flatMap(enumerate)]
  for (const one of given.length > 0 || !context.input ? given : items(context)) emit(one)
}

const outString: Cmdlet = (context) => {
  const lines = display(items(context))
  context.emit(lines.length === 0 ? '' : `${lines.join('\r\n')}\r\n`)
}

const host: Cmdlet = (context) => {
  const given = named(context.args, 'Object') ?? (context.args.rest.length === 1 ? context.args.rest[0] : context.args.rest)
  const values = context.input && context.args.rest.length === 0 ? items(context) : [given ?? null]
  for (const value of values) {
    const text = Array.isArray(value) ? value.map((one) => textOf(one))
      .join(textOf(named(context.args, 'Separator') ?? ' ')) : textOf(value)
    context.host.print(text + (named(context.args, 'NoNewline') === true ? '' : '\r\n'))
  }
}

const said = (prefix: string, preference: string, standard: string): Cmdlet => (context) => {
  const shows = textOf(context.host.variable(preference)) || standard
  if (!/silentlycontinue|ignore/i.test(shows)) {
    context.host.print(`${prefix}${textOf(named(context.args, 'Message') ?? context.args.rest[0])}\r\n`)
  }
}

const evaluate: Cmdlet = async ({ host, args, input, emit }) => {
  const text = textOf(named(args, 'Command') ?? args.rest[0] ?? collected(input ?? []))
  await host.run(parsePowerShell(text).body, emit)
}

const setVariable: Cmdlet = ({ host, args }) => {
  const [name = null, value = null] = [named(args, 'Name') ?? args.rest[0],
    named(args, 'Value') ?? args.rest[named(args, 'Name') === undefined ? 1 : 0]]
  const scope = /script|global/i.test(textOf(named(args, 'Scope'))) ? host.root : host.scope
  scope.variables.set(textOf(name).toLowerCase(), value)
}

/** The cmdlets of the guest; there is no other way out of a script. */
export const CMDLETS: Readonly<Record<string, Cmdlet>> = {
  ...WEB_CMDLETS,
  'write-output': writeOutput,
  'write-host': host, 'out-host': host, 'out-default': host, 'format-list': outString, 'format-table': outString,
  'write-error': writeError, 'write-warning': said('WARNING: ', 'warningpreference', 'Continue'),
    'write-verbose': said('VERBOSE: ', 'verbosepreference', 'SilentlyContinue'),
  'write-debug': said('DEBUG: ', 'debugpreference', 'SilentlyContinue'), 'write-progress': () => {},
  'out-null': () => {}, 'out-string': outString, 'foreach-object': forEach, 'where-object': where, 'select-object': select,
    'sort-object': sort,
  'measure-object': measure, 'group-object': group, 'start-sleep': sleep, 'get-date': getDate, 'new-object': newObject,
  'measure-command': async (context) => {
    const from = context.host.machine.elapsed
    const run = block(context, 'Expression')
    if (run) await context.host.run(run.block.body, () => {})
    context.emit(timeSpan(context.host.machine.elapsed - from))
  },
  'convertto-json': (context) => {
    const found = context.input ? items(context) : enumerate(named(context.args, 'InputObject') ?? context.args.rest[0] ?? null)
    const value = context.input || found.length !== 1 ? collected(found) : named(context.args, 'InputObject')
      ?? context.args.rest[0] ?? null
    context.emit(toJson(value, named(context.args, 'Compress') === true, numberOf(named(context.args, 'Depth') ?? 2)))
  },
  'convertfrom-json': (context) => context.emit(fromJson(textOf(named(context.args, 'InputObject') ?? context.args.rest[0]
    ?? items(context).map((one) => textOf(one)).join('\n')), custom)),
  'invoke-expression': evaluate, 'set-variable': setVariable,
  'get-variable': ({ host, args, emit }) => emit(custom([['Name', args.rest[0] ?? null],
    ['Value', host.variable(textOf(args.rest[0]))]])),
  'add-member': (context) => {
    const [type = null, name = null, value = null] = context.args.rest
    for (const one of items(context)) {
      if (one instanceof NetObject) one.field(textOf(named(context.args, 'Name') ?? name ?? type),
        named(context.args, 'Value') ?? value)
      if (named(context.args, 'PassThru') === true) context.emit(one)
    }
  },
  'add-type': (context) => {
    if (named(context.args, 'AssemblyName') !== undefined) return
    throw runtimeError('Cannot add type. There were compilation errors.',
      'COMPILER_ERRORS,Microsoft.PowerShell.Commands.AddTypeCommand',
      'InvalidOperation: (:) [Add-Type], InvalidOperationException')
  },
  'set-strictmode': () => {}, 'set-executionpolicy': () => {}, 'import-module': () => {}, 'clear-host': () => {},
  'get-random': (context) => {
    const limit = numberOf(named(context.args, 'Maximum') ?? 2 ** 31 - 1)
    const least = numberOf(named(context.args, 'Minimum') ?? 0)
    context.emit(least + (Buffer.from(context.host.machine.unique(4)).readUInt32BE(0) % Math.max(1, limit - least)))
  },
  hostname: ({ host, emit }) => emit(host.machine.instance.InstanceName),
  whoami: ({ emit }) => emit('nt authority\\system'),
}
