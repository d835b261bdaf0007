import { constants } from 'node:zlib'
import fastifyCompress from '@fastify/compress'
import fastifyCors from '@fastify/cors'
import fastifyHelmet from '@fastify/helmet'
import type { Config } from '../config/index.ts'
import type { HttpApp } from '../context.ts'

/** What a page of ours may load: nothing from elsewhere but pictures, and no script that stands in the page. */
const CONTENT_SECURITY_POLICY = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  // Components measure and place themselves with style elements.
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:', 'https:'],
  'media-src': ["'self'", 'blob:', 'https:'],
  'font-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'self'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
}

/** Where the API's document is shown to people. */
export const DOCS = '/docs'
/** That page makes itself from scripts and styles in the page, by a library; it holds nothing of anybody. */
const DOCS_POLICY = {
  ...CONTENT_SECURITY_POLICY,
  'script-src': ["'self'", "'unsafe-inline'", "'unsafe-eval'"],
  'worker-src': ["'self'", 'blob:'],
}

const HALF_A_YEAR = 15_552_000
const COMPRESS_FROM_BYTES = 1_024
const REMEMBERED_SECONDS = 600

/** Headers that browsers heed, cross-origin requests from PUBLIC_URL alone, compression of what is worth it. */
export async function secure(app: HttpApp, config: Pick<Config, 'publicUrl'>): Promise<void> {
  const { protocol, origin } = new URL(config.publicUrl)
  const encrypted = protocol === 'https:'
  app.addHook('onRoute', route => {
    if (route.url !== DOCS && !route.url.startsWith(`${DOCS}/`)) return
    route.helmet = { contentSecurityPolicy: { useDefaults: false, directives: DOCS_POLICY } }
  })
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { ...CONTENT_SECURITY_POLICY, ...(encrypted ? { 'upgrade-insecure-requests': [] } : {}) },
    },
    strictTransportSecurity: encrypted ? { maxAge: HALF_A_YEAR } : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  })
  await app.register(fastifyCors, {
    origin: [origin],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'x-request-id'],
    exposedHeaders: ['x-request-id', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset', 'retry-after'],
    maxAge: REMEMBERED_SECONDS,
  })
  // Requests are never unpacked: a small body that grows without end stays small.
  await app.register(fastifyCompress, {
    threshold: COMPRESS_FROM_BYTES,
    globalDecompression: false,
    encodings: ['br', 'gzip'],
    // The defaults are for files that are packed once: seconds for a megabyte, here on every answer.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    zlibOptions: { level: 5 },
  })
}
