import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { answer, ok } from '../../../platform/http/index.ts'
import { PRESENCE_STATUSES } from '../../../platform/presence/index.ts'
import { presenceOf, showPresence } from './people.ts'

const presenceView = z.object({
  user: z.object({ id: z.string(), name: z.string().nullable() }),
  status: z.enum(PRESENCE_STATUSES),
  /** The last sign of any device. */
  lastSeenAt: z.iso.datetime().nullable(),
  devices: z.array(z.string()),
  /** Conversations that are open on a screen of this person. */
  viewing: z.array(z.string()),
})

/** Who of the business is there. */
export function presenceRoutes(app: HttpApp, context: Context): void {
  app.get(
    '/api/v1/presence',
    {
      config: { access: 'users:read' },
      schema: {
        tags: ['Identity'],
        summary: 'Who is online, away or busy, and when others were last seen',
        description:
          'People who were never connected in the last 30 days are not in the list. A person is offline 60 seconds after the last sign of any device.',
        response: { 200: answer(z.array(presenceView)) },
      },
    },
    async ({ principal }) => ok((await presenceOf(context, principal.tenantId)).map(showPresence)),
  )
}
