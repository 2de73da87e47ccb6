import type { Block } from './syntax.ts'
import { NetObject } from './values.ts'

/** A script block as a value. */
export class ScriptBlock extends NetObject {
  readonly block: Block
  constructor(block: Block) {
    super('System.Management.Automation.ScriptBlock')
    this.block = block
  }
}
