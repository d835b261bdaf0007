import { type Db, sql } from '../db/index.ts'
import type { Uuid } from '../ids/index.ts'
import type { SecretBox } from '../secrets/index.ts'
import { MailError, type MailTransport, type OutgoingMail, oneLine } from './port.ts'

/** So many mails are kept. */
const MOST = 200
const sealedFor = (id: Uuid) => `mail outbox ${id}`

/** Keeps mail instead of sending it, for a developer's machine. */
export function createMailOutbox({ db, secrets }: { db: Db; secrets: SecretBox }): MailTransport {
  return {
    kind: 'outbox',
    send: async mail => {
      const { subject, fromName = '' } = mail
      const kept = { ...mail, subject: oneLine(subject), fromName: oneLine(fromName) }
      const content = await secrets.seal(null, JSON.stringify(kept), sealedFor(mail.id))
      await db.system('mail may belong to no tenant', async tx => {
        await tx.run(insertKept(mail.id, content))
        await tx.run(deleteOldest(MOST))
      })
    },
    close: async () => undefined,
  }
}

/** Nobody has said how mail leaves. Each try fails for good: whoever set it up later does not want to send what is old. */
export const createNoMail = (): MailTransport => ({
  kind: 'none',
  send: async () => {
    throw new MailError('MAIL_NOT_CONFIGURED', { retryable: false })
  },
  close: async () => undefined,
})

/** What the outbox has, the newest first. One that was sealed with another key is left out. */
export async function readOutbox({ db, secrets }: { db: Db; secrets: SecretBox }): Promise<OutgoingMail[]> {
  const rows = await db.system('mail may belong to no tenant', tx => tx.rows(selectKept(MOST)))
  const opened = await Promise.allSettled(rows.map(({ id, content }) => secrets.open(null, content, sealedFor(id))))
  return opened.flatMap(one => (one.status === 'fulfilled' ? [JSON.parse(one.value) as OutgoingMail] : []))
}

const insertKept = (id: Uuid, content: Buffer) => sql`
  insert into mail_outbox (id, content) values (${id}, ${content}) on conflict do nothing`

const deleteOldest = (most: number) => sql`
  delete from mail_outbox where id < (select id from mail_outbox order by id desc offset ${most - 1} limit 1)`

const selectKept = (most: number) => sql<{ id: Uuid; content: Buffer }>`
  select id, content from mail_outbox order by id desc limit ${most}`
