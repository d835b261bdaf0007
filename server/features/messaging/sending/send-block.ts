import type { Tx } from '../../../platform/db/index.ts'
import { emit } from '../../../platform/events/index.ts'
import type { Meaning } from '../../channels/index.ts'
import { buryExhausted } from '../dead-letters/exhausted.ts'
import { MESSAGING_ERRORS } from '../errors.ts'
import { moveMessages, selectMessageStates } from '../messages/status.sql.ts'
import { moveTo, statusEvent } from '../statuses/report.ts'
import type { AttemptState } from './attempt.sql.ts'
import type { SendBlock } from './send-block.sql.ts'

/** The error that is shown on a message that will never leave. */
export interface BlockedError {
  code: string
  meaning: Meaning
  title: string
  text: string
}

/** A message waits this long for a stopped channel or business; after that nobody waits for it any more. */
const MOST_WAITED_SECONDS = 24 * 60 * 60

/** The customer opted out: what bots, campaigns and programs had queued is not sent. */
export const OPTED_OUT: BlockedError = {
  code: 'CONTACT_OPTED_OUT',
  meaning: 'opted_out',
  title: 'The customer wants no messages',
  text: MESSAGING_ERRORS.CONTACT_OPTED_OUT.message,
}

const ENDS: Record<Exclude<SendBlock, 'stopped' | 'suspended'>, BlockedError> = {
  opted_out: OPTED_OUT,
  removed: {
    code: 'CHANNEL_REMOVED',
    meaning: 'channel_removed',
    title: 'The channel was removed',
    text: 'The channel of this conversation was removed before the message left.',
  },
  window_closed: {
    code: MESSAGING_ERRORS.WINDOW_CLOSED.code,
    meaning: 'window_closed',
    title: 'The 24-hour window closed',
    text: 'The 24-hour window closed before the message left. Send a template, or wait until the customer writes.',
  },
}

const WAITED: BlockedError = {
  code: 'WAITED_TOO_LONG',
  meaning: 'waited_too_long',
  title: 'It waited for a day',
  text: 'Nothing could be sent for a day. Put the channel right, then send this message again if it is still needed.',
}

/** The error that ends a blocked message; undefined when the message waits until the block ends. Pure. */
export function endOfBlocked(hindrance: SendBlock, waitedSeconds: number): BlockedError | undefined {
  if (hindrance !== 'stopped' && hindrance !== 'suspended') return ENDS[hindrance]
  return waitedSeconds > MOST_WAITED_SECONDS ? WAITED : undefined
}

/** A message whose next attempt will not be made. */
export interface BlockedSend {
  state: AttemptState
  error: BlockedError
}

/** Fails messages that may never leave. A person can re-drive those that only waited too long. */
export async function failBlocked(tx: Tx, hindered: readonly BlockedSend[]): Promise<void> {
  if (hindered.length === 0) return
  const errors = new Map(hindered.map(({ state, error }) => [state.messageId, error]))
  const standing = await tx.rows(selectMessageStates([...errors.keys()]))
  await tx.run(moveMessages(standing.map(one => moveTo(one, 'failed', { error: errors.get(one.id) }))))
  await emit(
    tx,
    standing.map(one => statusEvent(one, { status: 'failed', error: errors.get(one.id) })),
  )
  const late = hindered.filter(({ error }) => error === WAITED)
  await buryExhausted(
    tx,
    late.map(({ state: { messageId, conversationId, no }, error }) => ({
      messageId,
      conversationId,
      attemptNo: no,
      error,
    })),
  )
}
