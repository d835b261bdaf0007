import type { Context } from '../../../platform/context.ts'
import type { SystemTx } from '../../../platform/db/index.ts'
import { queueMail } from '../../../platform/mail/index.ts'
import type { Tenant } from '../../tenancy/index.ts'
import type { Role } from '../members/permissions.ts'
import { type MailWords, mailTexts } from './texts.ts'

const DAY_SECONDS = 86_400

/** A link into the web app. The token stands behind `#`, which no browser sends to a server: it reaches no log on the way. */
export const linkTo = ({ config }: Pick<Context, 'config'>, page: string, token: string): string =>
  `${config.publicUrl}/${page}#token=${token}`

export interface InvitationMail {
  tenant: Tenant
  to: string
  locale: string
  inviter: string
  role: Role
  link: string
  /** Of the token: each link is one mail. */
  key: string
  days: number
}

/** Queues the mail that invites somebody, in the transaction of the invitation. */
export async function mailInvitation(context: Context, tx: SystemTx, mail: InvitationMail): Promise<void> {
  const { tenant, to, locale, inviter, link, key, days } = mail
  const texts = mailTexts(locale)
  const words = texts.invitation({ business: tenant.name, inviter, role: texts.roles[mail.role], days })
  await queueMail(context.secrets, tx, {
    ...wordsOf(words, link),
    ...{ to, locale, key, kind: 'invitation', tenantId: tenant.id, usefulSeconds: days * DAY_SECONDS },
    brand: { name: tenant.name, color: tenant.branding.themeColor },
  })
}

const wordsOf = ({ subject, paragraphs, button, footer }: MailWords, url: string) => ({
  ...{ subject, paragraphs, footer },
  button: { label: button, url },
})
