// Loaded before the program (--import): writes what of the bundle it loaded into the file of TOLD_MODULES, a line each.
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { sep } from 'node:path'

const DIST = `${sep}dist${sep}`
const { cache } = createRequire(import.meta.url)
process.on('exit', () => {
  writeFileSync(process.env['TOLD_MODULES'], Object.keys(cache).flatMap((file) => file.split(DIST)[1] ?? []).join('\n'))
})
