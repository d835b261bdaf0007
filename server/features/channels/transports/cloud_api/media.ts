import type { Context } from '../../../../platform/context.ts'
import { AppError } from '../../../../platform/errors/index.ts'
import { fetchOutside } from '../../../../platform/outbound/index.ts'
import type { Media, OutboundFile } from '../../contract/message.ts'
import type { Credentials, InboundFile, SendingChannel } from '../../contract/transport.ts'
import { CHANNEL_ERRORS } from '../../errors.ts'
import { objectOf, textOf } from '../../reading/json.ts'
import { callGraph, GRAPH_VERSION, type GraphAnswer } from './api.ts'
import { callUpload } from './send/upload.ts'

/** Meta's largest documents. */
const MAX_BYTES = 100 * 1024 * 1024
const LOOK_MS = 10_000
const FETCH_MS = 60_000
/** Uploaded files last 30 days; a file is uploaded again a day before that. */
const UPLOAD_VALID_SECONDS = 29 * 24 * 60 * 60

/** Hosts that hold Meta's files and so may get the token. */
const META_HOSTS = /(^|\.)(facebook\.com|fbcdn\.net|fbsbx\.com|whatsapp\.net)$/

/**
 * Fetches a file of a customer's message: first its address, which is valid for five minutes, then its bytes. The token
 * goes only to Meta's own hosts, also in redirects. Throws MEDIA_GONE when Meta has the file no longer.
 */
export async function fetchMedia(
  context: Context,
  channel: SendingChannel,
  credentials: Credentials,
  media: Media,
  signal: AbortSignal,
): Promise<InboundFile> {
  if (!media.id) throw new AppError(CHANNEL_ERRORS.MEDIA_GONE)
  for (let tries = 1; ; tries++) {
    const url = await addressOf(context, channel, credentials, media.id, signal)
    const answer = await download(context, credentials, url, signal)
    if (answer.status === 200) {
      const { body, mimeType, bytes } = answer
      return { body, ...(mimeType && { mimeType }), ...(bytes !== undefined && { bytes }) }
    }
    answer.body.on('error', () => undefined).destroy()
    // An address that has expired answers 404; a new address tells whether the file is gone.
    if (answer.status !== 404 || tries > 1) throw new Error(`the file was answered with ${answer.status}`)
  }
}

async function addressOf(
  { config }: Context,
  channel: SendingChannel,
  credentials: Credentials,
  id: string,
  signal: AbortSignal,
): Promise<string> {
  const owner = encodeURIComponent(channel.externalId ?? '')
  const answer = await callGraph({
    url: `${config.metaGraphUrl}/${GRAPH_VERSION}/${encodeURIComponent(id)}?phone_number_id=${owner}`,
    method: 'GET',
    accessToken: credentials.accessToken ?? '',
    signal,
    timeoutMs: LOOK_MS,
  })
  if (answer.kind !== 'answer') throw new Error(`the file’s address was not told: ${answer.reason}`)
  const url = textOf(objectOf(answer.json)?.url)
  if (answer.status === 200 && url) return url
  // Meta answers 400 with code 100 for an id that no longer exists.
  if (answer.status === 404 || Number(objectOf(objectOf(answer.json)?.error)?.code) === 100) {
    throw new AppError(CHANNEL_ERRORS.MEDIA_GONE)
  }
  throw new Error(`the file’s address was answered with ${answer.status}`)
}

function download({ config }: Context, credentials: Credentials, url: string, signal: AbortSignal) {
  const graph = new URL(config.metaGraphUrl).origin
  const authorization = `Bearer ${credentials.accessToken ?? ''}`
  const mayKnow = ({ origin, protocol, hostname }: URL) =>
    origin === graph || (protocol === 'https:' && META_HOSTS.test(hostname))
  return fetchOutside(url, {
    maxBytes: MAX_BYTES,
    timeoutMs: FETCH_MS,
    signal,
    maxRedirects: 3,
    trustedOrigins: [graph],
    credentialsFor: target => (mayKnow(target) ? { authorization } : undefined),
  })
}

/** Meta's id of a file; or the answer that ended the upload, and then nothing of the message was written. */
export type UploadResult = { id: string } | { answer: GraphAnswer }

/** Uploads under way, by channel and file. */
const under = new Map<string, Promise<UploadResult>>()
const never = new AbortController().signal

/**
 * Meta's id of a file that is to be sent; uploaded once for each number and month. A large file may take longer than
 * one call may, so its upload continues after `signal` has ended; the next send of the file finds it done, or waits for
 * the same upload.
 */
export async function uploadFile(
  context: Context,
  channel: SendingChannel,
  credentials: Credentials,
  file: OutboundFile,
  signal: AbortSignal,
): Promise<UploadResult> {
  const known = await file.uploaded()
  if (known) return { id: known }
  const key = `${channel.id} ${file.id}`
  const running = under.get(key) ?? upload(context, channel, credentials, file).finally(() => under.delete(key))
  under.set(key, running)
  // Whoever waits gets the error; when nobody waits any more, it must not end the process.
  running.catch(() => undefined)
  return await Promise.race([running, afterEnd(signal)])
}

async function upload(
  { config }: Context,
  channel: SendingChannel,
  credentials: Credentials,
  file: OutboundFile,
): Promise<UploadResult> {
  const number = encodeURIComponent(channel.externalId ?? '')
  const url = `${config.metaGraphUrl}/${GRAPH_VERSION}/${number}/media`
  const answer = await callUpload({ url, accessToken: credentials.accessToken ?? '', file, signal: never })
  const id = answer.kind === 'answer' && answer.status === 200 ? textOf(objectOf(answer.json)?.id) : undefined
  if (!id) return { answer }
  await file.keepUploaded(id, UPLOAD_VALID_SECONDS)
  return { id }
}

const afterEnd = (signal: AbortSignal): Promise<UploadResult> =>
  new Promise(resolve => {
    const end = () => resolve({ answer: { kind: 'lost', reason: 'the upload takes longer than one call' } })
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
