import type { Call, Interactive, Media, MessageContent } from '../../channels/index.ts'

const LONGEST = 140

/** Labels by type, for messages without words of their own. Plain English; screens may translate them by the type. */
const LABELS: Record<string, string> = {
  image: 'Photo',
  video: 'Video',
  audio: 'Audio',
  document: 'Document',
  sticker: 'Sticker',
  location: 'Location',
  contacts: 'Contact card',
  interactive: 'Interactive message',
  button: 'Button',
  template: 'Template',
  order: 'Order',
  system: 'System message',
  unsupported: 'Unsupported message',
}

/** The line that a list shows for a message: its own words, or else its label. One line, at most 140 characters. */
export function previewOf(type: string, content: MessageContent): string {
  return oneLine(wordsOf(type, content) || LABELS[type] || `Message of type ${type}`)
}

function wordsOf(type: string, content: MessageContent): string | undefined {
  switch (type) {
    case 'text':
      return content.text?.body
    case 'interactive':
      return content.interactive && interactiveWords(content.interactive)
    case 'button':
      return content.button?.text
    case 'template':
      return content.template && `Template ${content.template.name}`
    case 'location':
      return content.location?.name ?? content.location?.address
    case 'contacts':
      return content.contacts
        ?.map(contact => contact.name)
        .filter(Boolean)
        .join(', ')
    case 'reaction':
      return content.reaction?.emoji ? `Reacted ${content.reaction.emoji}` : 'Took a reaction back'
    case 'edit':
      return `Edited: ${content.original?.text ?? content.text?.body ?? ''}`
    case 'revoke':
      return 'Deleted a message'
    case 'order':
      return content.order?.text
    case 'system':
      return content.system?.body
    case 'call':
      return content.call && callWords(content.call)
    default:
      return content.media ? mediaWords(content.media) : content.text?.body
  }
}

function interactiveWords(interactive: Interactive): string | undefined {
  switch (interactive.kind) {
    case 'button_reply':
    case 'list_reply':
      return interactive.title
    case 'form_reply':
      return interactive.body ?? interactive.name
    case 'poll_vote':
      return interactive.options.join(', ')
    case 'event_response':
    case 'other':
      return undefined
    default:
      return interactive.body
  }
}

function mediaWords(media: Media): string | undefined {
  if (media.caption) return media.caption
  if (media.kind === 'audio' && media.voice) return 'Voice message'
  return media.kind === 'document' ? media.filename : undefined
}

const CALLS: Record<Call['status'], string> = {
  ringing: 'Ringing call',
  missed: 'Missed call',
  answered: 'Answered call',
  rejected: 'Declined call',
  failed: 'Failed call',
}

/** A call of the business that nobody took is missed by the customer alone. */
const callWords = ({ status, direction }: Call): string =>
  status === 'missed' && direction === 'outbound' ? 'Unanswered call' : CALLS[status]

/** Counted in code points, so that no character is cut in half. */
function oneLine(text: string): string {
  const flat = text
    .slice(0, LONGEST * 8)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  const characters = Array.from(flat)
  return characters.length <= LONGEST
    ? flat.toWellFormed()
    : `${characters.slice(0, LONGEST - 1).join('')}…`.toWellFormed()
}
