import type { Context } from '../../../../platform/context.ts'
import { AppError } from '../../../../platform/errors/index.ts'
import { fetchOutside, type OutsideAnswer } from '../../../../platform/outbound/index.ts'
import type { Media } from '../../contract/message.ts'
import type { Credentials, InboundFile, SendingChannel } from '../../contract/transport.ts'
import { CHANNEL_ERRORS } from '../../errors.ts'
import { objectOf, present, textOf } from '../../reading/json.ts'
import { isMadeName } from './account/server.ts'
import { type Api, apiOf, explain } from './api.ts'
import { readMessageId } from './message-id.ts'
import { readMediaId, writeMediaId } from './parse/media.ts'

const MAX_BYTES = 128 * 1024 * 1024
const FETCH_MS = 120_000
/** WAHA fetches the file from WhatsApp before it answers. */
const AGAIN_MS = 60_000

const gone = () => new AppError(CHANNEL_ERRORS.MEDIA_GONE)

/**
 * Fetches the file of a message: from where WAHA stored it, and when it is no longer there (WAHA deletes files after
 * minutes), once more from the message. Throws MEDIA_GONE, or the error that prevented it.
 */
export async function fetchMedia(
  context: Context,
  _channel: SendingChannel,
  credentials: Credentials,
  media: Media,
  signal: AbortSignal,
): Promise<InboundFile> {
  const api = apiOf(context, credentials)
  const { messageId, address } = readMediaId(media.id ?? '')
  const first = address === undefined ? undefined : await fetchAt(api, address, signal)
  if (first) return first
  const anew = await askAgain(api, messageId, signal)
  const second = anew === undefined ? undefined : await fetchAt(api, anew, signal)
  if (!second) throw gone()
  return second
}

/**
 * Undefined when nothing is there. The key goes only to the session's own server, and there only to files. Addresses
 * come with events, and a business that knows its signing key can make up events, while the server and its API key may
 * be the operator's.
 */
async function fetchAt(api: Api, address: string, signal: AbortSignal): Promise<InboundFile | undefined> {
  const { server } = api
  const home = new URL(server.url).origin
  const url = URL.parse(address.startsWith('/') ? `${server.url}${address}` : address)
  if (!url || (url.origin === home && !isFile(api, url))) return undefined
  const answer = await fetchOutside(url, {
    maxBytes: MAX_BYTES,
    timeoutMs: FETCH_MS,
    signal,
    trustedOrigins: server.trusted ? [home] : [],
    credentialsFor: to =>
      server.safe && to.origin === home && isFile(api, to) ? { 'x-api-key': server.apiKey } : undefined,
  })
  if (answer.status === 200) return fileOf(answer)
  answer.body.on('error', () => undefined).destroy()
  if (answer.status === 404 || answer.status === 410) return undefined
  throw new Error(`the file could not be fetched: HTTP ${answer.status}`)
}

/**
 * The characters that WAHA writes into addresses of files. With others, also `%74` and `;a`, its server might read
 * another path than we do.
 */
const PLACE = /^\/api\/(files|s3)\/([\w.:@=+-]+(?:\/[\w.:@=+-]+)*)$/

/**
 * Whether an address of the server is a file, and not one of a session that was created for somebody else. The files of
 * a created session lie under its name; on S3 the bucket may stand before it.
 */
function isFile({ server, session }: Api, { pathname }: URL): boolean {
  const base = new URL(server.url).pathname.replace(/\/+$/, '')
  const [, kind, place] = PLACE.exec(pathname.startsWith(base) ? pathname.slice(base.length) : '') ?? []
  if (place === undefined) return false
  const parts = place.split('/')
  if (!parts.every(part => part === session || !isMadeName(part))) return false
  return !isMadeName(session) || parts.slice(0, kind === 's3' ? 2 : 1).includes(session)
}

const fileOf = ({ body, mimeType, bytes }: OutsideAnswer): InboundFile =>
  present<InboundFile>({ body, mimeType, bytes })

/** Makes WAHA download the file once more. @returns its new address, or undefined when WAHA cannot */
async function askAgain(api: Api, messageId: string, signal: AbortSignal): Promise<string | undefined> {
  const chat = readMessageId(messageId)?.chat
  if (chat === undefined) return undefined
  const place = [api.session, 'chats', chat, 'messages', messageId].map(encodeURIComponent).join('/')
  const path = `/api/${place}?downloadMedia=true`
  const answer = await api.call({ method: 'GET', path, signal, timeoutMs: AGAIN_MS })
  if (answer.kind === 'answer' && (answer.status === 404 || answer.status === 501)) return undefined
  if (answer.kind !== 'answer' || answer.status >= 300) throw new Error(explain(answer).reason)
  const url = textOf(objectOf(objectOf(answer.json)?.media)?.url)
  return url === undefined ? undefined : readMediaId(writeMediaId(messageId, url)).address
}
