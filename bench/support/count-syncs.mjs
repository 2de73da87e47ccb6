// Loaded before the program (--import): counts its fsyncs, and tells them when it is asked.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

let syncs = 0
for (const name of ['fsyncSync', 'fdatasyncSync']) {
  const real = fs[name]
  fs[name] = (file) => {
    syncs++
    return real(file)
  }
}
syncBuiltinESMExports()
process.on('message', () => process.send({ syncs }))
process.channel?.unref()
