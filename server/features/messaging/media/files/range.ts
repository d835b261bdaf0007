import type { Part } from '../../../../platform/storage/index.ts'

/**
 * The part of a file that a Range header asks for; players use this to jump in a video. Undefined means the whole file,
 * also for several parts and for a header that cannot be read, as RFC 9110 allows.
 */
export function partIn(header: string | undefined, bytes: number): Part | 'outside' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (from === '' && to === '') return undefined
  const first = from === '' ? Math.max(0, bytes - Number(to)) : Number(from)
  const last = from === '' || to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)
  return first > last || (from === '' && Number(to) === 0) ? 'outside' : { first, last }
}
