import type { Context } from '../../../../platform/context.ts'
import { AppError } from '../../../../platform/errors/index.ts'
import { fetchOutside } from '../../../../platform/outbound/index.ts'
import type { Media } from '../../contract/message.ts'
import type { Credentials, InboundFile, SendingChannel } from '../../contract/transport.ts'
import { CHANNEL_ERRORS } from '../../errors.ts'
import { accountOf, basicAuth } from './account/account.ts'

/** Twilio's own limit is 16 MB; WhatsApp's largest documents are larger. */
const MAX_BYTES = 100 * 1024 * 1024
const FETCH_MS = 60_000
const HOME = 'https://api.twilio.com'

/**
 * Fetches a file of a customer's message. Twilio redirects to another company's storage, which gets no credentials; no
 * redirect may lead inside our network. Throws MEDIA_GONE when the file was deleted.
 */
export async function fetchMedia(
  { config }: Context,
  _channel: SendingChannel,
  credentials: Credentials,
  media: Media,
  signal: AbortSignal,
): Promise<InboundFile> {
  const account = accountOf(config, credentials)
  if (!media.link || !account) throw new AppError(CHANNEL_ERRORS.MEDIA_GONE)
  const configured = new URL(config.twilioApiUrl).origin
  const { authorization } = basicAuth(account)
  const answer = await fetchOutside(media.link, {
    maxBytes: MAX_BYTES,
    timeoutMs: FETCH_MS,
    signal,
    maxRedirects: 3,
    trustedOrigins: [configured],
    credentialsFor: ({ origin }) => (origin === configured || origin === HOME ? { authorization } : undefined),
  })
  const { status, body, mimeType, bytes } = answer
  if (status === 200) return { body, ...(mimeType && { mimeType }), ...(bytes !== undefined && { bytes }) }
  body.on('error', () => undefined).destroy()
  if (status === 404 || status === 410) throw new AppError(CHANNEL_ERRORS.MEDIA_GONE)
  throw new Error(`the file was answered with ${status}`)
}
