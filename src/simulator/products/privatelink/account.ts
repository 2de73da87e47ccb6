import { reading, writing } from '../shared/table.ts'
import { refuse } from './refusals.ts'

/** Privatelink CheckProductOpen: never `Success: false`; not open is an error. */
export const checkProductOpen = reading({}, (call) => {
  if (!call.account.privatelinkOpen) refuse('NeedOpenProduct')
  return { Success: true }
})

/** Privatelink OpenPrivateLinkService. The form of an order's number is assumed. */
export const openPrivateLinkService = writing({}, (call) => {
  if (call.account.privatelinkOpen) refuse('OrderOpend')
  call.account.privatelinkOpen = true
  return { OrderId: String(2 * 10 ** 14 + (call.now % 10 ** 13)) }
})
