import multipart from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { answer, ok } from '../../../platform/http/index.ts'
import { MEDIA_ERRORS } from './errors.ts'
import { type MediaLinks, mediaLinks } from './files/link.ts'
import { selectMedia } from './media.sql.ts'
import { viewMedia } from './media-view.ts'
import { mediaIdParam, mediaView } from './schema.ts'
import { keepUploaded, MOST_UPLOADED } from './upload.ts'

const tags = ['Media']

export async function mediaRoutes(app: HttpApp, context: Context): Promise<void> {
  const links = mediaLinks(context)
  readRoute(app, context, links)
  // In a scope of its own: only this route takes files.
  await app.register(async scope => {
    // One byte more than is allowed, so that a file that is too large differs from one that just fits.
    await scope.register(multipart, {
      limits: { fileSize: MOST_UPLOADED + 1, files: 1, fields: 5, parts: 6, fieldSize: 1024 },
    })
    uploadRoute(scope as unknown as HttpApp, context, links)
  })
}

function readRoute(app: HttpApp, { db }: Context, links: MediaLinks): void {
  app.get(
    '/api/v1/media/:id',
    {
      config: { access: 'conversations:read' },
      schema: {
        tags,
        summary: 'A file: what it is, whether it is here, and a link that opens it for some minutes',
        params: mediaIdParam,
        response: { 200: answer(mediaView) },
      },
    },
    async ({ principal, params }) => {
      const row = await db.tenant(principal.tenantId, tx => tx.one(selectMedia(params.id)))
      return ok(viewMedia(row, links))
    },
  )
}

function uploadRoute(app: HttpApp, context: Context, links: MediaLinks): void {
  app.post(
    '/api/v1/media',
    {
      config: { access: 'conversations:write' },
      schema: {
        tags,
        summary: 'Upload a file to send: multipart/form-data with one field named file, at most 100 MB',
        description: 'Name its id in a message within 24 hours; what nobody sends is removed.',
        consumes: ['multipart/form-data'],
        response: { 201: answer(mediaView) },
      },
    },
    async (request, reply) => {
      const row = await keepPart(context, request).catch(error => {
        // Otherwise the rest of the body would be read only to be dropped.
        reply.header('connection', 'close')
        throw error
      })
      return reply.code(201).send(ok(viewMedia(row, links)))
    },
  )
}

/** Throws UPLOAD_MISSING, and the errors of `keepUploaded`. */
async function keepPart(context: Context, request: FastifyRequest) {
  const { file, filename, mimetype } = await filePart(request)
  return keepUploaded(context, request.principal.tenantId, { content: file, filename, mimeType: mimetype })
}

/** Throws UPLOAD_MISSING, UPLOAD_BROKEN. */
async function filePart(request: FastifyRequest) {
  const part = isForm(request) ? await request.file().catch(refuseForm) : undefined
  if (part?.fieldname === 'file') return part
  part?.file.resume()
  throw new AppError(MEDIA_ERRORS.UPLOAD_MISSING)
}

/** Without a boundary nobody can tell where a part of the form begins. */
const isForm = (request: FastifyRequest): boolean =>
  request.isMultipart() && /;\s*boundary=./i.test(request.headers['content-type'] ?? '')

/** A body that cannot be read as a form is the caller's fault; errors about limits say themselves what they are. */
function refuseForm(error: unknown): never {
  if (((error as { statusCode?: number }).statusCode ?? 500) < 500) throw error
  throw new AppError(MEDIA_ERRORS.UPLOAD_BROKEN, { cause: error })
}
