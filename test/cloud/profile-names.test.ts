import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { profileNames } from '../../src/cloud/credentials.ts'
import { temporary } from '../support/command.ts'

let home: ReturnType<typeof temporary>
beforeEach(() => (home = temporary()))
afterEach(() => home.remove())
const write = (folder: string, name: string, content: string): void => {
  mkdirSync(join(home.path, folder), { recursive: true })
  writeFileSync(join(home.path, folder, name), content)
}

it('gives the names of both files, each once, and nothing else of them', () => {
  write('.aliyun', 'config.json', JSON.stringify({ current: 'a', profiles: [{ name: 'a', access_key_secret: 'hidden' }, { name: '生产' }, { mode: 'AK' }, { name: 'bad\nname' }] }))
  write('.alibabacloud', 'credentials', '[default]\ntype = access_key\naccess_key_secret = [hidden]\n# [none]\n [ a ]\n')
  expect(profileNames(home.path)).toEqual(['a', '生产', 'default'])
})

it.each(['', '{', 'null', '[]', '{"profiles": 1}'])('has no names in a file that is %j', async (content) => {
  write('.aliyun', 'config.json', content)
  expect(profileNames(home.path)).toEqual([])
})

it('has no names where there is no file', () => {
  expect(profileNames(join(home.path, 'nowhere'))).toEqual([])
})
