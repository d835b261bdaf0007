import type { MessageContent, OutboundMessage } from '../../../contract/message.ts'
import type { Credentials } from '../../../contract/transport.ts'
import { arrayOf, objectOf, textOf } from '../../../reading/json.ts'
import { decimal } from '../../../reading/text.ts'
import { Unsendable } from '../../outcome.ts'
import { partyOf } from '../address.ts'
import { CAPABILITIES } from '../capabilities.ts'

/**
 * The form of `POST …/Messages.json`. A text that a person wrote is never cut: when it is too long, this throws
 * Unsendable. Twilio cannot quote a message, so an answer is sent without the quote.
 *
 * @param statusCallback where Twilio reports the message's statuses
 */
export function sendForm(message: OutboundMessage, credentials: Credentials, statusCallback: string): URLSearchParams {
  const form = new URLSearchParams({ To: recipient(message.to), From: `whatsapp:${credentials.from}` })
  if (credentials.messagingServiceSid) form.set('MessagingServiceSid', credentials.messagingServiceSid)
  for (const [name, value] of Object.entries(bodyOf(message))) form.set(name, value)
  form.set('StatusCallback', statusCallback)
  return form
}

function recipient({ kind, value }: OutboundMessage['to']): string {
  if (kind === 'bsuid') return `whatsapp:${value}`
  const party = kind === 'phone' || kind === 'wa_id' ? partyOf(value) : undefined
  if (party?.kind !== 'phone') throw new Unsendable('Twilio sends to a phone number or a user id only.')
  return `whatsapp:${party.value}`
}

function bodyOf(message: OutboundMessage): Record<string, string> {
  const { type, content } = message
  if (type === 'template') return template(need(content.template, type))
  if (content.media) return media(message, content.media)
  if (type === 'text') return { Body: whole(need(content.text, type).body, CAPABILITIES.textLength, 'text') }
  if (type === 'location') return location(need(content.location, type))
  throw new Unsendable(`Messages of type ${type} cannot be sent through Twilio.`)
}

function need<T>(part: T | undefined, type: string): T {
  if (part === undefined) throw new Unsendable(`A message of type ${type} needs its ${type}.`)
  return part
}

function media(
  { file }: OutboundMessage,
  { kind, link, caption }: NonNullable<MessageContent['media']>,
): Record<string, string> {
  const address = file?.link() ?? link
  if (!address || !/^https?:$/.test(URL.parse(address)?.protocol ?? '')) {
    throw new Unsendable('Media needs a link that Twilio can fetch.')
  }
  const longest = CAPABILITIES.media[kind]?.caption ?? 0
  const captioned: Record<string, string> = longest > 0 && caption ? { Body: whole(caption, longest, 'caption') } : {}
  return { MediaUrl: address, ...captioned }
}

/** A location needs a text beside it; its label follows after a bar. */
function location({ latitude, longitude, name, address }: NonNullable<MessageContent['location']>) {
  const label = [name, address].filter(part => part).join(', ')
  const point = `${decimal(latitude)},${decimal(longitude)}`
  return { Body: label || point, PersistentAction: `geo:${point}${label ? `|${label.replaceAll('|', '/')}` : ''}` }
}

const CONTENT_SID = /^HX[0-9A-Za-z]{32}$/

function template({ name, components }: NonNullable<MessageContent['template']>): Record<string, string> {
  if (!CONTENT_SID.test(name)) throw new Unsendable('Twilio’s templates are named by their Content SID (HX…).')
  const variables = variablesOf(components ?? [])
  return {
    ContentSid: name,
    ...(Object.keys(variables).length > 0 && { ContentVariables: JSON.stringify(variables) }),
  }
}

/** The parameters of all components in their order as `1`, `2` …; named ones by their names. */
function variablesOf(components: readonly unknown[]): Record<string, string> {
  const values = components.flatMap(component => arrayOf(objectOf(component)?.parameters).map(objectOf))
  return Object.fromEntries(
    values.map((parameter, index) => [textOf(parameter?.parameter_name) ?? String(index + 1), textIn(parameter)]),
  )
}

function textIn(parameter: Record<string, unknown> | undefined): string {
  const { type } = parameter ?? {}
  const own = typeof type === 'string' ? parameter?.[type] : undefined
  const inner = objectOf(own)
  const value = textOf(own) ?? textOf(inner?.fallback_value) ?? textOf(inner?.link) ?? textOf(parameter?.text)
  if (value === undefined) throw new Unsendable('A parameter of the template has no text, link or fallback value.')
  return value
}

function whole(value: string, most: number, what: string): string {
  if (value.length === 0) throw new Unsendable(`The ${what} is empty.`)
  if (value.length > most) throw new Unsendable(`The ${what} has ${value.length} characters; ${most} are allowed.`)
  return value
}
