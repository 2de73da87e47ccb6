import { expect, it } from 'vitest'
import { environmentSecrets } from '../../src/core/secrets.ts'

it('knows keys, tokens and the passwords of proxies, and nothing else', () => {
  const env = {
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'id', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret', ALIBABA_CLOUD_SECURITY_TOKEN: 'token', ALB_PRIVATELINK_SIM_ACCESS_KEY_SECRET: 'made',
    HTTPS_PROXY: 'http://joe:pass%40word@proxy:3128', http_proxy: 'http://proxy', ALL_PROXY: 'not an address', HOME: '/home/joe',
  }
  expect(environmentSecrets(env)).toEqual(['secret', 'token', 'made', 'pass%40word', 'pass@word'])
  expect(environmentSecrets({ https_proxy: 'http://joe:100%@proxy' })).toEqual(['100%', '100%'])
  expect(new Set(environmentSecrets({ https_proxy: 'http://joe:pa/ss#w:o@rd@proxy', HTTPS_PROXY: 'joe:word@proxy:1' }))).toEqual(new Set(['pa/ss#w:o@rd', 'word']))
})
