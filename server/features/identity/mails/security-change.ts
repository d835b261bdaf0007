import type { Context } from '../../../platform/context.ts'
import type { SystemTx } from '../../../platform/db/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import { queueMail } from '../../../platform/mail/index.ts'
import { selectUser } from '../members/member.sql.ts'
import type { Client } from '../members/person.ts'
import { DAY_SECONDS, PLATFORM, wordsOf } from './mails.ts'
import { mailTexts, type SecurityChange } from './texts.ts'

/**
 * Tells a person what was changed in how they sign in, in the transaction that changes it.
 *
 * @param reason of an operator who did it
 */
export async function mailSecurityChange(
  context: Context,
  tx: SystemTx,
  what: SecurityChange,
  userId: Uuid,
  client: Client,
  reason?: string,
): Promise<void> {
  const user = await tx.one(selectUser(userId))
  const locale = user.locale ?? 'en'
  const device = client.userAgent.slice(0, 200) || '?'
  // What an operator does comes from their place, which is nobody else's business.
  const origin = reason === undefined ? { address: client.address, device } : { reason }
  const words = mailTexts(locale).securityChange({ name: user.name, what, ...origin })
  await queueMail(context.secrets, tx, {
    ...wordsOf(words, `${context.config.publicUrl}/account`),
    ...{ to: user.email, locale, key: newId(), kind: 'security-change', tenantId: null },
    ...{ usefulSeconds: DAY_SECONDS, brand: PLATFORM },
  })
}
