import type { SystemTx } from '../../../platform/db/index.ts'
import { newEvent } from '../../../platform/events/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { findTenant } from '../../tenancy/index.ts'
import type { IdentityContext } from '../identity.ts'
import { selectUser } from '../members/member.sql.ts'
import { VISITOR } from '../members/permissions.ts'
import { startFamily } from '../sessions/refresh-token.ts'
import type { SessionPrincipal } from '../sessions/session.ts'
import { answerSignIn, type OpenedSession } from '../sign-in.ts'
import { OPERATOR_EVENTS } from './events.ts'
import { deleteVisits, insertVisit } from './tenants.sql.ts'
import { emitFor } from './tenants.ts'

/**
 * Lets the operator's session read a business for some minutes, and writes that into the log of the business. Nothing can be changed
 * with these tokens. Throws NOT_FOUND.
 */
export async function enterTenant(
  identity: IdentityContext,
  { id: userId, sessionId, name }: SessionPrincipal,
  tenantId: Uuid,
  { reason, minutes }: { reason: string; minutes: number },
) {
  const { opened, until } = await identity.context.db.system('an operator comes to read a business', async tx => {
    const tenant = await findTenant(tx, tenantId)
    const { until } = await tx.one(insertVisit({ tenantId, sessionId, reason, minutes }))
    const data = { operator: name, reason, until: until.toISOString() }
    await emitFor(
      tx,
      tenantId,
      newEvent(OPERATOR_EVENTS['operator.entered'], tenantId, { kind: 'user', id: userId }, data),
    )
    return { opened: await open(identity, tx, userId, { sessionId, tenant, role: VISITOR }), until }
  })
  return { ...(await answerSignIn(identity, opened)), until: until.toISOString() }
}

/** Ends all visits of the operator's session. @returns tokens for the operator's own place */
export async function leaveTenants(identity: IdentityContext, { id: userId, sessionId }: SessionPrincipal) {
  const opened = await identity.context.db.system('an operator leaves the businesses', async tx => {
    await tx.run(deleteVisits(sessionId))
    tx.afterCommit(() => void identity.sessions.end({ sessionId }))
    return open(identity, tx, userId, { sessionId, tenant: null, role: 'system_admin' })
  })
  return await answerSignIn(identity, opened)
}

async function open(
  { context }: IdentityContext,
  tx: SystemTx,
  userId: Uuid,
  into: Pick<OpenedSession, 'sessionId' | 'tenant' | 'role'>,
): Promise<OpenedSession> {
  const { sessionId, tenant } = into
  const refreshToken = await startFamily(tx, context.config, { userId, sessionId, tenantId: tenant?.id ?? null })
  return { ...into, user: await tx.one(selectUser(userId)), refreshToken }
}
