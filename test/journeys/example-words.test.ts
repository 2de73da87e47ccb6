import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const simulator = fileURLToPath(new URL('../../src/simulator', import.meta.url))
const WORLD_FILE = 'example-world.ts'

test('no ID, address, name or page of the example stands in the simulator outside the file of the example world', () => {
  const world = readFileSync(`${simulator}/${WORLD_FILE}`, 'utf8')
  const words = new Set([
    ...(world.match(/\b(vpc|vsw|sg|i|eni)-[a-z0-9]{18,}\b/g) ?? []),
    ...(world.match(/\b(10|192\.168)(\.\d{1,3}){2,3}\b/g) ?? []),
    ...(world.match(/\bECS ?0\d\b/g) ?? []),
    ...(world.match(/\bcn-hangzhou-[hi]\b/g) ?? []),
  ])
  expect(words.size).toBeGreaterThan(15)
  const files = readdirSync(simulator, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name !== WORLD_FILE)
  const found = files.flatMap((entry) => {
    const text = readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8')
    return [...words].filter((word) => text.includes(word)).map((word) => `${entry.name}: ${word}`)
  })
  expect(found).toEqual([])
})
