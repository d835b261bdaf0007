import type { StoredEvent } from '../../platform/events/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import type { MESSAGING_EVENTS } from '../messaging/index.ts'
import { type Input, inputOf } from './input.ts'

export type Received = StoredEvent<(typeof MESSAGING_EVENTS)['message.received']>

/** A message that a bot may answer. */
export interface AnswerableMessage {
  event: Received
  input: Input
}

/** What a customer wrote that has not been answered yet, in its order. */
export interface CustomerTurn {
  conversationId: Uuid
  heard: readonly AnswerableMessage[]
}

/** To messages older than this the bot does not answer: people have moved on. Counted from our receipt, not by phones' clocks. */
const STALE_MS = 10 * 60_000

/** Sorts messages by conversation. Those that came while a person had it, opt-outs, old ones and silent ones are left out. */
export function turnsOf(events: readonly Received[], now: Date): CustomerTurn[] {
  const heard = events.flatMap(event => heardOf(event, now))
  return [...Map.groupBy(heard, one => one.event.aggregateId)].map(([conversationId, own]) => ({
    conversationId,
    heard: own,
  }))
}

function heardOf(event: Received, now: Date): AnswerableMessage[] {
  const { type, content, botPaused, optOut, receivedAt, providerMessageId, replyToProviderId } = event.data
  if (botPaused || optOut || now.getTime() - Date.parse(receivedAt) > STALE_MS) return []
  const origin = { messageId: providerMessageId, ...(replyToProviderId && { question: replyToProviderId }) }
  const input = inputOf(type, content, origin)
  return input ? [{ event, input }] : []
}

/**
 * Seconds that a turn still waits for what else the customer writes; 0: it is answered now. The first words are answered at once,
 * and so is a tap on a button, which is complete. What follows an answer closely is often a thought in pieces ("two", "without
 * onions", "to Rabat"): it gets one answer together.
 *
 * @param answeredAt when the bot last answered here
 */
export function waitOf({ heard }: CustomerTurn, answeredAt: Date | undefined, groupSeconds: number, now: Date): number {
  if (!answeredAt || heard.some(({ input }) => input.kind === 'tap')) return 0
  return Math.max(0, groupSeconds - Math.max(0, now.getTime() - answeredAt.getTime()) / 1000)
}
