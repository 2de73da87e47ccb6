import { expect, it } from 'vitest'
import { canonicalV3, sha256, signV1, signV3, stringToSignV1 } from '../../src/simulator/signature.ts'

it('ACS3-HMAC-SHA256 gives the documented example’s signature', () => {
  const canonical = canonicalV3({
    method: 'POST', path: '/', payload: sha256(''), encodeKeys: false,
    query: [['RegionId', 'cn-shanghai'], ['ImageId', 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd']],
    headers: [
      ['host', 'ecs.cn-shanghai.aliyuncs.com'], ['x-acs-action', 'RunInstances'], ['x-acs-content-sha256', sha256('')],
      ['x-acs-date', '2023-10-26T10:22:32Z'], ['x-acs-signature-nonce', '3156853299f313e23d1673dc12e1703d'], ['x-acs-version', '2014-05-26'],
    ],
  })
  expect(signV3(canonical, 'YourAccessKeySecret')).toBe('06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0')
})

it('the older RPC signature gives the documented example’s signature, whatever the order', () => {
  const text = stringToSignV1('GET', [
    ['Timestamp', '2016-02-23T12:46:24Z'], ['Format', 'XML'], ['AccessKeyId', 'testid'], ['Action', 'DescribeRegions'], ['SignatureMethod', 'HMAC-SHA1'],
    ['Signature', 'not signed itself'], ['SignatureNonce', '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf'], ['Version', '2014-05-26'], ['SignatureVersion', '1.0'],
  ])
  expect(signV1(text, 'testsecret')).toBe('OLeaidS1JvxuMvnyHOwuJ+uX5qY=')
})

it('signs what encodeURIComponent leaves alone in its percent form', () => {
  const canonical = canonicalV3({ method: 'GET', path: '/', payload: '', query: [['k y', "!'()* ~"]], headers: [], encodeKeys: false })
  expect(canonical.split('\n')[2]).toBe('k y=%21%27%28%29%2A%20~')
  expect(canonicalV3({ method: 'GET', path: '/', payload: '', query: [['k y', '']], headers: [], encodeKeys: true }).split('\n')[2]).toBe('k%20y=')
})
