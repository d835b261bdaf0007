import type { Context } from '../../platform/context.ts'
import { type Actor, type DataOf, emit, newEvent } from '../../platform/events/index.ts'
import type { Uuid } from '../../platform/ids/index.ts'
import { IDENTITY_EVENTS } from './events.ts'
import { selectAffiliations, selectUserByEmail } from './members/member.sql.ts'
import type { Client } from './members/person.ts'

/** Events whose data is where they came from, and nothing else. */
type Happening = {
  [Type in keyof typeof IDENTITY_EVENTS]: DataOf<(typeof IDENTITY_EVENTS)[Type]> extends Origin
    ? Origin extends DataOf<(typeof IDENTITY_EVENTS)[Type]>
      ? Type
      : never
    : never
}[keyof typeof IDENTITY_EVENTS]

interface Origin {
  address: string
  device: string
}

/** Where something came from, as events tell it. */
export const originOf = ({ address, userAgent }: Client): Origin => ({
  address,
  device: userAgent.slice(0, LONGEST_DEVICE),
})

const LONGEST_DEVICE = 200
/** What only the person can have done, because it takes their password, their mailbox or a code of theirs. */
const OF_THE_PERSON: ReadonlySet<Happening> = new Set([
  'password.changed',
  'password.reset',
  'email.verified',
  'session.started',
  'session.ended',
  'reauthentication.succeeded',
  'two_factor.enabled',
  'two_factor.disabled',
  'recovery_codes.replaced',
  'recovery_code.used',
  'passkey.added',
  'passkey.removed',
])

/**
 * Writes what happened to a person's account into the log of each business they work for, and a line into the program's own.
 * It never fails its caller: what it tells of has happened.
 */
export async function noteSecurity(
  { db, log, metrics }: Pick<Context, 'db' | 'log' | 'metrics'>,
  what: Happening,
  userId: Uuid,
  client: Client,
): Promise<void> {
  const data = originOf(client)
  log.info({ security: what, userId, ...data }, 'an account was touched')
  metrics.counter('security_events_total', 'What happened to accounts', ['event']).inc({ event: what })
  const actor: Actor = OF_THE_PERSON.has(what) ? { kind: 'user', id: userId } : { kind: 'system' }
  try {
    const businesses = await db.system('a person may work for several businesses', tx =>
      tx.rows(selectAffiliations(userId)),
    )
    for (const { tenantId } of businesses)
      await db.tenant(tenantId, tx => emit(tx, [newEvent(IDENTITY_EVENTS[what], userId, actor, data)]))
  } catch (error) {
    log.error({ err: error, security: what, userId }, 'what happened to an account was not written')
  }
}

/** A wrong password for an address, which may be nobody's. */
export async function noteFailedSignIn(context: Context, email: string, client: Client): Promise<void> {
  try {
    const user = await context.db.system('sign-in knows a person before a business', tx =>
      tx.maybe(selectUserByEmail(email)),
    )
    if (user) await noteSecurity(context, 'sign_in.failed', user.id, client)
  } catch (error) {
    context.log.error({ err: error }, 'a failed sign-in was not written')
  }
}
