import type { World } from './model.ts'
import { mistakesOf, pathText } from './schema-mistakes.ts'
import { buildWorld } from './world.ts'
import { crossCheck } from './world-checks.ts'
import { worldSchema } from './world-schema.ts'
import { readYaml, WorldFileError } from './yaml-places.ts'

/**
 * Makes a world from a world file. Its keys are random, all other things follow from the text.
 * @param name how the file is named in mistakes
 * @param real when it begins, in real epoch milliseconds
 * @throws WorldFileError with every mistake at once
 */
export function makeWorld(text: string, name: string, real: number): World {
  const placed = readYaml(text, name)
  const parsed = worldSchema.safeParse(placed.data)
  if (!parsed.success) {
    throw new WorldFileError(name, mistakesOf(parsed.error.issues).map(({ path, key, message }) => (
      key === undefined ? placed.issue(path, `${pathText(path) || 'the file'}: ${message}`) : placed.keyIssue(path, key, message))))
  }
  const issues = crossCheck(parsed.data).map(({ path, message }) => placed.issue(path, message))
  if (issues.length > 0) throw new WorldFileError(name, issues)
  return buildWorld(parsed.data, real)
}
