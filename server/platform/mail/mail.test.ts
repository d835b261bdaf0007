import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { closeContext, type TestContext, testContext } from '../../test/context.ts'
import { makeTenant } from '../../test/make.ts'
import { keepEverything } from '../../test/security/canaries.ts'
import { type TestDb, withDb } from '../../test/withDb.ts'
import { createDb } from '../db/index.ts'
import { newId, type Uuid } from '../ids/index.ts'
import { oneKeyBox } from '../secrets/index.ts'
import { createLogger } from '../telemetry/index.ts'
import { deliverMails, openMail, queueMail, readOutbox, type WantedMail } from './index.ts'
import { renderMail } from './layout.ts'
import { mailContract } from './mail.contract.ts'
import type { MailTransport } from './port.ts'
import { openResend, openSmtp } from './servers.fixture.ts'

const FROM = 'Tawsil <mail@tawsil.example>'
const noPorts = { db: undefined as never, secrets: undefined as never }
const transportOf = (mail: Parameters<typeof openMail>[0]['mail']) => openMail({ mail, production: true }, noPorts)

mailContract('SMTP', async () => {
  const { url, received, close } = await openSmtp()
  return { transport: transportOf({ kind: 'smtp', url, from: FROM }), received: async () => received, close }
})

mailContract('Resend', async () => {
  const { url, received, close } = await openResend()
  const transport = transportOf({ kind: 'resend', url, apiKey: 're_test', from: FROM })
  return { transport, received: async () => received, close }
})

mailContract('the outbox', async () => {
  const database = await withDb()
  const ports = { db: createDb({ url: database.url }), secrets: oneKeyBox(Buffer.alloc(32, 1)) }
  return {
    transport: openMail({ mail: undefined, production: false }, ports),
    received: async () => (await readOutbox(ports)).map(mail => ({ fromName: '', ...mail })).reverse(),
    close: async () => {
      await ports.db.close()
      await database.close()
    },
  }
})

describe('a refusal', () => {
  const codeOf = async (transport: MailTransport) => {
    const sent = transport.send({ id: newId(), to: 'a@example.test', subject: 's', text: 't', html: '<p>t</p>' })
    const { code, retryable, badAddress } = await sent.then(
      () => ({ code: 'none', retryable: false, badAddress: false }),
      error => error,
    )
    return [code, retryable, badAddress]
  }

  it('of an SMTP server tells an address that nobody has from everything else', async () => {
    const server = await openSmtp()
    const transport = transportOf({ kind: 'smtp', url: server.url, from: FROM })
    const answers = [
      ['550 5.1.1 No such user', ['SMTP_550', false, true]],
      ['550 No such user', ['SMTP_550', false, true]],
      ['554 5.7.1 Relaying denied', ['SMTP_554', false, false]],
      ['552 5.2.2 Mailbox full', ['SMTP_552', false, false]],
      ['451 4.7.1 Come back later', ['SMTP_451', true, false]],
    ] as const
    for (const [recipient, expected] of answers) {
      server.trouble.recipient = recipient
      expect(await codeOf(transport), recipient).toEqual(expected)
    }
    Object.assign(server.trouble, { recipient: undefined, content: '554 5.6.0 Not this content' })
    expect(await codeOf(transport)).toEqual(['SMTP_554', false, false])
    await server.close()
    expect((await codeOf(transport)).slice(1)).toEqual([true, false])
  })

  it('of Resend tells an address that nobody can have from a key that may be mended', async () => {
    const server = await openResend()
    const transport = transportOf({ kind: 'resend', url: server.url, apiKey: 're_test', from: FROM })
    const answers = [
      [422, '{"message": "Invalid `to` field."}', ['RESEND_422', false, true]],
      [422, '{"message": "Missing `html`."}', ['RESEND_422', false, false]],
      [403, '{}', ['RESEND_403', true, false]],
      [429, '{}', ['RESEND_429', true, false]],
      [500, '{}', ['RESEND_500', true, false]],
    ] as const
    for (const [status, body, expected] of answers) {
      Object.assign(server.trouble, { status, body })
      expect(await codeOf(transport), `${status} ${body}`).toEqual(expected)
    }
    await server.close()
    expect((await codeOf(transport)).slice(1)).toEqual([true, false])
  })

  it('comes at once in production without settings for mail', async () => {
    expect(await codeOf(transportOf(undefined))).toEqual(['MAIL_NOT_CONFIGURED', false, false])
  })
})

describe('mail that was queued', () => {
  const log = keepEverything()
  let database: TestDb
  let context: TestContext
  let server: Awaited<ReturnType<typeof openResend>>
  let tenantId: Uuid

  beforeAll(async () => {
    database = await withDb()
    server = await openResend()
    const mail = transportOf({ kind: 'resend', url: server.url, apiKey: 're_test', from: FROM })
    context = testContext(database, { mail, log: createLogger({ logLevel: 'trace' }, log.stream) })
    tenantId = await makeTenant(database)
  })
  afterAll(async () => {
    await closeContext(context)
    await database.close()
    await server.close()
  })
  afterEach(() => {
    server.received.length = 0
    Object.assign(server.trouble, { status: undefined, body: undefined })
  })

  const LINK = 'https://tawsil.example/accept-invitation#token=canary-token-in-a-mail'
  const wanted = (changes: Partial<WantedMail> = {}): WantedMail => ({
    to: `${newId()}@example.test`,
    kind: 'test',
    key: newId(),
    tenantId,
    usefulSeconds: 3600,
    locale: 'en',
    subject: 'Hello',
    paragraphs: ['Canary words in a mail'],
    button: { label: 'Open', url: LINK },
    footer: 'Because.',
    brand: { name: 'Café', color: null },
    ...changes,
  })
  const queue = (mail: WantedMail) => context.db.tenant(tenantId, tx => queueMail(context.secrets, tx, mail))
  const rowsOf = ({ to }: WantedMail) =>
    database.query(
      'select outcome, attempts, last_error, content, next_try_at > now() as later from mail where recipient = $1',
      [to],
    )
  const again = () => database.query('update mail set next_try_at = now() where finished_at is null')

  it('is sent once its transaction has committed, and never when that failed', async () => {
    const [kept, undone] = [wanted(), wanted()]
    await queue(kept)
    await context.db
      .tenant(tenantId, async tx => {
        await queueMail(context.secrets, tx, undone)
        throw new Error('the cause failed')
      })
      .catch(() => undefined)
    await deliverMails(context)
    expect(server.received.map(mail => mail.to)).toEqual([kept.to])
    expect(await rowsOf(kept)).toMatchObject([{ outcome: 'sent', content: null }])
  })

  it('is one mail for one key, however often it is wanted', async () => {
    const mail = wanted()
    expect([await queue(mail), await queue(mail)]).toEqual([true, false])
    await deliverMails(context)
    expect(await queue(mail)).toBe(false)
    await deliverMails(context)
    expect(server.received).toHaveLength(1)
  })

  it('is sent once by workers that look at the same moment', async () => {
    await Promise.all(Array.from({ length: 10 }, () => queue(wanted())))
    await Promise.all(Array.from({ length: 4 }, () => deliverMails(context)))
    expect(server.received).toHaveLength(10)
    expect(new Set(server.received.map(mail => mail.id)).size).toBe(10)
  })

  it('is tried again later, with growing pauses, until it is taken', async () => {
    const mail = wanted()
    await queue(mail)
    server.trouble.status = 500
    await deliverMails(context)
    expect(await rowsOf(mail)).toMatchObject([{ outcome: null, attempts: 1, last_error: 'RESEND_500', later: true }])
    await again()
    await deliverMails(context)
    const [row] = await database.query(
      `select extract(epoch from next_try_at - now())::float8 as pause from mail where recipient = $1`,
      [mail.to],
    )
    expect(row!.pause).toBeGreaterThan(40)
    server.trouble.status = undefined as never
    await again()
    await deliverMails(context)
    expect(await rowsOf(mail)).toMatchObject([{ outcome: 'sent', attempts: 3, content: null }])
  })

  it('is not repeated when it was refused for good, and an address that nobody has gets no more', async () => {
    const mail = wanted()
    await queue(mail)
    Object.assign(server.trouble, { status: 422, body: 'Invalid `to` field' })
    await deliverMails(context)
    expect(await rowsOf(mail)).toMatchObject([{ outcome: 'refused', content: null }])
    Object.assign(server.trouble, { status: undefined })
    const next = wanted({ to: mail.to })
    await queue(next)
    await deliverMails(context)
    expect(server.received).toEqual([])
    expect((await rowsOf(mail)).map(row => row.outcome).sort()).toEqual(['refused', 'suppressed'])
  })

  it('is given up when it has become useless', async () => {
    const mail = wanted({ usefulSeconds: -1 })
    await queue(mail)
    await deliverMails(context)
    expect([await rowsOf(mail), server.received]).toMatchObject([[{ outcome: 'expired', content: null }], []])
  })

  it('says nothing of its content in the database or in a log', async () => {
    await queue(wanted())
    server.trouble.status = 500
    await deliverMails(context)
    const rows = await database.query('select t::text from mail t')
    for (const text of [JSON.stringify(rows), log.text()]) {
      expect(text).not.toContain('canary-token-in-a-mail')
      expect(text).not.toContain('Canary words')
    }
    expect(log.text()).toContain('mail not taken')
  })
})

describe('the form of a mail', () => {
  it('lets nothing of what people wrote become HTML, and keeps Arabic on its side', () => {
    const evil = `<img src=x onerror=alert(1)>"'&`
    const { html, subject } = renderMail({
      locale: 'ar-MA',
      subject: `${evil}\r\nBcc: eve@example.test`,
      paragraphs: [evil],
      button: { label: evil, url: `https://x.example/?a=1&b="onmouseover="x` },
      footer: evil,
      brand: { name: evil, color: '#fff"><script>' },
    })
    expect(html).not.toMatch(/<img|<script|"onmouseover/)
    expect(html).toContain('<html lang="ar" dir="rtl">')
    expect(subject).not.toMatch(/[\r\n]/)
  })
})
