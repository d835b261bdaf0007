import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation, Message } from '../../lib/api/types.ts'
import { plainText } from '../../lib/rich-text.ts'
import { CALL_PREVIEWS, callText } from './call-text.ts'
import { wordsOf } from './live/live-message.ts'

const KNOWN = [
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'template',
  'reaction',
  'order',
  'system',
  'edit',
  'revoke',
  'call',
  'unsupported',
] as const
type Known = (typeof KNOWN)[number]

const isKnown = (type: string): type is Known => KNOWN.includes(type as Known)

/** Gives a message in a few words: its own, else what it is. */
export function usePreview(): (message: Message) => string {
  const { t } = useTranslation()
  const name = useTypeName()
  return useCallback(
    message => (message.call ? t(`call.${callText(message.call)}`) : plainText(wordsOf(message)) || name(message.type)),
    [t, name],
  )
}

/** Gives the name of a message type; '' for those that consist of words. */
export function useTypeName(): (type: string) => string {
  const { t } = useTranslation()
  return useCallback(
    type => {
      if (type === 'text' || type === 'interactive' || type === 'button') return ''
      return isKnown(type) ? t(`type.${type}`) : t('message.unknown', { type })
    },
    [t],
  )
}

/** Said by the server for a message without words; the type's name says it in the reader's language. */
const LABELS = new Set(['Photo', 'Video', 'Audio', 'Voice message', 'Document', 'Sticker', 'Location', 'Contact card'])
const MORE_LABELS = new Set(['Interactive message', 'Button', 'Order', 'System message', 'Unsupported message'])
const LEADS = /^(Edited: |Template |Reacted |Took a reaction back|Deleted a message|Message of type .*)/

/** What a preview adds to the type's name. */
export function addedWords(type: string, preview: string): string {
  if (type === 'text') return preview
  if (type === 'call') return ''
  if (LABELS.has(preview) || MORE_LABELS.has(preview)) return ''
  return type === 'interactive' || type === 'button' ? preview : preview.replace(LEADS, '')
}

/** The second line of a conversation's row: what the last message is, and its words. */
export function useRowPreview(): (conversation: Conversation) => { name: string; words: string } {
  const { t } = useTranslation()
  const typeName = useTypeName()
  return useCallback(
    ({ lastMessage }) => {
      if (!lastMessage) return { name: '', words: '' }
      const { type, preview } = lastMessage
      const call = type === 'call' ? CALL_PREVIEWS.get(preview) : undefined
      const voice = type === 'audio' && preview === 'Voice message'
      const name = call ? t(`call.${call}`) : voice ? t('type.voice') : typeName(type)
      return { name, words: plainText(addedWords(type, preview)) }
    },
    [t, typeName],
  )
}
