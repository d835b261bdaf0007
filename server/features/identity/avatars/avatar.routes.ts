import type { Readable } from 'node:stream'
import multipart from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { AppError, notFound } from '../../../platform/errors/index.ts'
import { answer, countUnder, networkOfPeer, noAnswer, ok } from '../../../platform/http/index.ts'
import type { LimitRule } from '../../../platform/limits/index.ts'
import { ERRORS } from '../errors.ts'
import { identityOf } from '../identity.ts'
import { sessionOf } from '../sessions/session.ts'
import { AVATARS_PATH, avatarUrlOf, isAvatarName, keyOf } from './address.ts'
import { MOST_AVATAR_BYTES, removeAvatar, setAvatar } from './avatar.ts'

const tags = ['Identity']
const FILES_A_MINUTE = 10
/** A page of a large team, opened by a whole office, stays below it. */
const FROM_NETWORK: LimitRule = { name: 'avatar-address', points: 6_000, perSeconds: 60 }
const A_YEAR = 31_536_000

/** The pictures of people. */
export async function avatarRoutes(app: HttpApp, context: Context): Promise<void> {
  const identity = identityOf(context)
  fileRoute(app, context)
  app.delete(
    '/api/v1/auth/me/avatar',
    {
      config: { access: 'signed_in' },
      schema: { tags, summary: 'Remove your picture', response: { 204: noAnswer } },
    },
    async ({ principal }, reply) => {
      await removeAvatar(identity, sessionOf(principal).id)
      return reply.code(204).send(null)
    },
  )
  // In a scope of its own: only this route takes files.
  await app.register(async scope => {
    await scope.register(multipart, { limits: { fileSize: MOST_AVATAR_BYTES + 1, files: 1, fields: 0, parts: 1 } })
    uploadRoute(scope as unknown as HttpApp, context)
  })
}

function uploadRoute(app: HttpApp, context: Context): void {
  const identity = identityOf(context)
  app.post(
    '/api/v1/auth/me/avatar',
    {
      config: { access: 'signed_in', perMinute: FILES_A_MINUTE },
      schema: {
        tags,
        summary: 'Your picture: multipart/form-data with one field named file, a JPEG, PNG or WebP of at most 5 MB',
        description: 'It is cut to a square of 256 pixels. All your businesses show it.',
        consumes: ['multipart/form-data'],
        response: { 200: answer(z.object({ avatarUrl: z.string().nullable() })) },
      },
    },
    async (request, reply) => {
      const { id } = sessionOf(request.principal)
      const name = await keep(request, file => setAvatar(identity, id, file)).catch((error: unknown) => {
        // Otherwise the rest of the body would be read only to be dropped.
        reply.header('connection', 'close')
        throw error
      })
      return ok({ avatarUrl: avatarUrlOf(name) })
    },
  )
}

/** Throws AVATAR_MISSING for what is no form with a file. */
async function keep<T>(request: FastifyRequest, take: (file: Readable) => Promise<T>): Promise<T> {
  const isForm = request.isMultipart() && /;\s*boundary=./i.test(request.headers['content-type'] ?? '')
  if (!isForm) throw new AppError(ERRORS.AVATAR_MISSING)
  const part = await request.file().catch((cause: unknown) => {
    throw new AppError(ERRORS.AVATAR_MISSING, { cause })
  })
  if (part?.fieldname === 'file') return await take(part.file)
  part?.file.resume()
  throw new AppError(ERRORS.AVATAR_MISSING)
}

/** For whoever knows the name, so that a page can show it without a token: it is as secret as a face in a shop. */
function fileRoute(app: HttpApp, context: Context): void {
  app.get(
    `${AVATARS_PATH}/:token`,
    {
      config: { access: 'public' },
      compress: false,
      schema: { hide: true, params: z.object({ token: z.string().max(200) }) },
    },
    async (request, reply) => {
      await countUnder(context, FROM_NETWORK, networkOfPeer(request), reply)
      const { token } = request.params
      const key = keyOf(token)
      const bytes = isAvatarName(token) ? await context.files.size(key) : undefined
      if (bytes === undefined) throw notFound()
      reply
        .type('image/webp')
        .header('content-length', bytes)
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', "sandbox; default-src 'none'")
        .header('cache-control', `private, max-age=${A_YEAR}, immutable`)
      return reply.send(await context.files.open(key))
    },
  )
}
