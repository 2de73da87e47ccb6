import { createHash } from 'node:crypto'
import type { VSwitch, World } from '../../model.ts'
import { inCidr, parseIp, sizeOf } from '../../network/cidr.ts'

/** The first address of a vSwitch and its last three are the vendor's own (documented). */
const LAST_KEPT = 3

/** How many addresses a vSwitch still has to give. */
export function freeAddresses(vSwitch: VSwitch): number {
  return Math.max(0, sizeOf(vSwitch.CidrBlock) - 1 - LAST_KEPT - Object.keys(vSwitch.taken).length)
}

/** Whether an address lies in the vSwitch and may be given to somebody. */
export function usable(vSwitch: VSwitch, address: string): boolean {
  return inCidr(address, vSwitch.CidrBlock) && !keptBack(vSwitch, offsetOf(vSwitch, address))
    && !Object.hasOwn(vSwitch.taken, address)
}

/**
 * Takes a free address: which one follows from the world's seed and the holder, so that the same world gives the same.
 * The caller has made sure that there is one.
 */
export function takeAddress(world: World, vSwitch: VSwitch, holder: string): string {
  const size = sizeOf(vSwitch.CidrBlock)
  const from = [world.seed, holder, Object.keys(vSwitch.taken).length].join('\n')
  const start = createHash('sha256').update(from).digest().readUInt32BE(0)
  for (let step = 0; step < size; step++) {
    const offset = (start + step) % size
    const address = addressAt(vSwitch, offset)
    if (keptBack(vSwitch, offset) || Object.hasOwn(vSwitch.taken, address)) continue
    vSwitch.taken[address] = holder
    return address
  }
  throw new Error(`vSwitch ${vSwitch.id} has no address left`)
}

/** Gives an address back, if it is still its holder's. */
export function giveBack(world: World, vSwitchId: string, address: string, holder: string): void {
  const taken = world.vSwitches[vSwitchId]?.taken
  if (taken?.[address] === holder) delete taken[address]
}

function keptBack(vSwitch: VSwitch, offset: number): boolean {
  return offset === 0 || offset >= sizeOf(vSwitch.CidrBlock) - LAST_KEPT
}

function baseOf(vSwitch: VSwitch): number {
  const size = sizeOf(vSwitch.CidrBlock)
  return Math.floor((parseIp(vSwitch.CidrBlock.split('/')[0] ?? '') ?? 0) / size) * size
}

function offsetOf(vSwitch: VSwitch, address: string): number {
  return (parseIp(address) ?? 0) - baseOf(vSwitch)
}

function addressAt(vSwitch: VSwitch, offset: number): string {
  const value = baseOf(vSwitch) + offset
  return [value / 2 ** 24, value / 2 ** 16, value / 2 ** 8, value].map((part) => Math.floor(part) % 256).join('.')
}
