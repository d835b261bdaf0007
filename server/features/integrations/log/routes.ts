import type { Context, HttpApp } from '../../../platform/context.ts'
import { auditRoutes } from './audit.routes.ts'
import { eventRoutes } from './event.routes.ts'
import { historyRoutes } from './history.routes.ts'

/** The event log: read on from a cursor, as an audit trail, and as the history of one thing. */
export function logRoutes(app: HttpApp, context: Context): void {
  eventRoutes(app, context)
  auditRoutes(app, context)
  historyRoutes(app, context)
}
