import type { DescribeInstanceTypeFamiliesResponseBody, DescribeInstanceTypesResponseBody } from '@alicloud/ecs20140526'
import type { AnswerOf } from '../shared/answer.ts'
import { decimal, integer, listOf, must, owners, reading, text, unused } from '../shared/table.ts'
import { TYPE } from './hardware.ts'

/** The one type of every instance, as the vendor publishes it. */
const G6_LARGE = {
  CpuArchitecture: 'X86', CpuCoreCount: TYPE.Cpu, CpuSpeedFrequency: 2.5, CpuTurboFrequency: 3.2, DiskQuantity: 17, EniIpv6AddressQuantity: 6,
  EniPrivateIpAddressQuantity: 6, EniQuantity: 2, EniTotalQuantity: 3, EniTrunkSupported: false, EriQuantity: 0, GPUAmount: 0, GPUMemorySize: 0,
  GPUSpec: '', InstanceBandwidthRx: 1_024_000, InstanceBandwidthTx: 1_024_000, InstanceCategory: 'General-purpose',
  InstanceFamilyLevel: 'EnterpriseLevel', InstancePpsRx: 300_000, InstancePpsTx: 300_000, InstanceTypeFamily: TYPE.InstanceTypeFamily,
  InstanceTypeId: TYPE.InstanceType, LocalStorageCategory: '', MemorySize: TYPE.Memory / 1024, NvmeSupport: 'unsupported',
  PhysicalProcessorModel: 'Intel Xeon(Cascade Lake) Platinum 8269CY', PrimaryEniQueueNumber: 2, QueuePairNumber: 0, SecondaryEniQueueNumber: 2,
}

/** One of several words; beside each stands the older filter by a single one. */
const words = listOf(text, 10)

/** Ecs DescribeInstanceTypes: the one type, where it is within every bound that is asked for. */
export const describeInstanceTypes = reading({
  ...owners, AdditionalAttributes: unused(listOf(text)), CpuArchitecture: text, CpuArchitectures: words, GPUSpec: text, GpuSpecs: words,
  InstanceCategories: words, InstanceCategory: text, InstanceFamilyLevel: text, InstanceTypeFamilies: words, InstanceTypeFamily: text,
  InstanceTypes: words, LocalStorageCategories: words, LocalStorageCategory: text, MaxResults: unused(integer),
  MaximumCpuCoreCount: integer, MaximumCpuSpeedFrequency: decimal, MaximumCpuTurboFrequency: decimal, MaximumGPUAmount: integer,
  MaximumMemorySize: decimal, MinimumBaselineCredit: integer, MinimumCpuCoreCount: integer, MinimumCpuSpeedFrequency: decimal,
  MinimumCpuTurboFrequency: decimal, MinimumDiskQuantity: integer, MinimumEniIpv6AddressQuantity: integer,
  MinimumEniPrivateIpAddressQuantity: integer, MinimumEniQuantity: integer, MinimumEriQuantity: integer, MinimumGPUAmount: integer,
  MinimumInitialCredit: integer, MinimumInstanceBandwidthRx: integer, MinimumInstanceBandwidthTx: integer, MinimumInstancePpsRx: integer,
  MinimumInstancePpsTx: integer, MinimumLocalStorageAmount: integer, MinimumLocalStorageCapacity: integer, MinimumMemorySize: decimal,
  MinimumPrimaryEniQueueNumber: integer, MinimumQueuePairNumber: integer, MinimumSecondaryEniQueueNumber: integer, NextToken: unused(text),
  NvmeSupport: text, PhysicalProcessorModel: text, PhysicalProcessorModels: words,
}, (call): AnswerOf<DescribeInstanceTypesResponseBody> => {
  const fits = FILTERS.every((name) => within(name, (call.params as Record<string, unknown>)[name]))
  return { InstanceTypes: { InstanceType: fits ? [{ ...G6_LARGE }] : [] }, NextToken: '' }
})

const FILTERS = Object.entries(describeInstanceTypes.parameters).filter(([, { effect }]) => effect === undefined).map(([name]) => name)

/** What the lists of words are about. */
const MEMBERS: Record<string, string> = {
  CpuArchitectures: 'CpuArchitecture', GpuSpecs: 'GPUSpec', InstanceCategories: 'InstanceCategory', InstanceTypeFamilies: 'InstanceTypeFamily',
  InstanceTypes: 'InstanceTypeId', LocalStorageCategories: 'LocalStorageCategory', PhysicalProcessorModels: 'PhysicalProcessorModel',
}

/** Whether the type fits a parameter: a bound by its name (what the type lacks counts as 0), else a word or one of several. */
function within(name: string, wanted: unknown): boolean {
  if (wanted === undefined) return true
  const type: Record<string, unknown> = G6_LARGE
  const [, bound, member] = /^(Minimum|Maximum)(.+)$/.exec(name) ?? []
  if (member !== undefined) return bound === 'Minimum' ? Number(type[member] ?? 0) >= Number(wanted) : Number(type[member] ?? 0) <= Number(wanted)
  return Array.isArray(wanted) ? wanted.includes(type[MEMBERS[name] ?? '']) : type[name] === wanted
}

/** Ecs DescribeInstanceTypeFamilies: the one of that type. */
export const describeInstanceTypeFamilies = reading({ ...owners, Generation: text, RegionId: must(text) }, (call): AnswerOf<DescribeInstanceTypeFamiliesResponseBody> => ({
  InstanceTypeFamilies: {
    InstanceTypeFamily: (call.params.Generation ?? 'ecs-6') === 'ecs-6' ? [{ Generation: 'ecs-6', InstanceTypeFamilyId: TYPE.InstanceTypeFamily }] : [],
  },
}))
