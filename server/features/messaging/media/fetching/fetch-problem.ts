import { AppError } from '../../../../platform/errors/index.ts'

/** Why a file is not here: a stable code, and the text for people. The text never quotes the server that answered. */
export interface Problem {
  code: string
  text: string
}

/** Thrown when the file will never come, however often it is asked for. */
export class Refused extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.text)
    this.problem = problem
  }
}

export const NoSource: Problem = {
  code: 'MEDIA_NO_SOURCE',
  text: 'There is no file at the address that came with the message.',
}
export const TooLarge: Problem = {
  code: 'MEDIA_TOO_LARGE',
  text: 'The file is larger than what is taken in of its kind.',
}
export const Mismatch: Problem = { code: 'MEDIA_MISMATCH', text: 'What arrived is not what the sender sent.' }
export const Gone: Problem = { code: 'MEDIA_GONE', text: 'The provider does not have this file any more.' }
export const Forbidden: Problem = { code: 'MEDIA_ADDRESS', text: 'The address of the file may not be visited.' }
export const GivenUp: Problem = { code: 'MEDIA_UNREACHABLE', text: 'The file could not be fetched in many attempts.' }
export const ChannelClosed: Problem = {
  code: 'CHANNEL_REMOVED',
  text: 'The channel was removed before the file was here.',
}
export const NoRoom: Problem = {
  code: 'MEDIA_NO_ROOM',
  text: 'The plan has no room left for files from customers. Upgrade the plan, and ask the customer to send it again.',
}
/** Thrown when an address answers with something else; asking again may help. */
export const SourceFailed = {
  code: 'MEDIA_SOURCE_FAILED',
  status: 502,
  message: 'The file could not be fetched.',
  retryable: true,
}

/** Tries before a file is given up, over ten hours: a provider may be away for long, and it keeps files for days. */
const ATTEMPTS = 20
const FIRST_SECONDS = 2
const LONGEST_SECONDS = 3_600
/** Bytes that are wrong again and again will stay wrong. */
const MISMATCHES = 3

/** Errors that end the fetching at once, by code. */
const FINAL: Record<string, Problem> = {
  MEDIA_GONE: Gone,
  FILE_TOO_LARGE: TooLarge,
  OUTSIDE_TOO_LARGE: TooLarge,
  URL_NOT_ALLOWED: Forbidden,
  CHANNEL_REMOVED: ChannelClosed,
  CHANNEL_PROVIDER_UNAVAILABLE: ChannelClosed,
  NOT_FOUND: ChannelClosed,
  PLAN_BOUND_REACHED: NoRoom,
}

export type FetchDecision =
  /** No further attempt would help. */
  { kind: 'end'; state: 'refused' | 'gone'; problem: Problem } | { kind: 'again'; delaySeconds: number }

/**
 * Decides what follows from a failed attempt.
 *
 * @param failed attempts before this one
 */
export function decideFetch(error: unknown, failed: number): FetchDecision {
  const end = (problem: Problem): FetchDecision => ({
    kind: 'end',
    state: problem === Gone ? 'gone' : 'refused',
    problem,
  })
  if (error instanceof Refused && (error.problem !== Mismatch || failed + 1 >= MISMATCHES)) return end(error.problem)
  const final = error instanceof AppError ? FINAL[error.code] : undefined
  if (final) return end(final)
  if (failed + 1 >= ATTEMPTS) return end(GivenUp)
  const delay = Math.min(FIRST_SECONDS * 2 ** failed, LONGEST_SECONDS)
  return { kind: 'again', delaySeconds: delay * (0.75 + Math.random() / 2) }
}
