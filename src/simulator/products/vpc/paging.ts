import type { Parameter } from '../../action.ts'
import { between } from './fields.ts'

export interface PageParams { PageNumber?: number; PageSize?: number }

/** PageNumber from 1, PageSize up to 50. */
export const paging: Record<string, Parameter> = { PageNumber: between(1), PageSize: between(1, 50) }

/** One page, and the fields that say which. */
export function pageOf<T>(all: readonly T[], params: PageParams): { entries: T[]; fields: object } {
  const number = params.PageNumber ?? 1
  const size = params.PageSize ?? 10
  return {
    entries: all.slice((number - 1) * size, number * size),
    fields: { PageNumber: number, PageSize: size, TotalCount: all.length },
  }
}
