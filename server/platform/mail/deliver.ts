import type { Context } from '../context.ts'
import { dueWorkOf } from '../pending/index.ts'
import {
  claimMails,
  delayMail,
  deleteOldMails,
  finishMail,
  type MailClaim,
  type MailOutcome,
  nextMailMs,
  suppress,
} from './mail.sql.ts'
import { MailError } from './port.ts'
import { MAIL_QUEUE, type SealedMail, sealedFor } from './queue.ts'

/** How many mails one process hands over at a time. */
const AT_ONCE = 5
/** Longer than the longest try. A worker that dies leaves its mail to this. */
const LEASE_SECONDS = 90
/** Pauses double from half a minute to four hours: about two days in all. */
const FIRST_PAUSE_SECONDS = 30
const LONGEST_PAUSE_SECONDS = 4 * 3600
const MOST_TRIES = 20
/** So long a mail's key is remembered. */
const KEPT_DAYS = 30
const HOUR_MS = 3_600_000

/** Sends mail in this process: woken by every transaction that queued some, and when the next try is due. */
export function mailJobs(context: Context): void {
  const { db, queue } = context
  queue.handle(MAIL_QUEUE, () => deliverMails(context))
  dueWorkOf(context).watch(MAIL_QUEUE, nextMailMs)
  queue.every('forget old mail', HOUR_MS, async () => {
    await db.system('mail of all tenants is removed together', tx => tx.run(deleteOldMails(KEPT_DAYS)))
  })
}

/** Sends until nothing is due. */
export async function deliverMails(context: Context): Promise<void> {
  for (;;) {
    const claims = await context.db.system('workers send the mail of all tenants', tx =>
      tx.rows(claimMails(AT_ONCE, LEASE_SECONDS)),
    )
    if (claims.length === 0) return
    await Promise.all(claims.map(claim => deliver(context, claim)))
  }
}

async function deliver(context: Context, claim: MailClaim): Promise<void> {
  if (claim.expired) return await finish(context, claim, 'expired')
  if (claim.suppressed) return await finish(context, claim, 'suppressed')
  const error = await send(context, claim)
  if (!error) return await finish(context, claim, 'sent')
  context.log.warn({ mailId: claim.id, kind: claim.kind, code: error.code, tries: claim.attempts }, 'mail not taken')
  if (!error.retryable) return await finish(context, claim, 'refused', error)
  if (claim.attempts >= MOST_TRIES) return await finish(context, claim, 'given_up', error)
  const seconds = Math.min(FIRST_PAUSE_SECONDS * 2 ** (claim.attempts - 1), LONGEST_PAUSE_SECONDS)
  await context.db.system('mail may belong to no tenant', tx =>
    tx.run(delayMail(claim, seconds * (0.75 + Math.random() / 2), error.code)),
  )
}

/** One try. What is no MailError is a fault of ours: its message may quote the mail, so only its name goes on. */
async function send(
  { mail, secrets }: Context,
  { id, tenantId, recipient, content }: MailClaim,
): Promise<MailError | undefined> {
  try {
    const { fromName, ...rendered } = JSON.parse(await secrets.open(tenantId, content, sealedFor(id))) as SealedMail
    await mail.send({ id, to: recipient, fromName, ...rendered })
    return undefined
  } catch (error) {
    if (error instanceof MailError) return error
    return new MailError(error instanceof Error ? error.name : 'UNEXPECTED', { retryable: true })
  }
}

async function finish({ db, metrics }: Context, claim: MailClaim, outcome: MailOutcome, error?: MailError) {
  await db.system('mail may belong to no tenant', async tx => {
    await tx.run(finishMail(claim, outcome, error?.code ?? null))
    if (error?.badAddress) await tx.run(suppress(claim.recipient, error.code))
  })
  metrics.counter('mails_total', 'Mails by what became of them', ['kind', 'outcome']).inc({ kind: claim.kind, outcome })
}
