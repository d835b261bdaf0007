import { AppError } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { ERRORS } from '../errors.ts'
import type { IdentityContext } from '../identity.ts'
import { selectUser } from '../members/member.sql.ts'
import { type Client, createSession } from '../members/person.ts'
import { noteSecurity } from '../security-events.ts'
import { answerSignIn, noteSignedIn, type OpenedSession, openInLastTenant } from '../sign-in.ts'
import { answerChallenge, type CodeKind, lookAtChallenge, takeCode } from './second-factor.ts'
import { deleteChallenge } from './two-factor.sql.ts'

const REASON = 'a second factor belongs to a person, not to a tenant'

/** The address of the person whom a challenge asks. Throws CHALLENGE_INVALID. */
export async function whomItAsks({ context }: IdentityContext, challenge: string): Promise<string> {
  return await context.db.system(REASON, async tx => {
    const asked = await lookAtChallenge(tx, challenge)
    if (!asked) throw new AppError(ERRORS.CHALLENGE_INVALID)
    return (await tx.one(selectUser(asked.userId))).email
  })
}

interface Step {
  by?: CodeKind
  /** Whose code was wrong. */
  failed?: Uuid
  opened: OpenedSession | AppError
}

/**
 * The second step of a sign-in: opens the session that the password did not. A challenge opens one session.
 *
 * @throws CHALLENGE_INVALID, SECOND_FACTOR_WRONG, what signing in throws
 */
export async function finishSignIn(
  identity: IdentityContext,
  { challenge, code }: { challenge: string; code: string },
  client: Client,
  { knownDevice }: { knownDevice: boolean },
) {
  const { context } = identity
  // Errors are returned and not thrown, because a wrong answer must stay counted.
  const step = await context.db.system(REASON, async (tx): Promise<Step> => {
    const asked = await answerChallenge(tx, challenge)
    if (!asked) return { opened: new AppError(ERRORS.CHALLENGE_INVALID) }
    const { id, userId } = asked
    const by = await takeCode(identity, tx, userId, code)
    if (!by) return { failed: userId, opened: new AppError(ERRORS.SECOND_FACTOR_WRONG) }
    await tx.run(deleteChallenge(id))
    const sessionId = await createSession(identity, tx, userId, client)
    return { by, opened: await openInLastTenant(identity, tx, { userId, sessionId, client, knownDevice, by }) }
  })
  if (step.failed) await noteSecurity(context, 'second_factor.failed', step.failed, client)
  if (step.opened instanceof AppError) throw step.opened
  await noteSignedIn(identity, step.opened.user.id, step.by ?? null, client)
  return await answerSignIn(identity, step.opened)
}
