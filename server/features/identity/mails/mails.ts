import type { Context } from '../../../platform/context.ts'
import type { SystemTx } from '../../../platform/db/index.ts'
import { networkOf } from '../../../platform/http/index.ts'
import { queueMail } from '../../../platform/mail/index.ts'
import type { Tenant } from '../../tenancy/index.ts'
import type { LinkKind } from '../account/one-time-link.ts'
import { LINK_SECONDS } from '../account/one-time-link.ts'
import type { UserRow } from '../members/member.sql.ts'
import type { MemberRole, Role } from '../members/permissions.ts'
import type { Client } from '../members/person.ts'
import { type MailWords, mailTexts } from './texts.ts'

export const DAY_SECONDS = 86_400

/** A link into the web app. The token stands behind `#`, which no browser sends to a server: it reaches no log on the way. */
export const linkTo = ({ config }: Pick<Context, 'config'>, page: string, token: string): string =>
  `${config.publicUrl}/${page}#token=${token}`

export interface InvitationMail {
  tenant: Tenant
  to: string
  locale: string
  inviter: string
  role: MemberRole
  /** Of an own role. */
  roleName: string | null
  link: string
  /** Of the token: each link is one mail. */
  key: string
  days: number
}

/** Queues the mail that invites somebody, in the transaction of the invitation. */
export async function mailInvitation(context: Context, tx: SystemTx, mail: InvitationMail): Promise<void> {
  const { tenant, to, locale, inviter, link, key, days } = mail
  const texts = mailTexts(locale)
  const words = texts.invitation({
    business: tenant.name,
    inviter,
    role: mail.roleName ?? texts.roles[mail.role as Role],
    days,
  })
  await queueMail(context.secrets, tx, {
    ...wordsOf(words, link),
    ...{ to, locale, key, kind: 'invitation', tenantId: tenant.id, usefulSeconds: days * DAY_SECONDS },
    brand: { name: tenant.name, color: tenant.branding.themeColor },
  })
}

/** The platform's own mails go to people as such, whatever business they work for. */
export const PLATFORM = { name: 'Tawsil', color: null }
const PAGES: Record<LinkKind, string> = { reset: 'reset-password', verify: 'verify-email' }

/** Queues a mail with a link for one person, in the transaction that made the link. */
export async function mailToPerson(
  context: Context,
  tx: SystemTx,
  kind: LinkKind,
  user: UserRow,
  token: string,
): Promise<void> {
  const locale = user.locale ?? 'en'
  await queueMail(context.secrets, tx, {
    ...wordsOf(mailTexts(locale)[kind]({ name: user.name }), linkTo(context, PAGES[kind], token)),
    ...{ to: user.email, locale, key: token, kind, tenantId: null, usefulSeconds: LINK_SECONDS[kind] },
    brand: PLATFORM,
  })
}

/** Tells a person that somebody signed in as them on a device that is not known. Once a month for each. */
export async function mailNewDevice(context: Context, tx: SystemTx, user: UserRow, client: Client): Promise<void> {
  const locale = user.locale ?? 'en'
  const device = client.userAgent.slice(0, 200)
  const words = mailTexts(locale).newDevice({ name: user.name, address: client.address, device: device || '?' })
  await queueMail(context.secrets, tx, {
    ...wordsOf(words, `${context.config.publicUrl}/account`),
    ...{ to: user.email, locale, key: `${user.id}\n${networkOf(client.address)}\n${device}` },
    ...{ kind: 'new-device', tenantId: null, usefulSeconds: DAY_SECONDS, brand: PLATFORM },
  })
}

export const wordsOf = ({ subject, paragraphs, button, footer }: MailWords, url: string) => ({
  ...{ subject, paragraphs, footer },
  button: { label: button, url },
})
