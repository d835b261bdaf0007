import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { answer, ok } from '../../../platform/http/index.ts'
import { integrationHealth, overallOf, WINDOW_SECONDS } from './integration-health.ts'

const status = z.enum(['healthy', 'degraded', 'down'])

const healthView = z.object({
  status: status.describe('Healthy only when every integration is'),
  windowSeconds: z.number(),
  integrations: z.array(
    z.object({
      integration: z.string(),
      status,
      channels: z.number(),
      troubled: z.number().describe('Numbers that do not do their work now'),
      calls: z.number(),
      errorRate: z.number().describe('Share of the calls that failed by the provider, 0 to 1'),
      latencyMs: z.number().nullable(),
    }),
  ),
})

/** How the providers of a business's numbers do, for its own monitoring. */
export function integrationHealthRoutes(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/integrations/health',
    {
      config: { access: 'channels:read' },
      schema: {
        tags: ['Channels'],
        summary: 'How the providers of your numbers do, by the calls of the last five minutes',
        response: { 200: answer(healthView) },
      },
    },
    async ({ principal }) => {
      const integrations = await db.tenant(principal.tenantId, integrationHealth)
      return ok({ status: overallOf(integrations), windowSeconds: WINDOW_SECONDS, integrations })
    },
  )
}
