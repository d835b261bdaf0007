import { z } from 'zod'
import { type Cursor, readCursor } from '../../platform/events/cursor.ts'
import type { ShownEvent } from '../../platform/events/index.ts'
import { readId } from '../../platform/ids/index.ts'
import { PRESENCE_STATUSES } from '../../platform/presence/index.ts'
import { CHANNELS } from './audience.ts'

/** `subscribe`: what to hear, and from where on. */
export const subscribeInput = z.object({
  channels: z.array(z.enum(CHANNELS)).max(CHANNELS.length),
  after: z.string().max(64).optional(),
})

const conversationId = z
  .string()
  .max(64)
  .refine(text => readId('conversation', text) !== null, 'must be the id of a conversation')

/** `typing` and `viewing` */
export const attentionInput = z.object({ conversationId, on: z.boolean() })

/** `presence`: what a person wants to be shown as */
export const presenceInput = z.object({ status: z.enum(PRESENCE_STATUSES) })

/** One entry of the tenant's log, as a client gets it. */
export interface LiveEvent extends ShownEvent {
  /** Give it back as `after` to hear everything since. */
  cursor: string
}

/**
 * The answer to `subscribe`. `quietMs`, to who resumes from nowhere: how long ago the last event of the business was written, null
 * without any. What was read after that is not old.
 */
export type Subscribed =
  | { ok: true; cursor: string; quietMs?: number | null }
  | { ok: false; code: 'VALIDATION' | 'CURSOR' | 'RATE_LIMITED' }

/** The place a client was at; null when its text is no cursor of ours, or one of a log that has not come so far. */
export function placeOf(after: string, now: Cursor): Cursor | null {
  const cursor = readCursor(after)
  return cursor && cursor.txid <= now.txid ? cursor : null
}
