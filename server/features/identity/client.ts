import type { FastifyRequest } from 'fastify'
import { peerOf } from '../../platform/http/index.ts'
import type { Client } from './members/person.ts'

/** Where a request comes from. */
export const clientOf = (request: Pick<FastifyRequest, 'ip' | 'headers'>): Client => ({
  address: peerOf(request),
  userAgent: request.headers['user-agent'] ?? '',
})
