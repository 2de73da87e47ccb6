import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { temporary } from './command.ts'
import { knowCloud, leaks } from './secrets.ts'

let folder: ReturnType<typeof temporary>
beforeEach(() => {
  folder = temporary()
})
afterEach(() => folder.remove())

test.each<[string, Record<string, string>, string]>([
  ['the key of the environment', { ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'abc+/123456' }, 'said abc+/123456'],
  ['the same in an address', { ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'abc+/123456' }, 'said abc%2B%2F123456'],
  ['a session token', { ALIBABA_CLOUD_SECURITY_TOKEN: 'token-of-mine' }, 'token-of-mine'],
  ['the password of a proxy', { https_proxy: 'http://joe:pass%40word@127.0.0.1:1' }, 'connecting as joe with pass@word'],
  ['any password in an address', {}, 'http://joe:x@127.0.0.1:1'],
  ['any signature', {}, 'GET /?Signature=OLeaidS1JvxuMvnyHOwuJ%2BuX5qY%3D'],
])('the search finds %s in what was printed', (_name, env, said) => {
  expect(leaks(env, { stderr: said })).toHaveLength(1)
  expect(leaks(env, { stderr: 'http://joe:***@127.0.0.1:1 Signature=***' })).toEqual([])
})

test('and the keys of a cloud, of the world of --simulate too, in streams and in files of the state directory', () => {
  knowCloud({ accessKeySecret: 'secret-of-first', accounts: [{ accessKeySecret: 'secret-of-second' }], controlToken: 'token-of-controls' })
  writeFileSync(join(folder.path, 'world.json'), '{"accessKeySecret": "secret-of-world"}')
  mkdirSync(join(folder.path, 'journal'))
  writeFileSync(join(folder.path, 'journal', 'web.json'), 'secret-of-second')
  expect(leaks({ ALB_PRIVATELINK_STATE_DIR: folder.path }, { stdout: 'token-of-controls secret-of-first', stderr: 'secret-of-world' })).toEqual([
    'stdout: secret-of-first', 'stdout: token-of-controls', 'stderr: secret-of-world', 'web.json: secret-of-second',
  ])
})
