import type { Context } from '../../../../platform/context.ts'
import { AppError } from '../../../../platform/errors/index.ts'
import { fetchOutside } from '../../../../platform/outbound/index.ts'
import { type Channel, type Credentials, type InboundFile, type Media, transportFor } from '../../../channels/index.ts'
import { NoSource, Refused, SourceFailed } from './fetch-problem.ts'

const MB = 1024 * 1024

/**
 * The largest file of each kind that is fetched. WhatsApp itself carries at most 100 MB; pictures and stickers are much
 * smaller.
 */
export const MOST_BYTES: Record<Media['kind'], number> = {
  image: 30 * MB,
  sticker: 5 * MB,
  audio: 100 * MB,
  video: 100 * MB,
  document: 100 * MB,
}

/** From the first question to the last byte. */
export const FETCH_MS = 120_000

/**
 * Opens the file of a message at its provider, or at the link that came instead.
 *
 * @throws what the transport throws; Refused when nothing can be fetched from there
 */
export async function openSource(
  context: Context,
  { channel, credentials }: { channel: Channel; credentials: Credentials },
  media: Media,
  signal: AbortSignal,
): Promise<InboundFile> {
  const transport = transportFor(channel.provider)
  if (transport.fetchMedia) return await transport.fetchMedia(context, channel, credentials, media, signal)
  if (media.link === undefined) throw new Refused(NoSource)
  const { status, body, mimeType, bytes } = await fetchOutside(media.link, {
    maxBytes: MOST_BYTES[media.kind],
    timeoutMs: FETCH_MS,
    signal,
  })
  if (status === 200) return { body, ...(mimeType && { mimeType }), ...(bytes !== undefined && { bytes }) }
  body.on('error', () => undefined).destroy()
  throw status === 404 || status === 410 ? new Refused(NoSource) : new AppError(SourceFailed)
}
