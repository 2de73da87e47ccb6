import { NetException, PowerShellError } from './errors.ts'
import type { Interpreter } from './interpreter.ts'
import { typeObject } from './members.ts'
import { NetObject, textOf, type Value } from './values.ts'

/** An exception as an object of the script. */
export function exceptionObject(exception: NetException): NetObject {
  const made = new NetObject(exception.type, ['System.Exception'])
  made.text = () => `${exception.type}: ${exception.message}`
  made.property('Message', () => exception.message)
    .property('InnerException', () => (exception.inner ? exceptionObject(exception.inner) : null))
    .property('StackTrace', () => '').property('HResult', () => -2_146_233_079).property('Source', () => 'System')
    .method('GetBaseException', () => {
      let base = exception
      while (base.inner) base = base.inner
      return exceptionObject(base)
    }).method('GetType', () => typeObject(exception.type)).method('ToString', () => made.text())
  for (const [name, value] of Object.entries(exception.members)) made.property(name, () => value)
  sources.set(made, exception)
  return made
}

const sources = new WeakMap<NetObject, NetException>()

/** The exception behind an object that a script throws again, or one that it made. */
export function exceptionOf(value: Value): NetException | undefined {
  if (!(value instanceof NetObject) || !value.bases.includes('System.Exception')) return undefined
  return sources.get(value) ?? new NetException(value.type, textOf(value.get('Message')))
}

const errors = new WeakMap<NetObject, PowerShellError>()

/** An ErrorRecord: what a catch finds in `$_`. */
export function errorRecord(error: PowerShellError, exception: NetException = error.exception): NetObject {
  const made = new NetObject('System.Management.Automation.ErrorRecord')
  made.text = () => exception.message
  const position = new NetObject('System.Management.Automation.InvocationInfo').field('ScriptLineNumber', error.line)
    .field('Line', error.source).field('OffsetInLine', 1)
    .field('PositionMessage', positionOf(error)).field('ScriptName', SCRIPT)
  const category = new NetObject('System.Management.Automation.ErrorCategoryInfo')
    .field('Category', error.category.split(':')[0] ?? '').field('Reason', exception.type.split('.').pop() ?? '')
  category.text = () => error.category
  errors.set(made, error)
  return made.property('Exception', () => exceptionObject(exception)).field('FullyQualifiedErrorId', error.id)
    .field('InvocationInfo', position)
    .field('CategoryInfo', category).field('ErrorDetails', null)
      .field('TargetObject', (error.target as Value | undefined) ?? null)
    .field('ScriptStackTrace', `at <ScriptBlock>, ${SCRIPT}: line ${error.line}`).method('ToString', () => exception.message)
}

/** The error behind a record that a script throws again. */
export function errorOf(value: Value): PowerShellError | undefined {
  return value instanceof NetObject ? errors.get(value) : undefined
}

/** Where the agent keeps a script while it runs. */
const SCRIPT = 'C:\\ProgramData\\aliyun\\assist\\work\\script\\script.ps1'

function positionOf(error: PowerShellError): string {
  const [first = ''] = error.source.split(/\r?\n/)
  return `At ${SCRIPT}:${error.line} char:1\r\n+ ${first}\r\n+ ${'~'.repeat(Math.max(1, first.length))}`
}

/** Prints an error as the console does, in red on a screen. */
export function printError(host: Interpreter, error: PowerShellError): void {
  const facts = [`    + CategoryInfo          : ${error.category}`, `    + FullyQualifiedErrorId : ${error.id}`, ' ', '']
  host.print([error.message, positionOf(error), ...facts].join('\r\n'))
}

/** Reports an error that does not end its statement. */
export function report(host: Interpreter, error: PowerShellError, action: string | undefined): void {
  const preference = (action ?? textOf(host.variable('erroractionpreference'))).toLowerCase()
  if (preference === 'stop') throw error
  host.note(error)
  if (preference !== 'silentlycontinue' && preference !== 'ignore') printError(host, error)
}
