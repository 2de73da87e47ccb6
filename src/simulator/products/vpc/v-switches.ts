import { Refusal, type Action, type Call } from '../../action.ts'
import type { VSwitch } from '../../model.ts'
import { between, flag, knownRegion, must, owners, ownIn, tags, text, type TagFilter } from './fields.ts'
import { pageOf, pages, type PageParams } from './paging.ts'
import { ownerNumber, tableOf, vSwitchEntry } from './views.ts'
import { checkTags } from './vpcs.ts'

interface DescribeVSwitches extends PageParams {
  RegionId?: string
  VpcId?: string
  VSwitchId?: string
  VSwitchName?: string
  VSwitchOwnerId?: number
  ZoneId?: string
  EnableIpv6?: boolean
  IsDefault?: boolean
  ResourceGroupId?: string
  RouteTableId?: string
  Tag?: TagFilter[]
}

/** Vpc DescribeVSwitches: RegionId or VpcId must be given. */
export const describeVSwitches: Action<DescribeVSwitches> = {
  mutating: false,
  parameters: {
    DryRun: flag, EnableIpv6: flag, IsDefault: flag, ...pages, RegionId: text, ResourceGroupId: text, RouteTableId: text,
      Tag: tags(),
    VSwitchId: text, VSwitchName: { type: 'string', min: 1, max: 128 }, VSwitchOwnerId: between(0), VpcId: text, ZoneId: text,
      ...owners,
  },
  handler(call) {
    const { RegionId, VpcId, VSwitchId, VSwitchName, VSwitchOwnerId, ZoneId, EnableIpv6, IsDefault, ResourceGroupId } =
      call.params
    const { RouteTableId, Tag } = call.params
    if (RegionId === undefined && VpcId === undefined) {
      throw new Refusal('MissingParameter', 400, 'RegionId or VpcId is mandatory for this action.')
    }
    knownRegion(call)
    const ids = VSwitchId?.split(',').map((id) => id.trim())
    if (ids && ids.length > 20) {
      throw new Refusal('InvalidVSwitchIdNumber.NotSupported', 404, 'The number of vSwitchIds exceeds the limit.')
    }
    checkTags(Tag)
    const named = ownIn(call, 'vSwitches', { id: ids, VpcId, VSwitchName, Tag })
    const found = named.filter((one) => (VSwitchOwnerId === undefined || ownerNumber(one.account) === VSwitchOwnerId)
      && (ZoneId === undefined || one.ZoneId === ZoneId)
      && (EnableIpv6 === undefined || one.EnabledIpv6 === EnableIpv6)
      && IsDefault !== true
      && (ResourceGroupId === undefined || one.ResourceGroupId === ResourceGroupId)
      && (RouteTableId === undefined || tableOf(one.VpcId) === RouteTableId))
    const page = pageOf(found, call.params)
    return { ...page.fields, VSwitches: { VSwitch: page.entries.map(vSwitchEntry) } }
  },
}

/** Vpc DescribeVSwitchAttributes: a flat answer; an unknown ID is refused with 400 (documented). */
export const describeVSwitchAttributes: Action<{ VSwitchId: string }> = {
  mutating: false,
  parameters: { DryRun: flag, RegionId: text, VSwitchId: must(text), ...owners },
  handler(call) {
    return vSwitchEntry(ownVSwitch(call, call.params.VSwitchId))
  },
}

function ownVSwitch(call: Pick<Call, 'world' | 'account' | 'region'>, id: string): VSwitch {
  const [found] = ownIn(call, 'vSwitches', { id })
  if (!found) throw new Refusal('InvalidVSwitchId.NotFound', 400, 'Specified VSwitch can not found.')
  return found
}
