import type { Config } from '../config/index.ts'
import type { Db } from '../db/index.ts'
import type { SecretBox } from '../secrets/index.ts'
import { createMailOutbox, createNoMail } from './outbox.ts'
import type { MailTransport } from './port.ts'
import { createResendMail } from './resend.ts'
import { createSmtpMail } from './smtp.ts'

export { deliverMails, mailJobs } from './deliver.ts'
export { devMailRoutes } from './dev-mail.routes.ts'
export type { MailText } from './layout.ts'
export { createMailOutbox, readOutbox } from './outbox.ts'
export { MailError, type MailTransport, type OutgoingMail } from './port.ts'
export { queueMail, type WantedMail } from './queue.ts'

/** The way that the settings name. Without one, a developer's mail goes to the outbox, and production has none. */
export function openMail(
  { mail, production }: Pick<Config, 'mail' | 'production'>,
  ports: { db: Db; secrets: SecretBox },
): MailTransport {
  if (mail?.kind === 'smtp') return createSmtpMail(mail)
  if (mail?.kind === 'resend') return createResendMail(mail)
  return production ? createNoMail() : createMailOutbox(ports)
}
