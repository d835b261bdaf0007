import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { hookFor } from '../../../platform/http/index.ts'
import { perContext } from '../../../platform/services.ts'
import { sparing } from '../../../platform/telemetry/index.ts'
import { type Announcement, selectInForce } from './announcement.sql.ts'
import { OPERATOR_ERRORS } from './errors.ts'

/** For so long a process uses what it knows; maintenance begins and ends within this time. */
const KNOWN_MS = 2_000

/** What the operator says now, as this process knows it. */
export const announcementsOf = perContext((context: Context) => {
  const trouble = sparing(context.log, 'the announcements cannot be read; nothing is taken for maintenance')
  let known: { until: number; found: Promise<Announcement[]> } | undefined
  return {
    inForce: (): Promise<Announcement[]> => {
      const now = performance.now()
      if (!known || known.until < now) {
        const found = context.db
          .system('what the operator says is for all businesses', tx => tx.rows(selectInForce()))
          .catch((error: unknown) => {
            trouble(error)
            return []
          })
        known = { until: now + KNOWN_MS, found }
      }
      return known.found
    },
    /** After a change. */
    forget: () => {
      known = undefined
    },
  }
})

const WRITES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
/** Whoever signs in or out, and operators must be able to, changes nothing of a business. */
const ALWAYS = /^\/api\/v1\/auth\/(login(\/second-factor|\/passkey|\/passkey\/options)?|refresh|logout|reauthenticate)$/

const isWrite = ({ method, routeOptions: { url = '' } }: FastifyRequest): boolean =>
  WRITES.has(method) && url.startsWith('/api/') && !ALWAYS.test(url)

/**
 * During maintenance every change is refused with 503 and when to come back; reading goes on, providers' deliveries are stored, and
 * operators may do everything.
 */
export function refuseDuringMaintenance(app: HttpApp, context: Context): void {
  const mustNotBe = async (_request: FastifyRequest, reply: FastifyReply) => {
    const word = (await announcementsOf(context).inForce()).find(({ maintenance }) => maintenance)
    const leftMs = word ? word.endsAt.getTime() - context.clock.now().getTime() : 0
    if (!word || leftMs <= 0) return
    reply.header('retry-after', Math.ceil(leftMs / 1000))
    const details = { until: word.endsAt.toISOString(), texts: word.texts }
    throw new AppError(OPERATOR_ERRORS.MAINTENANCE, { details })
  }
  app.addHook(
    'preHandler',
    hookFor(request => isWrite(request) && !request.principal?.systemAdmin, mustNotBe),
  )
}
