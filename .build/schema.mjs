// Writes docs/config.schema.json from the schema that judges a config when it is read: `npm run schema`.
import { writeFile } from 'node:fs/promises'
import { loadTs } from './load-ts.mjs'

const { schemaText } = await loadTs("export { schemaText } from './.build/config-schema.ts'")
await writeFile(new URL('../docs/config.schema.json', import.meta.url), schemaText())
