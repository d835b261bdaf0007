import type { Context } from '../../../platform/context.ts'
import type { SystemTx, Tx } from '../../../platform/db/index.ts'
import { showId, type Uuid } from '../../../platform/ids/index.ts'
import { queueMail } from '../../../platform/mail/index.ts'
import { statusesIn } from '../../../platform/presence/index.ts'
import { queuePush } from '../../../platform/push/index.ts'
import { contactCards } from '../../contacts/index.ts'
import { type Addressee, addresseesOf, personLocales } from '../../identity/index.ts'
import { getTenant, type Tenant } from '../../tenancy/index.ts'
import { type Conversation, selectConversation } from '../conversations/conversation.sql.ts'
import { isClosed } from '../conversations/rules.ts'
import { choicesOf } from './choices.ts'
import type { NoticeChoices } from './notice.schema.ts'
import { claimNotices, deleteNotice, type NoticeClaim, putOffNotice, selectWatchers } from './notice.sql.ts'
import { noticeTexts } from './texts.ts'
import { type Ways, waysFor } from './ways.ts'

const AT_ONCE = 20
const LEASE_SECONDS = 60
const MOST_TRIES = 10
const MOST_PEOPLE = 200
const MINUTE_MS = 60_000
/** Who looks at their browser later than this sees it in the inbox. */
const USEFUL_SECONDS = 4 * 3600

/** Decides who is told how of everything that is due, and queues it. */
export async function tellPeople(context: Context): Promise<void> {
  for (;;) {
    const claims = await context.db.system('what people of every business are to be told is looked for', tx =>
      tx.rows(claimNotices(AT_ONCE, LEASE_SECONDS)),
    )
    if (claims.length === 0) return
    for (const claim of claims) {
      try {
        await tell(context, claim)
      } catch (err) {
        // Its lease ends, and then it is tried again.
        context.log.warn({ err, tenantId: claim.tenantId, kind: claim.kind, tries: claim.attempts }, 'nobody was told')
      }
    }
  }
}

/** Somebody to tell. */
interface Told extends Addressee, Ways {
  showName: boolean
}

interface Plan {
  tenant: Tenant
  customer: string | null
  told: Told[]
  /** Of what it is: the same thing is told once. */
  occasion: string
  /** Somebody else waits longer before they want to know. */
  again: Date | null
}

async function tell(context: Context, claim: NoticeClaim): Promise<void> {
  const { db } = context
  const plan = claim.attempts > MOST_TRIES ? null : await db.tenant(claim.tenantId, tx => planOf(context, tx, claim))
  await db.system('browsers and mail of people belong to no tenant', async tx => {
    if (plan) await queueAll(context, tx, claim, plan)
    await tx.run(plan?.again ? putOffNotice(claim, plan.again) : deleteNotice(claim))
  })
}

async function queueAll(context: Context, tx: SystemTx, claim: NoticeClaim, plan: Plan): Promise<void> {
  const locales = await personLocales(
    tx,
    plan.told.map(({ userId }) => userId),
  )
  for (const person of plan.told) {
    const words = noticeTexts(locales.get(person.userId) ?? null, plan.tenant.locale)
    await queueFor(context, tx, claim, plan, person, words)
  }
}

async function queueFor(
  { secrets, config }: Pick<Context, 'secrets' | 'config'>,
  tx: SystemTx,
  { kind, conversationId }: NoticeClaim,
  { tenant, customer, occasion }: Plan,
  { userId, name, email, push, mail, showName }: Told,
  { title, hello, open, footer, lang }: ReturnType<typeof noticeTexts>,
): Promise<void> {
  const path = `/inbox/${showId('conversation', conversationId)}`
  const key = `${userId} ${occasion}`
  // Who is given the same conversation again and again has one mail a day of it.
  const mailKey = kind === 'assigned' ? `${userId} ${conversationId} ${new Date().toISOString().slice(0, 10)}` : key
  if (push) {
    const body = title[kind](showName ? customer : null)
    const content = { title: tenant.name, body, path, tag: `${kind} ${showId('conversation', conversationId)}`, lang }
    await queuePush(secrets, tx, { userId, kind, key, content, usefulSeconds: USEFUL_SECONDS })
  }
  if (!mail) return
  const subject = title[kind](customer)
  await queueMail(secrets, tx, {
    ...{ to: email, locale: lang, subject, paragraphs: [hello(name), `${subject}.`], footer, key: mailKey },
    ...{ kind: `notice-${kind}`, tenantId: tenant.id, usefulSeconds: USEFUL_SECONDS },
    button: { label: open, url: `${config.publicUrl}${path}` },
    brand: { name: tenant.name, color: tenant.branding.themeColor },
  })
}

/** Null: there is nothing to tell any more. */
async function planOf({ presence }: Pick<Context, 'presence'>, tx: Tx, claim: NoticeClaim): Promise<Plan | null> {
  const conversation = await tx.maybe(selectConversation(claim.conversationId))
  if (!conversation || isClosed(conversation.status)) return null
  const people = await peopleFor(tx, claim, conversation)
  if (people.length === 0) return null
  const [choices, addressees] = [await choicesOf(tx, people), await addresseesOf(tx, people)]
  const statuses = await statusesIn(presence, tx.tenantId)
  const { due, later } = inTime(claim, conversation, people, choices)
  const told = addressees.flatMap((addressee): Told[] => {
    const { userId } = addressee
    const own = choices.get(userId)!
    const ways = waysFor(claim.kind, own, statuses.get(userId) ?? 'offline')
    return due.has(userId) && (ways.push || ways.mail) ? [{ ...addressee, ...ways, showName: own.showName }] : []
  })
  return {
    tenant: await getTenant(tx),
    customer: await customerOf(tx, conversation),
    told,
    occasion: occasionOf(claim, conversation),
    again: later,
  }
}

async function peopleFor(tx: Tx, { kind, userId }: NoticeClaim, conversation: Conversation): Promise<Uuid[]> {
  const { assigneeId, waitingSince } = conversation
  if (kind === 'assigned') return userId !== null && userId === assigneeId ? [userId] : []
  if (waitingSince === null) return []
  if (assigneeId !== null) return [assigneeId]
  return kind === 'waiting' ? (await tx.rows(selectWatchers(MOST_PEOPLE))).map(row => row.userId) : []
}

/** Of a wait: for whom it is too long by now, and when it will be for the next. */
function inTime(
  { kind }: NoticeClaim,
  { waitingSince }: Conversation,
  people: readonly Uuid[],
  choices: ReadonlyMap<Uuid, NoticeChoices>,
): { due: ReadonlySet<Uuid>; later: Date | null } {
  if (kind !== 'waiting' || waitingSince === null) return { due: new Set(people), later: null }
  const wanting = people.filter(id => choices.get(id)!.waiting.push || choices.get(id)!.waiting.mail)
  const endOf = (id: Uuid) => waitingSince.getTime() + choices.get(id)!.waitingMinutes * MINUTE_MS
  const now = Date.now()
  const later = wanting.map(endOf).filter(end => end > now)
  return {
    due: new Set(wanting.filter(id => endOf(id) <= now)),
    later: later.length > 0 ? new Date(Math.min(...later)) : null,
  }
}

/** Each assignment is told, a wait once however long it lasts, messages once a minute. */
function occasionOf({ id, kind, conversationId }: NoticeClaim, { waitingSince }: Conversation): string {
  if (kind === 'assigned') return id
  if (kind === 'waiting') return `${conversationId} ${waitingSince?.toISOString()}`
  return `${conversationId} ${new Date().toISOString().slice(0, 16)}`
}

async function customerOf(tx: Tx, { contactId, groupName }: Conversation): Promise<string | null> {
  if (contactId === null) return groupName
  return (await contactCards(tx, [contactId])).get(contactId)?.name ?? null
}
