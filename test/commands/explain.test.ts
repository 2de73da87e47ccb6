import { describe, expect, it } from 'vitest'
import { run } from '../../src/commands/explain.ts'
import { explanations } from '../../src/messages/explanations.ts'
import { fakeIo } from '../support/fake-io.ts'

async function explained(code: string | undefined, json = false) {
  const io = fakeIo()
  const exit = await run(io, { json, quiet: false, verbose: false, color: false, ...(code === undefined ? {} : { code }) })
  return { exit, out: io.out(), err: io.err() }
}

describe('explain', () => {
  it('prints cause, cure, how sure that is, and where more stands', async () => {
    expect(await explained('QuotaExceeded.LoadBalancersNum')).toEqual({ exit: 0, err: '', out: `A quota is used up: QuotaExceeded*, ResourceQuotaExceeded*, QuotaMisMatched, *.ExceedQuota

  Cause: The account may not have more of this kind in this region, or not more of it in one place.
  Cure: Remove what is not needed, or ask for more in the Quota Center of the console; then run the command again.
  How sure: documented
  Related: alb-privatelink explain quotas
  More: docs/troubleshooting.md#a-quota-is-used-up
` })
  })

  it.each([['8', 'Exit code 8'], ['nohealthyserver', 'No server is healthy'], ['dns', 'Layer dns'], ['Connectivity.dns', 'Layer dns'], ['dry-run', 'Check dry-run']])('knows %s', async (code, title) => {
    expect((await explained(code)).out).toMatch(new RegExp(`^${title}: `))
  })

  it('lists every entry where no code is given', async () => {
    const { out } = await explained(undefined)
    expect(out.match(/^ {6}\S/gm)).toHaveLength(explanations().length)
  })

  it('suggests the nearest for what is not known', async () => {
    expect(await explained('NoHelthyServer')).toMatchObject({ exit: 2, out: '', err: expect.stringMatching(/^error: nothing is known of 'NoHelthyServer'\n  Hint  Did you mean NoHealthyServer\?\n/) })
    expect((await explained('zzzzzzzzzzzzzzzzzzzzzzzzz')).err).toContain('alb-privatelink explain without a code lists what there is.')
  })

  it('ends with run.done in JSON', async () => {
    const { exit, out } = await explained('8', true)
    expect(exit).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ v: 1, type: 'run.done', ok: true, exit: 0, outputs: { entry: { title: 'Exit code 8', codes: ['exit-8'], see: 'docs/troubleshooting.md#exit-code-8' } } })
    expect(JSON.parse((await explained('nonsensical-code', true)).out)).toMatchObject({ ok: false, exit: 2, error: { code: 'Usage' } })
  })
})
