import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../lib/api/types.ts'
import { useFormats, useNow } from '../../lib/hooks.ts'
import { useBot } from '../../lib/session/bot.ts'

/**
 * Who takes care of a conversation: a customer waits for a person, a person has it, or the bot answers. Null: nobody
 * needs to.
 */
export type Holder = 'waiting' | 'person' | 'bot'

type Held = Pick<Conversation, 'waitingSince' | 'handedOverAt' | 'botPaused' | 'kind' | 'status'>

export function holderOf(row: Held, withBot: boolean): Holder | null {
  if (row.waitingSince) return 'waiting'
  if (row.status === 'resolved' || row.status === 'archived') return null
  if (row.botPaused) return 'person'
  return withBot && row.kind === 'direct' ? 'bot' : null
}

/** Who takes care of a conversation, for drawing. */
export function useHolder(row: Held): Holder | null {
  return holderOf(row, useBot()?.answers ?? false)
}

/** Since when the customer waits: since a bot handed over, or else since their oldest unanswered message. */
export const waitsSince = ({ handedOverAt, waitingSince }: Held): string | null => handedOverAt ?? waitingSince

/** "Waiting 12 min"; '' when nobody waits. */
export function useWaitingText(row: Held): string {
  const { t } = useTranslation()
  const format = useFormats()
  const now = useNow()
  const since = waitsSince(row)
  return since ? t('inbox.waiting', { span: format.span(now - Date.parse(since)) }) : ''
}
