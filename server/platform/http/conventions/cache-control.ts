import type { HttpApp } from '../../context.ts'

/**
 * How long an answer may be kept, by its kind. What declares none is kept by nobody: it is somebody's data.
 *
 * - `messages`: kept by the caller alone, who asks each time whether it still holds
 * - `dashboard`: figures that may be half a minute old
 * - `public`: the same for everybody, so that proxies may keep it
 */
export type CacheKind = keyof typeof KINDS

const KINDS = {
  messages: 'private, no-cache, must-revalidate',
  dashboard: 'private, max-age=30',
  public: 'public, s-maxage=60, stale-while-revalidate=30',
} as const

declare module 'fastify' {
  interface FastifyContextConfig {
    /** How long its answers may be kept; absent: not at all. */
    cache?: CacheKind
  }
}

/** Says of each answer how long it may be kept. Of errors nothing is kept. */
export function sayHowLong(app: HttpApp): void {
  app.addHook('onRoute', ({ config, method, url }) => {
    const { access, cache } = config ?? {}
    if (cache === 'public' && access !== 'public')
      throw new Error(`${method} ${url} answers with somebody's data: no proxy may keep it`)
  })
  app.addHook('onSend', ({ method, routeOptions }, reply, payload, done) => {
    const { cache } = routeOptions.config
    if (!cache || method !== 'GET' || (reply.statusCode !== 200 && reply.statusCode !== 304)) return done(null, payload)
    reply.header('cache-control', KINDS[cache])
    // Whoever signs in next in the same browser asks with another token, and must not get what was kept.
    if (cache !== 'public') reply.header('vary', 'authorization')
    done(null, payload)
  })
}
