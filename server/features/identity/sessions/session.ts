import type { Context } from '../../../platform/context.ts'
import { sha256 } from '../../../platform/crypto/index.ts'
import { AppError, COMMON_ERRORS } from '../../../platform/errors/index.ts'
import type { Principal } from '../../../platform/http/index.ts'
import { NO_TENANT, type Uuid } from '../../../platform/ids/index.ts'
import { permissionsOf, permissionsOfRow, VISITOR } from '../members/permissions.ts'
import { limitedVisibility } from '../members/visibility.ts'
import { suspended } from '../suspended.ts'
import type { AccessClaims, AccessTokens } from './access-token.ts'
import { type SessionRow, selectSession } from './session.sql.ts'

/** Published when a session ends or a person's rights change. Every process then forgets what it knew about them. */
export const SESSION_TOPIC = 'identity.session'

/** What is no longer valid: one session, all sessions of a person, one API key, or everything of a tenant. */
export interface SessionEnd {
  sessionId?: Uuid
  userId?: Uuid
  keyId?: Uuid
  tenantId?: Uuid
}

/** A person who signed in, as opposed to an API key. */
export interface SessionPrincipal extends Principal {
  kind: 'user'
  sessionId: Uuid
}

/**
 * How long a proof is used without asking the database. When the published message does not reach a process, it notices
 * after this time that a session has ended. Sockets check every second, and have 5 seconds in all.
 */
const FRESH_MS = 3500
const MAX_KEPT = 10_000

export interface Sessions {
  /** The person or key behind the token; `anew`: asks the database. Throws UNAUTHENTICATED or TENANT_SUSPENDED. */
  prove(token: string, how?: { anew?: boolean }): Promise<SessionPrincipal>
  /** Forgets here at once, and tells the other processes. Call it after the commit that ended the session. */
  end(ended: SessionEnd): Promise<void>
}

interface Proof {
  principal: Promise<SessionPrincipal>
  /** Filled in as soon as the token is verified. */
  known: { until: number; claims?: AccessClaims }
}

/** @param forgetKeys told of every end, also of those that other processes tell */
export function createSessions(
  context: Context,
  tokens: AccessTokens,
  forgetKeys: (ended: SessionEnd) => void,
): Sessions {
  const proofs = new Map<string, Proof>()
  const now = () => context.clock.now().getTime()
  const forget = (ended: SessionEnd) => {
    forgetKeys(ended)
    for (const [key, { known }] of proofs) {
      // Without claims it is being looked up right now, and may have read the older state.
      const { claims } = known
      if (!claims || isOf(claims, ended)) proofs.delete(key)
    }
  }
  context.pubsub
    .subscribe(SESSION_TOPIC, message => forget(message as SessionEnd))
    .catch(error => context.log.error({ err: error }, 'sessions ended in other processes are noticed 5 seconds late'))

  const look = async (token: string, known: Proof['known']) => {
    const claims = await tokens.verify(token)
    known.claims = claims
    known.until = Math.min(known.until, claims.expiresAt)
    const row = await context.db.system('a token names its session before a tenant is known', tx =>
      tx.maybe(selectSession(claims.sessionId, claims.userId, claims.tenantId)),
    )
    if (row?.visitMs) known.until = Math.min(known.until, now() + row.visitMs)
    return principalOf(claims, row, now())
  }
  return {
    // Parallel requests with one token share one look-up.
    prove: (token, { anew = false } = {}) => {
      const key = sha256(token).toString('base64')
      const kept = proofs.get(key)
      if (kept && !anew && kept.known.until > now()) return kept.principal
      const known = { until: now() + FRESH_MS }
      const proof = { known, principal: look(token, known) }
      keep(proofs, key, proof)
      return proof.principal
    },
    end: async ended => {
      forget(ended)
      // The session has ended: other processes learn it now, or notice within 5 seconds.
      await context.pubsub
        .publish(SESSION_TOPIC, ended)
        .catch(error => context.log.warn({ err: error }, 'other processes were not told that a session ended'))
    },
  }
}

const isOf = (claims: AccessClaims, { sessionId, userId, tenantId }: SessionEnd): boolean =>
  claims.sessionId === sessionId || claims.userId === userId || claims.tenantId === tenantId

/** Keeps a proof until it fails. When there are too many, the oldest is removed. */
function keep(proofs: Map<string, Proof>, key: string, proof: Proof): void {
  proofs.delete(key)
  const oldest = proofs.size >= MAX_KEPT ? proofs.keys().next().value : undefined
  if (oldest !== undefined) proofs.delete(oldest)
  proofs.set(key, proof)
  proof.principal.catch(() => {
    if (proofs.get(key) === proof) proofs.delete(key)
  })
}

function principalOf(claims: AccessClaims, row: SessionRow | undefined, now: number): SessionPrincipal {
  const { tenantId, sessionId, userId } = claims
  if (!row) throw new AppError(COMMON_ERRORS.UNAUTHENTICATED)
  const { name, systemAdmin } = row
  const authenticatedAt = new Date(now - row.authenticatedMsAgo)
  const common = { kind: 'user' as const, id: userId, sessionId, name, systemAdmin, authenticatedAt }
  if (tenantId === null && systemAdmin) {
    return { ...common, tenantId: NO_TENANT, role: 'system_admin', permissions: permissionsOf('system_admin') }
  }
  if (tenantId !== null && row.role === null && row.visitMs !== null)
    return { ...common, tenantId, role: VISITOR, permissions: permissionsOf(VISITOR) }
  if (tenantId === null || row.role === null) throw new AppError(COMMON_ERRORS.UNAUTHENTICATED)
  if (row.tenantStatus === 'suspended') throw suspended({ reason: row.suspendedReason, since: row.suspendedAt })
  const { role, rolePermissions, teamIds, lacksSecondFactor } = row
  const visibility = limitedVisibility({ role, visibility: row.visibility ?? 'all', teamIds })
  const permissions = permissionsOfRow(role, rolePermissions)
  return { ...common, tenantId, role, permissions, lacksSecondFactor, ...(visibility && { visibility }) }
}

/** The caller as a person with a session. Throws SESSION_REQUIRED for an API key. */
export function sessionOf(principal: Principal): SessionPrincipal {
  if (principal.kind === 'user' && 'sessionId' in principal) return principal as SessionPrincipal
  throw new AppError(COMMON_ERRORS.SESSION_REQUIRED)
}
