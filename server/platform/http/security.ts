import { constants } from 'node:zlib'
import fastifyCompress from '@fastify/compress'
import fastifyCors from '@fastify/cors'
import fastifyHelmet from '@fastify/helmet'
import type { Config } from '../config/index.ts'
import type { HttpApp } from '../context.ts'
import { isLimited } from './rate.ts'

/**
 * What a page of ours may load: nothing from other servers, and no script inside the page. Files of messages come from
 * PUBLIC_URL, whatever name the page was opened under.
 */
const policyOf = (publicOrigin: string) => ({
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  // Components measure and place themselves with style elements.
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:', publicOrigin],
  'media-src': ["'self'", 'blob:', publicOrigin],
  'font-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
})

const TWO_YEARS = 63_072_000
const COMPRESS_FROM_BYTES = 1_024
const REMEMBERED_SECONDS = 600

/** Security headers, cross-origin requests from PUBLIC_URL only, and compression of larger answers. */
export async function secure(app: HttpApp, config: Pick<Config, 'publicUrl' | 'hstsSubdomains'>): Promise<void> {
  const { protocol, origin } = new URL(config.publicUrl)
  const encrypted = protocol === 'https:'
  // What the API answers is somebody's data: no browser or proxy keeps it. A route that knows better says so itself.
  app.addHook('onRequest', (request, reply, done) => {
    if (isLimited(request)) reply.header('cache-control', 'no-store')
    done()
  })
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { ...policyOf(origin), ...(encrypted ? { 'upgrade-insecure-requests': [] } : {}) },
    },
    strictTransportSecurity: encrypted ? { maxAge: TWO_YEARS, includeSubDomains: config.hstsSubdomains } : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  })
  await app.register(fastifyCors, {
    origin: [origin],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'x-request-id'],
    exposedHeaders: ['x-request-id', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset', 'retry-after'],
    maxAge: REMEMBERED_SECONDS,
  })
  // Compressed requests are never unpacked: a small body could grow without end.
  await app.register(fastifyCompress, {
    threshold: COMPRESS_FROM_BYTES,
    globalDecompression: false,
    encodings: ['br', 'gzip'],
    // The library's defaults suit files that are compressed once. On every answer they would cost seconds for a megabyte.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    zlibOptions: { level: 5 },
  })
}
