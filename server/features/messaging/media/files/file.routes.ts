import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Context, HttpApp } from '../../../../platform/context.ts'
import { notFound } from '../../../../platform/errors/index.ts'
import { countUnder, networkOfPeer } from '../../../../platform/http/index.ts'
import type { LimitRule } from '../../../../platform/limits/index.ts'
import { isActive, isHarmless, UNKNOWN_TYPE } from '../file-type.ts'
import { type MediaRow, selectMedia } from '../media.sql.ts'
import { FILES_PATH } from './link.ts'
import { partIn } from './range.ts'
import { type Pass, passKey, readPass } from './token.ts'

/** Stops a browser from running anything, even in a file that lies about its type. */
const NOTHING_RUNS = "sandbox; default-src 'none'"

/**
 * Limit for all files that one network address fetches: a provider that fetches the files of a whole campaign stays
 * below it.
 */
const FROM_NETWORK: LimitRule = { name: 'media-address', points: 6_000, perSeconds: 60 }
/** Limit for one file: a player that jumps about in a video stays below it. */
const OF_FILE: LimitRule = { name: 'media-file', points: 300, perSeconds: 60 }

/**
 * Serves files to everybody who has a link, without a login, so that pages can show pictures and providers can fetch
 * them.
 */
export function fileRoutes(app: HttpApp, context: Context): void {
  const key = passKey(context.config.authSecret)
  app.get(
    `${FILES_PATH}/:token`,
    {
      config: { access: 'public' },
      compress: false,
      schema: { hide: true, params: z.object({ token: z.string().max(200) }) },
    },
    async (request, reply) => {
      await countUnder(context, FROM_NETWORK, networkOfPeer(request), reply)
      const pass = readPass(key, request.params.token, context.clock.now())
      const row = pass && (await context.db.tenant(pass.tenantId, tx => tx.maybe(selectMedia(pass.mediaId))))
      if (!pass || !row) throw notFound()
      await countUnder(context, OF_FILE, `${pass.mediaId}:${networkOfPeer(request)}`, reply)
      return await send(context, request, reply, pass, row)
    },
  )
}

async function send(
  { files, clock }: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  { variant, expires }: Pass,
  row: MediaRow,
): Promise<FastifyReply> {
  const fileKey = variant === 'original' ? row.storageKey : row.thumbnailKey
  if (row.state !== 'ready' || !fileKey) throw notFound()
  const bytes = variant === 'original' ? row.bytes : await files.size(fileKey)
  if (bytes === null || bytes === undefined) throw notFound()
  const type = variant === 'original' ? (row.mimeType ?? UNKNOWN_TYPE) : 'image/webp'
  const seconds = Math.max(0, expires - Math.ceil(clock.now().getTime() / 1000))
  reply
    .type(isActive(type) ? UNKNOWN_TYPE : type)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', NOTHING_RUNS)
    .header('content-disposition', dispositionOf(type, row.filename))
    .header('cache-control', `private, max-age=${seconds}, immutable`)
    .header('referrer-policy', 'no-referrer')
    .header('accept-ranges', 'bytes')
  const part = partIn(request.headers.range, bytes)
  if (part === 'outside') return reply.code(416).header('content-range', `bytes */${bytes}`).send()
  reply.header('content-length', part ? part.last - part.first + 1 : bytes)
  if (part) reply.code(206).header('content-range', `bytes ${part.first}-${part.last}/${bytes}`)
  return reply.send(request.method === 'HEAD' ? Readable.from([]) : await files.open(fileKey, part))
}

/** Harmless files are shown, all others downloaded; the name is the sender's, in a form that cannot break a header. */
function dispositionOf(type: string, filename: string | null): string {
  const how = isHarmless(type) ? 'inline' : 'attachment'
  if (!filename) return how
  const plain = filename.replace(/[^\x20-\x7e]|["\\/%;]/g, '_').slice(0, 100)
  const whole = encodeURIComponent(filename.toWellFormed()).replace(/['()*]/g, escapeMark)
  return `${how}; filename="${plain}"; filename*=UTF-8''${whole}`
}

const escapeMark = (mark: string): string => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`
