import type { Identity } from '../contract/message.ts'

/** A person's id within a portfolio: a country and at most 128 characters; `US.ENT.…` within a parent's portfolio. */
export const isBsuid = (name: string): boolean => /^[A-Za-z]{2}\.[A-Za-z0-9._-]{1,132}$/.test(name)

/** An id that is valid in all portfolios of a parent. */
export const isParentId = (name: string): boolean => /^[A-Za-z]{2}\.ENT\./.test(name) && isBsuid(name)

/**
 * A user id is valid within an account's portfolio; a parent's is valid in all of its portfolios, so it needs no scope.
 */
export const bsuidOf = (value: string, account: string): Identity => ({
  kind: 'bsuid',
  scope: isParentId(value) ? '' : account,
  value,
})
