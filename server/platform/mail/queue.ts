import { createHash } from 'node:crypto'
import type { SystemTx } from '../db/index.ts'
import { newId, type Uuid } from '../ids/index.ts'
import type { SecretBox } from '../secrets/index.ts'
import { type MailText, type RenderedMail, renderMail } from './layout.ts'
import { insertMail } from './mail.sql.ts'

/** The queue whose workers send mail. */
export const MAIL_QUEUE = 'mail'

export interface WantedMail extends MailText {
  to: string
  /** For metrics and logs, which never see more of it: `invitation`. */
  kind: string
  /** What it is about. One key, one mail, for 30 days; it is stored as a hash. */
  key: string
  /** The business that sends it; null: the platform, to a person as such. */
  tenantId: Uuid | null
  /** It is not sent any more when it could not be for so long. */
  usefulSeconds: number
}

/** What is sealed while a mail waits. */
export type SealedMail = RenderedMail & { fromName: string }

export const sealedFor = (id: Uuid): string => `mail ${id}`

/**
 * Queues a mail in the caller's transaction: when that commits, the mail will be sent, or its failure is known. A second one with
 * the same key is not written.
 *
 * @param tx of the business that sends it, or of the system
 * @returns whether it is new
 */
export async function queueMail(secrets: SecretBox, tx: SystemTx, wanted: WantedMail): Promise<boolean> {
  const { to: recipient, kind, tenantId, usefulSeconds } = wanted
  const id = newId()
  const sealed: SealedMail = { ...renderMail(wanted), fromName: wanted.brand.name }
  const content = await secrets.seal(tenantId, JSON.stringify(sealed), sealedFor(id))
  const key = createHash('sha256').update(`${kind}\n${wanted.key}`).digest('base64url')
  const written = await tx.run(insertMail({ id, tenantId, key, kind, recipient, content, usefulSeconds }))
  tx.wake(MAIL_QUEUE)
  return written > 0
}
