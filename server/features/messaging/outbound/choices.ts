import type { ActorKind } from '../../../platform/events/index.ts'
import {
  type Choice,
  choicesOf,
  type InboundMessage,
  isNumbered,
  matchChoice,
  type TypedContent,
} from '../../channels/index.ts'
import { isQuiet } from '../messages/message-type.ts'

/** What the last question of a conversation offered; stored with the conversation for a day. */
export interface OpenQuestion {
  /** The customer sees numbered lines, so a number is an answer. */
  numbered: boolean
  choices: Choice[]
}

/**
 * What a message that is being queued does to the open question. A new question replaces it. Any other message of a
 * program closes it, because that message may ask for a number itself. A person's message leaves it open.
 *
 * @param rendered the message as the channel carries it
 * @returns the new question; null: no question is open any more; undefined: unchanged
 */
export function questionAfter(
  message: TypedContent,
  author: ActorKind,
  rendered: TypedContent,
): OpenQuestion | null | undefined {
  const choices = choicesOf(message.content)
  if (choices.length > 0) return { choices, numbered: isNumbered(message, rendered) }
  if (message.type === 'interactive') return null
  const leavesOpen = isQuiet(message.type) || author === 'user' || author === 'system'
  return leavesOpen ? undefined : null
}

/**
 * The clocks of phones and providers differ by up to this much; a message that is older than the question by more is no
 * answer to it.
 */
const SKEW_MS = 60_000

/**
 * A customer's message as programs understand it. Words that name an offered answer become that answer, and the words
 * themselves are kept beside it. All other messages stay unchanged.
 */
export function readAsChoice(
  message: Pick<InboundMessage, 'type' | 'content' | 'at' | 'direction' | 'historic'>,
  asked: OpenQuestion | null,
  askedAt: Date | null,
): TypedContent {
  const { type, content, at, direction, historic } = message
  const words = type === 'text' ? content.text?.body : type === 'button' ? content.button?.text : undefined
  if (!asked || !askedAt || words === undefined || direction === 'outbound' || historic) return { type, content }
  if (at.getTime() < askedAt.getTime() - SKEW_MS) return { type, content }
  const choice = matchChoice(words, asked.choices, asked.numbered)
  return choice ? { type: 'interactive', content: { ...content, interactive: choice } } : { type, content }
}
