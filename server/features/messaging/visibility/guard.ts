import type { FastifyRequest } from 'fastify'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { hookFor, kindOfId } from '../../../platform/http/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { type BoundKind, mustSee } from './must-see.ts'

const BOUND: readonly string[] = ['conversation', 'message', 'media'] satisfies BoundKind[]

/**
 * On every route whose address names a conversation, a message or a file: whoever does not see its conversation gets
 * the answer for an unknown id. The schemas of the routes say what their ids are, so a new route is guarded, too.
 */
export function guardVisibility(app: HttpApp, { db }: Context): void {
  const mustSeeNamed = async ({ principal, params, routeOptions }: FastifyRequest) => {
    const named = namedIn(params, routeOptions.schema?.params)
    if (named.length === 0) return
    await db.tenant(principal.tenantId, async tx => {
      for (const [kind, id] of named) await mustSee(tx, principal, kind, id)
    })
  }
  app.addHook(
    'preHandler',
    hookFor(({ principal }) => principal?.visibility !== undefined, mustSeeNamed),
  )
}

function namedIn(params: unknown, schema: unknown): Array<[BoundKind, Uuid]> {
  const shape = (schema as { shape?: Record<string, object> } | undefined)?.shape ?? {}
  return Object.entries((params ?? {}) as Record<string, unknown>).flatMap(([name, value]) => {
    // History takes ids of every kind, and says itself which one came.
    const given = typeof value === 'string' ? { kind: shape[name] && kindOfId(shape[name]), id: value } : value
    const { kind, id } = (given ?? {}) as { kind?: string; id: Uuid }
    return kind && BOUND.includes(kind) ? [[kind as BoundKind, id]] : []
  })
}
