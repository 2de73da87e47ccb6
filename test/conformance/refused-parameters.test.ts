import { describe, expect, test } from 'vitest'
import { Refusal, type Parameter } from '../../src/simulator/action.ts'
import { products } from '../../src/simulator/index.ts'
import { readParameters } from '../../src/simulator/parameters.ts'
import { Cloud, endpoint, endpointParams, service, serviceParams } from '../simulator/products/support.ts'

/** What the manual calls refused is turned down, by the parameter table or by the handler. */

const refused = (products()).flatMap(({ product, actions }) => Object.entries(actions).flatMap(([action, { parameters }]) =>
  within(parameters, '').map(({ path, parameter }) => ({ name: `${product}.${action} ${path}`, product, path, parameter }))))

function within(table: Record<string, Parameter>, path: string): { path: string; parameter: Parameter }[] {
  return Object.entries(table).flatMap(([key, one]) => {
    const name = `${path}${key}${one.type === 'list' ? '.1' : ''}`
    return one.effect === 'refused' ? [{ path: name, parameter: one }] : within(one.fields ?? one.item?.fields ?? {}, `${name}.`)
  })
}

function codeOf(act: () => unknown): string | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

test.each(refused.filter(({ parameter }) => !parameter.refusal))('$name by its table', ({ product, path, parameter }) => {
  const value = parameter.type === 'boolean' ? 'true' : parameter.type === 'integer' ? '7' : 'something'
  const name = path.split('.').at(-1)!
  expect(codeOf(() => readParameters(product, { [name]: parameter }, new Map([[name, value]])))).toMatch(/^(IllegalParam|IllegalParamFormat|InvalidParameter)\b/)
})

describe('by its action', () => {
  const make = (more: object) => (cloud: Cloud) => {
    const { epsrv } = service(cloud)
    return () => cloud.pl('CreateVpcEndpoint', endpointParams(epsrv, { ...more }))
  }
  const change = (more: object) => (cloud: Cloud) => {
    const { ep } = endpoint(cloud)
    return () => cloud.pl('UpdateVpcEndpointAttribute', { EndpointId: ep, ...more })
  }
  const makeService = (more: object) => (cloud: Cloud) => {
    const { lb } = service(cloud)
    return () => cloud.pl('CreateVpcEndpointService', serviceParams(lb, { ...more }))
  }
  const changeService = (more: object) => (cloud: Cloud) => {
    const { epsrv } = service(cloud)
    return () => cloud.pl('UpdateVpcEndpointServiceAttribute', { ServiceId: epsrv, ...more })
  }
  const cases: Record<string, [arrange: (cloud: Cloud) => () => unknown, code: string]> = {
    'Privatelink.CreateVpcEndpoint AddressIpVersion': [make({ AddressIpVersion: 'DualStack' }), 'EndpointServiceNotSupportIpv6'],
    'Privatelink.CreateVpcEndpoint PolicyDocument': [make({ PolicyDocument: '{}' }), 'OperationDenied.EndpointPolicyNotSupport'],
    'Privatelink.CreateVpcEndpoint ZonePrivateIpAddressCount': [make({ ZonePrivateIpAddressCount: 2 }), 'QuotaExceeded.IpQuotaPerEp'],
    'Privatelink.UpdateVpcEndpointAttribute AddressIpVersion': [change({ AddressIpVersion: 'DualStack' }), 'EndpointServiceNotSupportIpv6'],
    'Privatelink.UpdateVpcEndpointAttribute PolicyDocument': [change({ PolicyDocument: '{}' }), 'OperationDenied.EndpointPolicyNotSupport'],
    'Privatelink.CreateVpcEndpointService AddressIpVersion': [makeService({ AddressIpVersion: 'DualStack' }), 'EndpointServiceNotSupportIpv6'],
    'Privatelink.CreateVpcEndpointService ServiceSupportIPv6': [makeService({ ServiceSupportIPv6: true }), 'EndpointServiceNotSupportIpv6'],
    'Privatelink.UpdateVpcEndpointServiceAttribute AddressIpVersion': [changeService({ AddressIpVersion: 'DualStack' }), 'EndpointServiceNotSupportIpv6'],
    'Privatelink.UpdateVpcEndpointServiceAttribute ServiceSupportIPv6': [changeService({ ServiceSupportIPv6: true }), 'EndpointServiceNotSupportIpv6'],
  }

  test('there is a case for each', () => {
    expect(Object.keys(cases).sort()).toEqual(refused.filter(({ parameter }) => parameter.refusal).map(({ name }) => name).sort())
  })

  test.each(Object.entries(cases))('%s', async (_, [arrange, code]) => {
    const cloud = new Cloud()
    const act = arrange(cloud)
    expect(codeOf(act)).toBe(code)
    await cloud.close()
  })
})
