import { between } from '../shared/table.ts'

export interface PageParams { PageNumber?: number | undefined; PageSize?: number | undefined }

/** PageNumber from 1, PageSize up to 50. */
export const pages = { PageNumber: between(1, 1_000_000), PageSize: between(1, 50) } as const

/** One page, and the fields that say which. */
export function pageOf<T>(all: readonly T[], params: PageParams): { entries: T[]; fields: object } {
  const number = params.PageNumber ?? 1
  const size = params.PageSize ?? 10
  return {
    entries: all.slice((number - 1) * size, number * size),
    fields: { PageNumber: number, PageSize: size, TotalCount: all.length },
  }
}
