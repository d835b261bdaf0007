import type { Context, HttpApp } from '../../../platform/context.ts'
import { answer, ok } from '../../../platform/http/index.ts'
import { historyAnswer, historyParams, historyQuery } from './history.schema.ts'
import { stateAt } from './history.ts'

export function historyRoutes(app: HttpApp, { db, clock }: Context): void {
  app.get(
    '/api/v1/history/:id',
    {
      config: { access: 'audit:read' },
      schema: {
        tags: ['Events'],
        summary:
          'What an order, conversation, contact, member or channel was like at a moment, as far as the log tells',
        params: historyParams,
        querystring: historyQuery,
        response: { 200: answer(historyAnswer) },
      },
    },
    async ({ principal, params, query }) =>
      ok(await db.tenant(principal.tenantId, tx => stateAt(tx, params.id, query.at ?? clock.now()))),
  )
}
