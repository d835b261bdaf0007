import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { answer, ok, type Principal } from '../../../platform/http/index.ts'
import { readId } from '../../../platform/ids/index.ts'
import { PRESENCE_STATUSES } from '../../../platform/presence/index.ts'
import { belongingsOf, sees } from '../../messaging/index.ts'
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
    async ({ principal }) => {
      const people = (await presenceOf(context, principal.tenantId)).map(showPresence)
      return ok(await withoutUnseen(context, principal, people))
    },
  )
}

/** Who sees some conversations only is not told of the others that colleagues look at. */
async function withoutUnseen<T extends { viewing: string[] }>(
  { db }: Context,
  principal: Principal,
  people: T[],
): Promise<T[]> {
  if (!principal.visibility) return people
  const ids = people.flatMap(({ viewing }) => viewing.flatMap(shown => readId('conversation', shown) ?? []))
  const known = ids.length > 0 ? await db.tenant(principal.tenantId, tx => belongingsOf(tx, ids)) : new Map()
  const seen = (shown: string) => {
    const now = known.get(readId('conversation', shown))
    return now !== undefined && sees(principal, now)
  }
  return people.map(person => ({ ...person, viewing: person.viewing.filter(seen) }))
}
