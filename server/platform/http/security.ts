import { constants } from 'node:zlib'
import fastifyCompress from '@fastify/compress'
import fastifyCors from '@fastify/cors'
import fastifyHelmet from '@fastify/helmet'
import type { Config } from '../config/index.ts'
import type { HttpApp } from '../context.ts'

/** What a page of ours may load: from other servers only pictures, and no scripts inside the page. */
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
/** A library makes that page from scripts and styles inside it. The page holds no data of anybody. */
const DOCS_POLICY = {
  ...CONTENT_SECURITY_POLICY,
  'script-src': ["'self'", "'unsafe-inline'", "'unsafe-eval'"],
  'worker-src': ["'self'", 'blob:'],
}

const HALF_A_YEAR = 15_552_000
const COMPRESS_FROM_BYTES = 1_024
const REMEMBERED_SECONDS = 600

/** Security headers, cross-origin requests from PUBLIC_URL only, and compression of larger answers. */
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
