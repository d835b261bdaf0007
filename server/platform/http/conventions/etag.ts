import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HttpApp } from '../../context.ts'

/**
 * `ETag` on what is read, and 304 without a body when the caller has it already. The answer is made all the same, so rights are
 * checked and nothing of it need be kept: what is saved is the way.
 */
export function tagAnswers(app: HttpApp): void {
  // Callbacks instead of promises: these hooks also run for every delivery of a provider.
  app.addHook<unknown>('onSend', (request, reply, payload, done) => {
    if (typeof payload !== 'string' || !isTagged(request, reply)) return done(null, payload)
    const tag = `W/"${createHash('sha1').update(payload).digest('base64url')}"`
    reply.header('etag', tag)
    if (!names(request.headers['if-none-match'], tag)) return done(null, payload)
    reply.code(304).removeHeader('content-type').removeHeader('content-length')
    done(null, '')
  })
}

const isTagged = ({ method, routeOptions }: FastifyRequest, reply: FastifyReply): boolean =>
  method === 'GET' && reply.statusCode === 200 && routeOptions.url?.startsWith('/api/') === true

const bare = (tag: string): string => tag.trim().replace(/^W\//, '')

const names = (header: string | undefined, tag: string): boolean =>
  header !== undefined && (header.trim() === '*' || header.split(',').map(bare).includes(bare(tag)))
