import { createHash } from 'node:crypto'
import { Refusal, type Action, type Call, type ProductTable } from './action.ts'
import { randomText } from './credentials.ts'
import { RAM_USER } from './ram-guard.ts'
import type { Account } from './model.ts'

/** Security Token Service, 2015-04-01: who calls, and sessions of a role. */
export const sts: ProductTable = {
  product: 'Sts',
  version: '2015-04-01',
  actions: {
    GetCallerIdentity: { mutating: false, parameters: {}, handler: callerIdentity } satisfies Action,
    AssumeRole: {
      mutating: true,
      parameters: {
        RoleArn: { type: 'string', required: true },
        RoleSessionName: { type: 'string', required: true, min: 2, max: 64, pattern: /^[\w.@-]+$/ },
        DurationSeconds: { type: 'integer', min: 900, max: 43_200 },
        ExternalId: { type: 'string', effect: 'ignored' },
        Policy: { type: 'string', max: 2048, effect: 'ignored' },
        SourceIdentity: { type: 'string', effect: 'ignored' },
      },
      handler: assumeRole,
    } satisfies Action<AssumeRole>,
  },
  lifecycles: [],
}

interface AssumeRole { RoleArn: string; RoleSessionName: string; DurationSeconds?: number }

function callerIdentity({ account, accessKeyId, ram }: Call): object {
  const session = account.sessions?.find((one) => one.accessKeyId === accessKeyId)
  if (!session && ram) {
    const userId = `2${idOfRole(account, RAM_USER).slice(1)}`
    return { IdentityType: 'RAMUser', AccountId: account.id, PrincipalId: userId, UserId: userId, Arn: `acs:ram::${account.id}:user/${RAM_USER}` }
  }
  if (!session) {
    return { IdentityType: 'Account', AccountId: account.id, PrincipalId: account.id, UserId: account.id, Arn: `acs:ram::${account.id}:root` }
  }
  const roleId = idOfRole(account, session.role)
  return {
    IdentityType: 'AssumedRoleUser', AccountId: account.id, PrincipalId: `${roleId}:${session.session}`, RoleId: roleId,
    Arn: `acs:sts::${account.id}:assumed-role/${session.role}/${session.session}`,
  }
}

/** Any role of an account of the world may be assumed, by anybody: which roles trust whom is not simulated. */
function assumeRole(call: Call<AssumeRole>): object {
  const { RoleArn, RoleSessionName: session, DurationSeconds = 3600 } = call.params
  const [, id, role] = /^acs:ram::(\d+):role\/([\w.-]{1,64})$/.exec(RoleArn) ?? []
  const account = call.world.accounts.find((one) => one.id === id)
  if (role === undefined) throw new Refusal('InvalidParameter.RoleArn', 400, 'The parameter RoleArn is wrongly formed.')
  if (!account) throw new Refusal('EntityNotExist.Role', 404, 'The specified Role not exists.')
  const expiresAt = call.now + DurationSeconds * 1000
  const keys = { accessKeyId: `STS.${randomText(24)}`, accessKeySecret: randomText(44), securityToken: `CAIS${randomText(300)}` }
  account.sessions = [...(account.sessions ?? []).filter((one) => one.expiresAt > call.now), { ...keys, expiresAt, role, session }]
  return {
    AssumedRoleUser: { Arn: `acs:sts::${account.id}:assumed-role/${role}/${session}`, AssumedRoleId: `${idOfRole(account, role)}:${session}` },
    Credentials: {
      AccessKeyId: keys.accessKeyId, AccessKeySecret: keys.accessKeySecret, SecurityToken: keys.securityToken,
      Expiration: new Date(expiresAt).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    },
  }
}

function idOfRole(account: Account, role: string): string {
  const value = createHash('sha256').update(`${account.id}\n${role}`).digest().readUIntBE(0, 6)
  return `3${String(value).padStart(17, '0').slice(0, 17)}`
}
