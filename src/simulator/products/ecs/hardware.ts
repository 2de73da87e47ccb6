import { createHash } from 'node:crypto'
import type { Instance } from '../../model.ts'

/** What every instance of the world runs on: the world does not tell types apart, and any common one will do. */
export const TYPE = { InstanceType: 'ecs.g6.large', InstanceTypeFamily: 'ecs.g6', Cpu: 2, Memory: 8192 } as const

/** The two images that instances are made of. */
export const IMAGES = {
  linux: { ImageId: 'linux.vhd', OSName: 'Alibaba Cloud Linux 3 64bit', Platform: 'Aliyun' },
  windows: { ImageId: 'win.vhd', OSName: 'Windows Server 2022 Datacenter 64bit', Platform: 'Windows Server 2022' },
} as const

/** GiB of the system disk that every instance has. */
export const SYSTEM_DISK = 40

/** ID of an instance's system disk, made from the instance's. */
export function systemDisk(instance: Instance): string {
  return instance.id.replace(/^i-/, 'd-')
}

/** The serial number of an instance. */
export function serialOf(id: string): string {
  return createHash('md5').update(id).digest('hex')
}
