import { Refusal } from '../../action.ts'

export interface PageParams {
  NextToken?: string | undefined
  MaxResults?: number | undefined
  PageNumber?: number | undefined
  PageSize?: number | undefined
}

export interface PageLimits {
  /** Bounds of MaxResults and PageSize; what lies outside is taken as the nearest bound. */
  min: number
  max: number
  /** Size where none is given. */
  size: number
  /** How this action spells the refusal of a token that is none. */
  badToken: string
}

export interface Page<T> {
  entries: T[]
  /** Empty on the last page. */
  nextToken: string
  /** The fields of the older way of paging; absent when the caller pages by token. */
  numbered: { PageNumber: number; PageSize: number; TotalCount: number } | undefined
  total: number
}

/** A page by token where NextToken or MaxResults is given, else by number (the older way, still served). */
export function pageOf<T>(all: readonly T[], params: PageParams, limits: PageLimits): Page<T> {
  const clamp = (size: number): number => Math.min(limits.max, Math.max(limits.min, size))
  if (params.NextToken !== undefined || params.MaxResults !== undefined) {
    const from = params.NextToken === undefined ? 0 : offsetOf(params.NextToken, limits)
    const to = from + clamp(params.MaxResults ?? limits.size)
    return { entries: all.slice(from, to), nextToken: to < all.length ? tokenOf(to) : '', numbered: undefined, total: all.length }
  }
  const PageNumber = Math.max(1, params.PageNumber ?? 1)
  const PageSize = params.PageSize === undefined ? limits.size : Math.min(limits.max, Math.max(1, params.PageSize))
  const from = (PageNumber - 1) * PageSize
  return {
    entries: all.slice(from, from + PageSize), nextToken: from + PageSize < all.length ? tokenOf(from + PageSize) : '',
    numbered: { PageNumber, PageSize, TotalCount: all.length }, total: all.length,
  }
}

function tokenOf(offset: number): string {
  return Buffer.from(`page-from:${offset}`).toString('base64url')
}

function offsetOf(token: string, limits: PageLimits): number {
  const [, offset] = /^page-from:(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString()) ?? []
  if (offset !== undefined) return Number(offset)
  throw new Refusal(limits.badToken, 400, 'The specified parameter NextToken is not valid.')
}
