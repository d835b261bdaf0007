import type { FastifyRequest } from 'fastify'
import type { TwilioFile, TwilioMessage } from './records.ts'
import type { Twilio } from './service.ts'

type Query = Readonly<Record<string, string | undefined>>

const DEFAULT_PAGE = 50
const LONGEST_PAGE = 1000

/** RFC 2822, as this API writes times. */
export const rfcTime = (date: Date): string => date.toUTCString().replace('GMT', '+0000')

/** A message as the API shows it. */
export function resource(message: TwilioMessage): Record<string, unknown> {
  const path = `/2010-04-01/Accounts/${message.account}/Messages/${message.id}`
  return {
    account_sid: message.account,
    api_version: '2010-04-01',
    body: message.body,
    date_created: rfcTime(message.createdAt),
    date_sent: message.sentAt && rfcTime(message.sentAt),
    date_updated: rfcTime(message.updatedAt),
    direction: message.direction,
    error_code: message.errorCode,
    error_message: message.errorMessage,
    from: message.from,
    messaging_service_sid: message.messagingServiceSid,
    num_media: String(message.media.length),
    num_segments: '1',
    price: null,
    price_unit: null,
    sid: message.id,
    status: message.status,
    subresource_uris: { media: `${path}/Media.json` },
    to: message.to,
    uri: `${path}.json`,
  }
}

/** `GET …/Messages.json`: newest first, by recipient, sender and day, page by page. */
export function listMessages(twilio: Twilio, account: string, request: FastifyRequest): Record<string, unknown> {
  const query = request.query as Query
  const found = [...twilio.messages.values()].filter(one => one.account === account && fits(one, query)).toReversed()
  return { ...pageOf(request, found, query, `/2010-04-01/Accounts/${account}/Messages.json`) }
}

/** A message that has not been sent yet counts by the day it was made. */
function fits(message: TwilioMessage, query: Query): boolean {
  const day = (message.sentAt ?? message.createdAt).toISOString().slice(0, 10)
  const { To, From, DateSent: on, 'DateSent<': until, 'DateSent>': since } = query
  return (
    (!To || message.to === To) &&
    (!From || message.from === From) &&
    (!on || day === on.slice(0, 10)) &&
    (!until || day <= until.slice(0, 10)) &&
    (!since || day >= since.slice(0, 10))
  )
}

function pageOf(request: FastifyRequest, found: TwilioMessage[], query: Query, path: string) {
  const size = Math.min(Number(query.PageSize ?? DEFAULT_PAGE) || DEFAULT_PAGE, LONGEST_PAGE)
  const page = Number(query.Page ?? 0)
  // The token names the last message of the page before, so that new messages do not shift the rest.
  const before = query.PageToken ? found.findIndex(message => `PA${message.id}` === query.PageToken) + 1 : page * size
  const shown = found.slice(before, before + size)
  const more = found.length > before + size
  const uri = (no: number, token?: string) => {
    const { Page: _, PageToken: __, PageSize: ___, ...filters } = query
    const given = Object.entries(filters).filter((pair): pair is [string, string] => pair[1] !== undefined)
    const rest = [['PageSize', `${size}`], ['Page', `${no}`], ...(token ? [['PageToken', token]] : [])]
    return `${path}?${new URLSearchParams([...given, ...(rest as [string, string][])])}`
  }
  return {
    end: before + Math.max(shown.length - 1, 0),
    first_page_uri: uri(0),
    next_page_uri: more ? uri(page + 1, `PA${shown.at(-1)!.id}`) : null,
    page,
    page_size: size,
    previous_page_uri: page > 0 ? uri(page - 1) : null,
    messages: shown.map(resource),
    start: before,
    uri: request.url,
  }
}

/** `GET …/Media.json`: the files of a message. */
export function listMedia(twilio: Twilio, message: TwilioMessage): Record<string, unknown> {
  const path = `/2010-04-01/Accounts/${message.account}/Messages/${message.id}/Media`
  const files = message.media.map(sid => [sid, twilio.files.get(sid)] as const)
  const kept = files.filter((pair): pair is readonly [string, TwilioFile] => pair[1] !== undefined)
  const uri = `${path}.json?PageSize=${DEFAULT_PAGE}&Page=0`
  return {
    end: Math.max(kept.length - 1, 0),
    first_page_uri: uri,
    media_list: kept.map(([sid, file]) => mediaResource(sid, file)),
    next_page_uri: null,
    page: 0,
    page_size: DEFAULT_PAGE,
    previous_page_uri: null,
    start: 0,
    uri,
  }
}

/** A file as the API shows it. */
export function mediaResource(sid: string, file: TwilioFile): Record<string, unknown> {
  const created = rfcTime(file.createdAt)
  return {
    account_sid: file.account,
    content_type: file.mimeType,
    date_created: created,
    date_updated: created,
    parent_sid: file.message,
    sid,
    uri: `/2010-04-01/Accounts/${file.account}/Messages/${file.message}/Media/${sid}.json`,
  }
}
