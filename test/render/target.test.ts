import { expect, it } from 'vitest'
import { targetLine } from '../../src/render/target.ts'

it('says where the run goes, and of an account the last four digits', () => {
  const region = 'cn-hangzhou'
  const account = '1000000000001234'
  expect(targetLine({ kind: 'embedded', region, account })).toBe('Target: embedded cloud, no cost')
  expect(targetLine({ kind: 'cloud', region, account })).toBe('Target: Alibaba Cloud cn-hangzhou, account …1234')
  expect(targetLine({ kind: 'cloud', region, account: null })).toBe('Target: Alibaba Cloud cn-hangzhou, account unknown')
  expect(targetLine({ kind: 'cloud', account })).toBe('Target: Alibaba Cloud, account …1234')
  expect(targetLine({ kind: 'endpoint', url: 'http://127.0.0.1:4580' })).toBe('Target: http://127.0.0.1:4580')
  expect(targetLine({ kind: 'endpoint', region, account, url: 'http://127.0.0.1:4580' })).toBe('Target: http://127.0.0.1:4580 (cn-hangzhou), account …1234')
})
