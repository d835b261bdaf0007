import type { Clock } from '../../clock/index.ts'
import type { HttpApp } from '../../context.ts'
import { AppError, defineErrors } from '../../errors/index.ts'

const ERRORS = defineErrors({
  GONE: { status: 410, message: 'This was replaced and is no more. See docs/api/versioning.md for what to use.' },
})

/** Something of the API that goes away; see docs/api/versioning.md. */
export interface Deprecation {
  /** Days (2026-03-01): since when it is announced, and from when on it is gone. */
  since: string
  sunset: string
  /** What to use instead. */
  use: string
  /** Only these fields of the answer go; absent: the route. */
  fields?: readonly string[]
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** This route, or a part of its answers, goes away. */
    deprecated?: Deprecation
  }
}

const MONTHS = 6
const startOf = (day: string): Date => new Date(`${day}T00:00:00Z`)

/** Whether it is gone. */
export const isGone = ({ sunset }: Deprecation, now: Date): boolean => now >= startOf(sunset)

/**
 * Says with `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) what goes away, on every answer of its route, six months at least.
 * After that the route answers 410. A shorter time stops the start of the program.
 */
export function announceDeprecated(app: HttpApp, { clock }: { clock: Clock }): void {
  app.addHook('onRoute', ({ method, url, config }) => {
    if (!config?.deprecated) return
    const { since, sunset } = config.deprecated
    const earliest = startOf(since)
    earliest.setUTCMonth(earliest.getUTCMonth() + MONTHS)
    if (!(startOf(sunset) >= earliest))
      throw new Error(`${method} ${url} must stay for ${MONTHS} months after ${since}`)
  })
  app.addHook('onRequest', ({ routeOptions }, reply, done) => {
    const { deprecated } = routeOptions.config
    if (!deprecated) return done()
    reply.header('deprecation', `@${startOf(deprecated.since).getTime() / 1000}`)
    reply.header('sunset', startOf(deprecated.sunset).toUTCString())
    reply.header('link', '</docs>; rel="deprecation"; type="text/html"')
    if (!deprecated.fields && isGone(deprecated, clock.now())) return done(new AppError(ERRORS.GONE))
    done()
  })
}

/** An answer whose fields have new names, with the old ones beside them until they are gone. */
export function withOldNames<Row extends object>(
  row: Row,
  renamed: Readonly<Record<string, keyof Row>>,
  deprecation: Deprecation,
  now: Date,
): Row {
  if (isGone(deprecation, now)) return { ...row }
  return { ...row, ...Object.fromEntries(Object.entries(renamed).map(([old, name]) => [old, row[name]])) }
}
