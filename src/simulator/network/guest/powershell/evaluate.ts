import { setStatic } from './statics.ts'
import { NetException, runtimeError } from './errors.ts'
import type { Interpreter } from './interpreter.ts'
import { operate } from './operators.ts'
import type { Expr } from './syntax.ts'
import { enumerate, NetObject, numberOf, textOf, truth, typeOf, type Value } from './values.ts'

/** A binary expression; `-and` and `-or` leave the right side alone where the left one decides. */
export async function evaluateBinary(host: Interpreter, expr: Expr & { t: 'binary' }): Promise<Value> {
  const left = await host.eval(expr.left)
  if (expr.op === '-and') return truth(left) && truth(await host.eval(expr.right))
  if (expr.op === '-or') return truth(left) || truth(await host.eval(expr.right))
  if (/^-(is|isnot|as)$/.test(expr.op)) {
    return host.typed(expr.op, left, expr.right, expr.right.t === 'type' ? '' : textOf(await host.eval(expr.right)))
  }
  const right = await host.eval(expr.right)
  const sized = Array.isArray(left) ? left.length : typeof left === 'string' ? left.length / 64 : 0
  await host.machine.step(1 + Math.floor(sized / 64))
  const result = operate(expr.op, left, right, { matched: (groups) => void host.scope.variables.set('matches', groups) })
  return typeof result === 'string' ? host.machine.hold(result) : result
}

/** Stores a value where an expression points: a variable, a property, an element, several variables. */
export async function storeIn(host: Interpreter, target: Expr, value: Value): Promise<void> {
  switch (target.t) {
    case 'variable': return setVariable(host, target.scope, target.name, value)
    case 'cast': {
      const { cast } = await import('./convert.ts')
      return storeIn(host, target.operand, cast(target.name, value))
    }
    case 'list': {
      const values = enumerate(value)
      for (const [i, one] of target.items.entries()) {
        const last = i === target.items.length - 1 && values.length > target.items.length
        await storeIn(host, one, last ? values.slice(i) : values[i] ?? null)
      }
      return
    }
    case 'member': {
      const name = textOf(await host.eval(target.name))
      if (target.static && target.target.t === 'type') return setStatic(target.target.name, name, value, host)
      return setProperty(await host.eval(target.target), name, value)
    }
    case 'index': return setElement(await host.eval(target.target), await host.eval(target.index), value)
    default: throw runtimeError('The assignment expression is not valid.', 'InvalidLeftHandSide')
  }
}

function setVariable(host: Interpreter, scope: string, name: string, value: Value): void {
  const key = name.toLowerCase()
  if (scope === 'env') host.settings.set(`env:${key}`, value)
  else if (['true', 'false', 'null'].includes(key)) {
    if (key !== 'null') throw runtimeError(`Cannot overwrite variable ${name} because it is read-only or constant.`,
      'VariableNotWritable', `WriteError: (${name}:String) [], SessionStateUnauthorizedAccessException`)
  } else (scope === 'script' || scope === 'global' ? host.root : host.scope).variables.set(key, value)
}

function setProperty(target: Value, name: string, value: Value): void {
  const member = target instanceof NetObject ? target.members.get(name.toLowerCase()) : undefined
  if (target instanceof NetObject && target.entries && !member) return void target.methods.get('set_item')?.([name, value])
  if (!member?.set) {
    const type = target === null ? 'null' : typeOf(target)
    throw runtimeError(target === null
      ? `The property '${name}' cannot be found on this object. Verify that the property exists and can be set.`
      : member ? `'${name}' is a ReadOnly property.`
        : `The property '${name}' cannot be found on this object. Verify that the property exists and can be set. [${type}]`,
    member ? 'PropertyAssignmentException' : 'PropertyNotFound')
  }
  member.set(value)
}

function setElement(target: Value, index: Value, value: Value): void {
  if (target instanceof NetObject) return void (target.methods.get('set_item') ?? target.methods.get('set'))?.([index, value])
  const at = numberOf(index)
  if ((Array.isArray(target) || target instanceof Uint8Array) && at < target.length && at >= -target.length) {
    target[at < 0 ? target.length + at : at] = target instanceof Uint8Array ? numberOf(value) & 255 : (value as never)
    return
  }
  if (target === null) throw runtimeError('Cannot index into a null array.', 'NullArray')
  throw new NetException('System.IndexOutOfRangeException', 'Index was outside the bounds of the array.', undefined,
    { conversion: true })
}
