// Loaded before the program (--import): writes what of the bundle it loads into the file of TOLD_MODULES, a line each.
import { appendFileSync } from 'node:fs'
import { register } from 'node:module'

const hooks = `import { appendFileSync } from 'node:fs'
export async function load(url, context, next) {
  const at = url.indexOf('/dist/')
  if (at > 0) appendFileSync(${JSON.stringify(process.env['TOLD_MODULES'])}, url.slice(at + 6) + '\\n')
  return next(url, context)
}`
appendFileSync(process.env['TOLD_MODULES'], '')
register(`data:text/javascript,${encodeURIComponent(hooks)}`)
