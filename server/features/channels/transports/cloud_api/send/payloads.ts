import type { Interactive, Media, MessageContent, OutboundMessage, SharedContact } from '../../../contract/message.ts'
import { present } from '../../../reading/json.ts'
import { cut, decimal } from '../../../reading/text.ts'
import { Unsendable } from '../../outcome.ts'

/** Longest values Meta accepts (Cloud API reference, messages). */
const LIMITS = {
  text: 4096,
  caption: 1024,
  body: 1024,
  listBody: 4096,
  header: 60,
  footer: 60,
  buttonTitle: 20,
  buttonId: 256,
  buttons: 3,
  listButton: 20,
  rowTitle: 24,
  rowDescription: 72,
  rowId: 200,
  rows: 10,
  sections: 10,
  callbackData: 512,
  products: 30,
  flowButton: 30,
} as const

const REFUSED_KINDS = new Set(['lid', 'username'])

/**
 * The body of `POST /{phone number id}/messages`. Labels that are too long are cut, because a shorter button is still
 * the button. A text that a person wrote is never cut: when it is too long, this throws Unsendable.
 */
export function sendPayload(message: OutboundMessage): Record<string, unknown> {
  const { to } = message
  if (REFUSED_KINDS.has(to.kind)) throw new Unsendable('Meta sends to a phone number or a user id only.')
  if (message.callbackData.length > LIMITS.callbackData) throw new Unsendable('The callback data is too long.')
  return present({
    messaging_product: 'whatsapp',
    recipient_type: to.kind === 'group' ? 'group' : 'individual',
    ...(to.kind === 'bsuid' ? { recipient: to.value } : { to: to.value }),
    context: message.replyToProviderId ? { message_id: message.replyToProviderId } : undefined,
    biz_opaque_callback_data: message.callbackData,
    ...bodyOf(message.type, message.content),
  })
}

function bodyOf(type: string, content: MessageContent): Record<string, unknown> {
  if (content.media && type !== 'template') {
    const { kind } = content.media
    return { type: kind, [kind]: media(content.media) }
  }
  switch (type) {
    case 'text':
      return { type, text: text(need(content.text, type)) }
    case 'interactive':
      return { type, interactive: interactive(need(content.interactive, type)) }
    case 'location':
      return { type, location: location(need(content.location, type)) }
    case 'contacts':
      return { type, contacts: need(content.contacts, type).map(contact) }
    case 'reaction': {
      const { providerMessageId, emoji } = need(content.reaction, type)
      return { type, reaction: { message_id: providerMessageId, emoji: emoji ?? '' } }
    }
    case 'template': {
      const { name, language, components } = need(content.template, type)
      return { type, template: present({ name, language: { policy: 'deterministic', code: language }, components }) }
    }
    default:
      throw new Unsendable(`Messages of type ${type} cannot be sent.`)
  }
}

function need<T>(part: T | undefined, type: string): T {
  if (part === undefined) throw new Unsendable(`A message of type ${type} needs its ${type}.`)
  return part
}

const text = ({ body, previewUrl }: { body: string; previewUrl?: boolean }) =>
  present({ body: whole(body, LIMITS.text, 'text'), preview_url: previewUrl })

function media({ kind, id, link, caption, filename }: Media): Record<string, unknown> {
  if (!id && !link) throw new Unsendable('Media needs an id or a link.')
  const captioned = kind === 'image' || kind === 'video' || kind === 'document'
  return present({
    ...(id ? { id } : { link }),
    caption: captioned && caption ? whole(caption, LIMITS.caption, 'caption') : undefined,
    filename: kind === 'document' ? filename : undefined,
  })
}

/** In Meta's description coordinates are texts. */
const location = ({ latitude, longitude, name, address }: NonNullable<MessageContent['location']>) =>
  present({ latitude: decimal(latitude), longitude: decimal(longitude), name, address })

function contact({ name, organization, phones, emails }: SharedContact): Record<string, unknown> {
  const shownName = name ?? phones[0]?.phone ?? 'Contact'
  return present({
    name: { formatted_name: shownName, first_name: shownName },
    org: organization ? { company: organization } : undefined,
    phones: phones.map(({ phone, waId, type }) => present({ phone, wa_id: waId, type })),
    emails: emails?.map(email => ({ email })),
  })
}

function interactive(part: Interactive): Record<string, unknown> {
  if (part.kind === 'buttons')
    return { type: 'button', ...frame(part, LIMITS.body), action: { buttons: buttons(part) } }
  if (part.kind === 'list') return { type: 'list', ...frame(part, LIMITS.listBody), action: list(part) }
  if (part.kind === 'cta_url') {
    const parameters = { display_text: cut(part.displayText, LIMITS.buttonTitle), url: part.url }
    return { type: 'cta_url', ...frame(part, LIMITS.body), action: { name: 'cta_url', parameters } }
  }
  if (part.kind === 'product') {
    const action = { catalog_id: part.catalogId, product_retailer_id: part.productId }
    const frame = present({
      body: part.body ? { text: whole(part.body, LIMITS.body, 'body') } : undefined,
      footer: footer(part),
    })
    return { type: 'product', ...frame, action }
  }
  if (part.kind === 'product_list') return { type: 'product_list', ...frame(part, LIMITS.body), action: products(part) }
  if (part.kind === 'catalog') {
    const parameters = part.thumbnailProductId ? { thumbnail_product_retailer_id: part.thumbnailProductId } : undefined
    return {
      type: 'catalog_message',
      ...frame(part, LIMITS.body),
      action: present({ name: 'catalog_message', parameters }),
    }
  }
  if (part.kind === 'flow') return { type: 'flow', ...frame(part, LIMITS.body), action: flow(part) }
  if (part.kind === 'location_request') {
    return { type: 'location_request_message', ...frame(part, LIMITS.body), action: { name: 'send_location' } }
  }
  throw new Unsendable(`An interactive message of kind ${part.kind} cannot be sent.`)
}

const footer = (part: { footer?: string }) => (part.footer ? { text: cut(part.footer, LIMITS.footer) } : undefined)

function products(part: Extract<Interactive, { kind: 'product_list' }>) {
  const count = part.sections.reduce((sum, section) => sum + section.productIds.length, 0)
  if (count < 1 || count > LIMITS.products || part.sections.length > LIMITS.sections) {
    throw new Unsendable(
      `A list of products has 1 to ${LIMITS.products} of them, in ${LIMITS.sections} sections at most.`,
    )
  }
  return {
    catalog_id: part.catalogId,
    sections: part.sections.map(({ title, productIds }) => ({
      title: cut(title, LIMITS.rowTitle),
      product_items: productIds.map(id => ({ product_retailer_id: id })),
    })),
  }
}

/**
 * A form opens at its first screen, or at the named one. Only a form with its own endpoint is opened by a data
 * exchange, and then the endpoint chooses the screen. When there is data, Meta wants it not to be empty.
 */
function flow(part: Extract<Interactive, { kind: 'flow' }>) {
  const action = part.action ?? 'navigate'
  const data = part.data && Object.keys(part.data).length > 0 ? part.data : undefined
  const payload = action === 'navigate' && part.screen ? present({ screen: part.screen, data }) : undefined
  return {
    name: 'flow',
    parameters: present({
      flow_message_version: '3',
      flow_id: part.flowId,
      flow_cta: cut(part.button, LIMITS.flowButton),
      flow_token: part.token ?? 'unused',
      flow_action: action,
      flow_action_payload: payload,
    }),
  }
}

function frame(part: { body: string; header?: string; footer?: string }, longestBody: number) {
  return present({
    header: part.header ? { type: 'text', text: cut(part.header, LIMITS.header) } : undefined,
    body: { text: whole(part.body, longestBody, 'body') },
    footer: footer(part),
  })
}

function buttons(part: Extract<Interactive, { kind: 'buttons' }>) {
  if (part.buttons.length < 1 || part.buttons.length > LIMITS.buttons) {
    throw new Unsendable(`A message has 1 to ${LIMITS.buttons} buttons.`)
  }
  return part.buttons.map(({ id, title }) => ({
    type: 'reply',
    reply: { id: whole(id, LIMITS.buttonId, 'button id'), title: cut(title, LIMITS.buttonTitle) },
  }))
}

function list(part: Extract<Interactive, { kind: 'list' }>) {
  const rows = part.sections.reduce((count, section) => count + section.rows.length, 0)
  if (rows < 1 || rows > LIMITS.rows || part.sections.length > LIMITS.sections) {
    throw new Unsendable(`A list has 1 to ${LIMITS.rows} rows in all.`)
  }
  const many = part.sections.length > 1
  return {
    button: cut(part.button, LIMITS.listButton),
    sections: part.sections.map((section, at) =>
      present({
        // When there are several sections, Meta wants a title on each.
        title: section.title ? cut(section.title, LIMITS.rowTitle) : many ? String(at + 1) : undefined,
        rows: section.rows.map(row =>
          present({
            id: whole(row.id, LIMITS.rowId, 'row id'),
            title: cut(row.title, LIMITS.rowTitle),
            description: row.description ? cut(row.description, LIMITS.rowDescription) : undefined,
          }),
        ),
      }),
    ),
  }
}

function whole(value: string, most: number, what: string): string {
  if (value.length === 0) throw new Unsendable(`The ${what} is empty.`)
  if (value.length > most) throw new Unsendable(`The ${what} has ${value.length} characters; ${most} are allowed.`)
  return value
}
