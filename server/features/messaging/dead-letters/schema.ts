import { z } from 'zod'
import { idParam, linksAnswer, pageQuery } from '../../../platform/http/index.ts'
import { DEAD_LETTER_KINDS } from '../../../platform/pending/index.ts'

const KINDS = Object.values(DEAD_LETTER_KINDS)
export const letterKind = z.enum(KINDS, { error: `must be one of ${KINDS.join(', ')}` })
const STATES = ['open', 'redriven', 'dismissed'] as const

export const letterIdParam = z.object({ id: idParam('deadLetter') })

export const letterQuery = pageQuery.extend({
  kind: letterKind.optional(),
  state: z.enum(STATES).default('open').meta({ description: 'open: nobody has acted on it yet' }),
})

/** The place in a list: the last letter of the page before. */
export const letterPlace = z.object({ beyond: z.uuid() })

/** How many letters one call may take. */
export const MOST_AT_ONCE = 200

export const redriveBody = z.union([
  z.strictObject({ ids: z.array(idParam('deadLetter')).min(1).max(MOST_AT_ONCE) }),
  z.strictObject({
    all: z.literal(true),
    kind: letterKind.optional(),
    cursor: z.string().max(500).optional(),
  }),
])

export const redriveAnswer = z.object({
  /** Re-driven now. */
  redriven: z.number(),
  /** Not open: re-driven or dismissed before, or not found. */
  skipped: z.number(),
  /** Still open, with the reason. */
  refused: z.array(z.object({ id: z.string(), code: z.string(), message: z.string() })),
  /** With `all`: pass it on to continue; null when those were all. */
  nextCursor: z.string().nullable(),
})

export const letterView = z
  .object({
    id: z.string(),
    kind: letterKind,
    state: z.enum(STATES),
    /** It was re-driven, and it succeeded. */
    resolved: z.boolean(),
    channelId: z.string().nullable(),
    conversationId: z.string().nullable(),
    messageId: z.string().nullable(),
    /** For an event: the subscriber that could not handle it. */
    subscriber: z.string().nullable(),
    /** Why it was given up. */
    cause: z.object({
      code: z.string(),
      meaning: z.string().describe('As of a message’s `error`'),
      message: z.string(),
    }),
    attempts: z.number(),
    firstAt: z.string(),
    lastAt: z.string(),
    redrivenAt: z.string().nullable(),
    redrivenBy: z.object({ kind: z.string(), id: z.string().nullable() }).nullable(),
    dismissedAt: z.string().nullable(),
    _links: linksAnswer,
  })
  .meta({ id: 'DeadLetter' })
export type LetterView = z.infer<typeof letterView>

export const letterDetail = letterView.extend({
  /**
   * What was received or was to be sent, unchanged: text, or base64 when the bytes are no text. Null when it is not
   * kept any more.
   */
  payload: z.object({ encoding: z.enum(['utf8', 'base64']), body: z.string() }).nullable(),
  history: z.array(
    z.object({
      attempt: z.number().describe('Which attempt it was, from 1'),
      at: z.string(),
      outcome: z.string(),
      code: z.string().nullable(),
      meaning: z.string().nullable(),
      message: z.string().nullable(),
    }),
  ),
})
export type LetterDetail = z.infer<typeof letterDetail>
