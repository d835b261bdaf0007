import type {
  ChannelNotice,
  InboundStatus,
  ParsedDelivery,
  Preference,
  ProviderError,
} from '../../../contract/message.ts'
import type { ChannelAddress, RawDelivery } from '../../../contract/transport.ts'
import { idOf, present, textOf } from '../../../reading/json.ts'
import { businessSideOf, type Params, paramsOf, sidOf, statusWordOf } from '../webhook/params.ts'
import { readContents } from './content.ts'
import { errorWords, readError } from './error.ts'
import { personOf } from './identity.ts'

/** Our own parameter in the address of status callbacks: it names the attempt they are about. */
export const ATTEMPT_PARAM = 'a'

/**
 * Reads a delivery of Twilio: one message with all its files, or one status. Anything else becomes a notice, so that
 * nothing is lost. Twilio tells no time, so the time of arrival counts. Throws SyntaxError when the bytes are neither
 * form nor JSON.
 */
export function parseDelivery(raw: RawDelivery, channel: ChannelAddress): ParsedDelivery {
  const params = paramsOf(raw.body)
  if (!params) throw new SyntaxError('neither a form nor JSON')
  const parsed: ParsedDelivery = { messages: [], statuses: [], notices: [] }
  const { number, account } = businessSideOf(params)
  // Never read another number's messages, whatever the row says.
  if (number !== undefined && channel.externalId !== null && number !== channel.externalId) return parsed
  const word = statusWordOf(params)
  const scope = channel.externalAccountId ?? account ?? ''
  if (word !== undefined) readStatus(word, params, scope, raw, parsed)
  else if (isMessage(params)) readMessage(params, scope, raw, parsed)
  else parsed.notices.push(notice(params))
  return parsed
}

const isMessage = (params: Params): boolean =>
  textOf(params.From) !== undefined && ['Body', 'NumMedia', 'MessageType', 'SmsStatus'].some(name => name in params)

function readMessage(params: Params, account: string, raw: RawDelivery, into: ParsedDelivery): void {
  const sid = idOf(sidOf(params))
  const person = personOf(params, account)
  if (sid === undefined || !person) {
    const problem = person ? 'a message without id' : 'a message that names nobody on WhatsApp'
    into.notices.push({ ...notice(params), problem })
    return
  }
  const at = raw.receivedAt
  for (const [index, read] of readContents(params).entries()) {
    into.messages.push({
      providerMessageId: index === 0 ? sid : `${sid}.${index}`,
      direction: 'inbound',
      ...read,
      ...person,
      ...(index === 0 && present({ replyToProviderId: idOf(params.OriginalRepliedMessageSid) })),
      at,
    })
  }
  const preference = preferenceOf(params, person.identities, at)
  if (preference) into.preferences = [preference]
}

/** Twilio's own keyword handling tells that a customer opted out, or in again (Twilio, "Advanced Opt-Out"). */
function preferenceOf(params: Params, identities: Preference['identities'], at: Date): Preference | undefined {
  const type = textOf(params.OptOutType)?.toUpperCase()
  if (type !== 'STOP' && type !== 'START') return undefined
  return { identities, wants: type === 'STOP' ? 'stop' : 'resume', scope: 'all', at }
}

/** Twilio's words for our `failed`; all other words are kept as they are. */
const FAILED = new Set(['failed', 'undelivered', 'canceled'])

function readStatus(word: string, params: Params, scope: string, raw: RawDelivery, into: ParsedDelivery): void {
  const providerMessageId = idOf(sidOf(params))
  if (providerMessageId === undefined) {
    into.notices.push({ ...notice(params), problem: 'a status without id' })
    return
  }
  const status = word.toLowerCase()
  const failed = FAILED.has(status)
  const detail = present({
    recipient: textOf(params.To),
    event: textOf(params.EventType),
    word: failed && status !== 'failed' ? status : undefined,
  })
  const error = readError(params) ?? (failed ? silentFailure(status, params) : undefined)
  into.statuses.push(
    present<InboundStatus>({
      providerMessageId,
      status: failed ? 'failed' : status,
      at: raw.receivedAt,
      ...present({ callbackData: attemptIn(raw.headers['x-tawsil-query']) }),
      ...(error && { errors: [error] }),
      ...present({ person: addresseeOf(params, scope) }),
      ...(Object.keys(detail).length > 0 && { detail }),
    }),
  )
}

/** The person a status is about, where it tells more than the number it went to. */
function addresseeOf({ To, ...params }: Params, scope: string): InboundStatus['person'] {
  const person = personOf({ ...params, From: To }, scope)
  const isNews = person?.identities.some(({ kind }) => kind === 'bsuid') && person.identities.length > 1
  return isNews ? person : undefined
}

/** It failed, and Twilio gives no code. */
function silentFailure(status: string, params: Params): ProviderError {
  const title = status === 'canceled' ? 'The message was cancelled at Twilio.' : 'Twilio could not deliver the message.'
  return present({ code: status, meaning: 'not_delivered', title, message: errorWords(params) })
}

function attemptIn(query: string | undefined): string | undefined {
  return (query && idOf(new URLSearchParams(query).get(ATTEMPT_PARAM))) || undefined
}

const NOTICE_LIMIT = 100_000

function notice(params: Params): ChannelNotice {
  const field = (textOf(params.EventType) ?? 'unknown').slice(0, 64)
  const characters = JSON.stringify(params).length
  if (characters <= NOTICE_LIMIT) return { field, value: params }
  return { field, value: { shortened: true, characters, keys: Object.keys(params).slice(0, 100) } }
}
