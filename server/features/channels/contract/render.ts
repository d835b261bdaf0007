import { cut } from '../reading/text.ts'
import type { Interactive, ListSection, MessageContent, ReplyButton, TypedContent } from './message.ts'
import type { Capabilities } from './transport.ts'

/** One answer that a customer may give; the order is the one they see. */
export interface Choice {
  kind: 'button_reply' | 'list_reply'
  id: string
  title: string
  description?: string
}

/** Longest labels that phones show whole (Meta's reference of interactive messages). */
const BUTTON_TITLE = 20
const ROW_TITLE = 24
const ROW_DESCRIPTION = 72

/**
 * Renders a message in the best form that the provider has: a list becomes buttons, and buttons become numbered text,
 * before anything is lost. A message that needs no other form is returned unchanged. Pure.
 */
export function render(message: TypedContent, capabilities: Capabilities): TypedContent {
  const { type, content } = message
  if (type === 'interactive' && content.interactive)
    return renderInteractive(message, content.interactive, capabilities)
  if (type === 'location' && content.location && !capabilities.location) return asText(placeText(content.location))
  if (type === 'contacts' && content.contacts && !capabilities.contacts) {
    return asText(content.contacts.map(contactText).join('\n\n'))
  }
  return message
}

/** What the customer may answer to a message, whatever its form; empty when it asks nothing. */
export function choicesOf({ interactive }: MessageContent): Choice[] {
  if (interactive?.kind === 'buttons') {
    return interactive.buttons.map(({ id, title }) => ({ kind: 'button_reply', id, title }))
  }
  if (interactive?.kind !== 'list') return []
  return interactive.sections.flatMap(section =>
    section.rows.map(({ id, title, description }) => ({
      kind: 'list_reply' as const,
      id,
      title,
      ...(description !== undefined && { description }),
    })),
  )
}

function renderInteractive(message: TypedContent, part: Interactive, capabilities: Capabilities): TypedContent {
  switch (part.kind) {
    case 'buttons':
      return renderButtons(message, part, capabilities)
    case 'list':
      return renderList(message, part, capabilities)
    case 'cta_url':
      return capabilities.ctaUrl ? message : asText(framed(part, `${part.displayText}: ${part.url}`))
    case 'location_request':
      return capabilities.locationRequest ? message : asText(part.body)
    case 'product':
      return capabilities.products ? message : asText(framed({ body: part.body ?? '', ...part }, part.productId))
    case 'product_list':
      return capabilities.products ? message : asText(framed(part, part.sections.map(productLines).join('\n\n')))
    case 'catalog':
      return capabilities.products ? message : asText(framed(part, ''))
    case 'flow':
      return capabilities.flows ? message : asText(framed(part, ''))
    default:
      return message
  }
}

type Buttons = Extract<Interactive, { kind: 'buttons' }>
type List = Extract<Interactive, { kind: 'list' }>
type Row = ListSection['rows'][number]

function renderButtons(message: TypedContent, part: Buttons, capabilities: Capabilities): TypedContent {
  const { buttons, ...frame } = part
  const fit = buttons.every(({ title }) => title.length <= BUTTON_TITLE)
  if (fit && buttons.length <= capabilities.buttons) return message
  if (buttons.length <= capabilities.listRows) {
    const list: Interactive = { ...frame, kind: 'list', button: LIST_BUTTON, sections: [{ rows: buttons.map(asRow) }] }
    return { ...message, content: { ...message.content, interactive: list } }
  }
  if (buttons.length > capabilities.buttons) return numberedText(part, [{ rows: buttons }], capabilities)
  const cutShort = buttons.map(({ id, title }) => ({ id, title: cut(title, BUTTON_TITLE) }))
  return { ...message, content: { ...message.content, interactive: { ...part, buttons: cutShort } } }
}

/** The button of a list that its author did not make as a list; understood in every language. */
const LIST_BUTTON = '☰'

function renderList(message: TypedContent, part: List, capabilities: Capabilities): TypedContent {
  const { sections, button: _button, ...frame } = part
  const rows = sections.flatMap(section => section.rows)
  if (rows.length <= capabilities.listRows) {
    if (rows.every(({ title }) => title.length <= ROW_TITLE)) return message
    const fitting = sections.map(section => ({ ...section, rows: section.rows.map(asRow) }))
    return { ...message, content: { ...message.content, interactive: { ...part, sections: fitting } } }
  }
  if (rows.length > capabilities.buttons || rows.some(tooMuchForButton)) {
    return numberedText(part, sections, capabilities)
  }
  const buttons: ReplyButton[] = rows.map(({ id, title }) => ({ id, title }))
  return { ...message, content: { ...message.content, interactive: { ...frame, kind: 'buttons', buttons } } }
}

/** A title that is too long for its line is written in full on the second line, if that is free. */
const asRow = ({ id, title, description = title.length > ROW_TITLE ? title : undefined }: Row): Row => ({
  id,
  title: cut(title, ROW_TITLE),
  ...(description !== undefined && { description: cut(description, ROW_DESCRIPTION) }),
})

/** A button has no second line, and a shortened title may look like another one. */
const tooMuchForButton = ({ title, description }: Row): boolean =>
  description !== undefined || title.length > BUTTON_TITLE

interface NumberedSection {
  title?: string
  rows: ReadonlyArray<{ title: string; description?: string }>
}

/**
 * The question with its answers as numbered lines. When that is longer than a text may be, the second lines are dropped
 * first and then the end of the question: every answer stays.
 */
function numberedText(
  part: { header?: string; body: string; footer?: string },
  sections: readonly NumberedSection[],
  { textLength }: Capabilities,
): TypedContent {
  const whole = framed(part, numbered(sections))
  if (whole.length <= textLength) return asText(whole)
  const bare = numbered(sections.map(section => ({ ...section, rows: section.rows.map(({ title }) => ({ title })) })))
  const short = framed(part, bare)
  const excess = short.length - textLength
  if (excess <= 0 || excess >= part.body.length) return asText(short)
  return asText(framed({ ...part, body: cut(part.body, part.body.length - excess) }, bare))
}

/** Every answer on a line of its own with its number; the customer sends back the number. */
function numbered(sections: readonly NumberedSection[]): string {
  let no = 0
  return sections
    .map(({ title, rows }) => {
      const lines = rows.map(row => `${++no}. ${row.title}${row.description ? ` – ${row.description}` : ''}`)
      return [...(title ? [`*${title}*`] : []), ...lines].join('\n')
    })
    .join('\n\n')
}

const productLines = ({ title, productIds }: { title: string; productIds: string[] }) =>
  [`*${title}*`, ...productIds].join('\n')

/** Header, body, offer and footer, separated as on a phone. */
const framed = (part: { header?: string; body: string; footer?: string }, offer: string): string =>
  [part.header && `*${part.header}*`, part.body, offer, part.footer && `_${part.footer}_`].filter(Boolean).join('\n\n')

const placeText = ({ latitude, longitude, name, address }: NonNullable<MessageContent['location']>): string =>
  [name, address, `https://maps.google.com/?q=${latitude},${longitude}`].filter(Boolean).join('\n')

const contactText = ({ name, organization, phones, emails }: NonNullable<MessageContent['contacts']>[number]): string =>
  [name, organization, ...phones.map(({ phone, waId }) => phone ?? waId), ...(emails ?? [])].filter(Boolean).join('\n')

const asText = (body: string): TypedContent => ({ type: 'text', content: { text: { body } } })

/** Whether a message that offers answers reaches the customer as numbered lines: then a number is an answer too. */
export const isNumbered = (message: TypedContent, rendered: TypedContent): boolean =>
  rendered.type === 'text' && choicesOf(message.content).length > 0

/**
 * By how many UTF-16 units the text of a rendered message is too long for the provider; 0 when it fits. The text of a
 * location is the one beside its pin.
 */
export const excessOf = (
  { content: { text, location } }: TypedContent,
  { textLength }: Pick<Capabilities, 'textLength'>,
): number => {
  const label = [location?.name, location?.address].filter(Boolean).join(', ')
  return Math.max(0, (text?.body ?? label).length - textLength)
}
