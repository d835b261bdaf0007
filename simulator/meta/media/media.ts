import type { FastifyReply, FastifyRequest } from 'fastify'
import { fileDialect, perform, refuse } from '../../calls.ts'
import type { BusinessNumber } from '../accounts/numbers.ts'
import { graphError, unknownObject } from '../errors.ts'
import { metaDialect, type Platform } from '../platform.ts'
import { type Refusal, required } from '../rules/checks.ts'
import { checkUpload } from '../rules/media.rules.ts'
import { checkProduct } from '../rules/rules.ts'

interface Upload {
  product: string | undefined
  file: { bytes: Buffer; mimeType: string; filename: string } | null
}

/** `POST /{phone-number-id}/media`, multipart: keeps the file and answers its id. */
export async function handleUpload(
  platform: Platform,
  number: BusinessNumber,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const upload = await readUpload(request)
  const file = upload?.file
  const summary = file && { filename: file.filename, mimeType: file.mimeType, size: file.bytes.length }
  const entry = { kind: 'media' as const, phoneNumberId: number.id, request: summary }
  const refusal = checkForm(upload)
  if (refusal || !file) return refuse(platform.calls, metaDialect, reply, entry, refusal ?? required('file'))
  return perform(platform.calls, metaDialect, reply, {
    ...entry,
    op: 'media_upload',
    type: file.mimeType,
    accept: () => {
      const media = platform.media.put(file.bytes, file.mimeType, file.filename)
      return { answer: { status: 200, body: { id: media.id } } }
    },
  })
}

function checkForm(upload: Upload | null): Refusal {
  if (!upload) return graphError(100, { message: '(#100) The body must be multipart/form-data.' })
  const refusal = checkProduct({ messaging_product: upload.product })
  if (refusal) return refusal
  return upload.file ? checkUpload(upload.file.mimeType, upload.file.bytes.length) : required('file')
}

/** Parses the form with the runtime's own multipart reader. Null when the body is not a readable form. */
async function readUpload(request: FastifyRequest): Promise<Upload | null> {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data') || !Buffer.isBuffer(request.body)) return null
  const form = await new Response(request.body, { headers: { 'content-type': type } }).formData().catch(() => null)
  if (!form) return null
  const product = form.get('messaging_product')
  const file = form.get('file')
  const declared = form.get('type')
  return {
    product: typeof product === 'string' ? product : undefined,
    file: file instanceof File ? await readFile(file, typeof declared === 'string' ? declared : undefined) : null,
  }
}

async function readFile(file: File, declared: string | undefined): Promise<NonNullable<Upload['file']>> {
  const bytes = Buffer.from(await file.arrayBuffer())
  return { bytes, mimeType: file.type || declared || 'application/octet-stream', filename: file.name }
}

/** `GET /{media-id}`: where the file can be fetched, for five minutes. */
export function handleMediaLookup(
  platform: Platform,
  id: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> | FastifyReply {
  const media = platform.media.get(id)
  // The address the caller used is one it can reach.
  const base = `${request.protocol}://${request.host}`
  const entry = { kind: 'media' as const, request: { id } }
  if (!media) return refuse(platform.calls, metaDialect, reply, entry, unknownObject('GET', id))
  return perform(platform.calls, metaDialect, reply, {
    ...entry,
    op: 'media_get',
    type: media.mimeType,
    accept: () => ({
      answer: {
        status: 200,
        body: {
          url: platform.media.url(media, base, platform.options.mediaUrlTtlMs),
          mime_type: media.mimeType,
          sha256: media.sha256,
          file_size: media.bytes.length,
          id: media.id,
          messaging_product: 'whatsapp',
        },
      },
    }),
  })
}

/** `DELETE /{media-id}`. */
export function handleMediaDelete(
  platform: Platform,
  id: string,
  reply: FastifyReply,
): Promise<FastifyReply> | FastifyReply {
  const entry = { kind: 'media' as const, request: { id, delete: true } }
  if (!platform.media.get(id)) return refuse(platform.calls, metaDialect, reply, entry, unknownObject('DELETE', id))
  return perform(platform.calls, metaDialect, reply, {
    ...entry,
    op: 'manage',
    accept: () => ({ answer: { status: 200, body: { success: platform.media.delete(id) } } }),
  })
}

/**
 * The download behind a media address: bytes for the bearer token, 401 without one, 404 once the address is too old
 * (the caller must then ask for the id again). Fault rules with `op: media_download` apply.
 */
export function handleDownload(
  platform: Platform,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> | FastifyReply {
  const query = request.query as Record<string, unknown>
  const media = platform.media.open(query)
  const entry = { kind: 'media' as const, request: { id: query.mid, download: true } }
  if (!media) return refuse(platform.calls, metaDialect, reply, entry, { status: 404, body: {} })
  const facts = { bytes: media.bytes.length, sha256: media.sha256 }
  return perform(platform.calls, fileDialect(metaDialect, media, facts), reply, {
    ...entry,
    op: 'media_download',
    type: media.mimeType,
    accept: () => ({ answer: { status: 200, body: facts } }),
  })
}
