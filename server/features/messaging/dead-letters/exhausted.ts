import type { Tx } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { bury } from '../../../platform/pending/index.ts'
import { causeText } from './cause.ts'
import { selectFirstAttempts } from './letter.sql.ts'

/** A message that was refused until its attempts were used up. */
export interface ExhaustedSend {
  messageId: Uuid
  conversationId: Uuid
  /** The number of the last attempt. */
  attemptNo: number
  error: { code: string | number; title: string; text: string }
}

/**
 * Writes dead letters for messages that used up their attempts on refusals that might have passed. A final refusal
 * makes no dead letter: trying again would not help, so only the message shows it.
 */
export async function buryExhausted(tx: Tx, sends: readonly ExhaustedSend[]): Promise<void> {
  if (sends.length === 0) return
  const firsts = await tx.rows(selectFirstAttempts(sends.map(send => send.messageId)))
  const firstOf = new Map(firsts.map(({ messageId, at }) => [messageId, at]))
  const letters = sends.map(({ messageId, conversationId, attemptNo, error }) => ({
    source: 'send_pending' as const,
    sourceId: messageId,
    lane: conversationId,
    ref: `${attemptNo}`,
    attempts: attemptNo,
    code: `${error.code}`,
    message: causeText(error),
    firstAt: firstOf.get(messageId),
  }))
  await bury(tx, letters)
}
