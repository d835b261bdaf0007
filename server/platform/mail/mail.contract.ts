import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../ids/index.ts'
import type { MailTransport, OutgoingMail } from './port.ts'
import type { ReceivedMail } from './servers.fixture.ts'

export interface MailSide {
  transport: MailTransport
  received(): Promise<ReceivedMail[]>
  close(): Promise<void>
}

const mail = (changes: Partial<OutgoingMail> = {}): OutgoingMail => ({
  id: newId(),
  to: 'amina@example.test',
  fromName: 'مطعم الورد',
  subject: 'Votre invitation — دعوتك',
  text: 'Bonjour,\n\nhttps://tawsil.example/accept-invitation#token=abc=def\n',
  html: '<p dir="rtl">أهلا وسهلا</p>\n',
  ...changes,
})

/** What every way for mail does that really takes one. */
export function mailContract(name: string, open: () => Promise<MailSide>): void {
  describe(`mail by ${name}`, () => {
    let side: MailSide
    beforeAll(async () => {
      side = await open()
    })
    afterAll(async () => {
      await side.transport.close()
      await side.close()
    })
    const last = async () => (await side.received()).at(-1)!

    it('arrives whole, in any script, under the name of the business', async () => {
      const sent = mail()
      await side.transport.send(sent)
      const got = await last()
      expect(got).toMatchObject({ id: sent.id, to: sent.to, fromName: sent.fromName, subject: sent.subject })
      expect([got.text.trim(), got.html.trim()]).toEqual([sent.text.trim(), sent.html.trim()])
    })

    it('cannot be given another recipient by a name or a subject', async () => {
      const breaks = 'Café "x" <y@example.test>\r\nBcc: eve@example.test'
      await side.transport.send(mail({ fromName: breaks, subject: breaks }))
      const { to, fromName, subject } = await last()
      expect(to).toBe('amina@example.test')
      expect(`${fromName}${subject}`).not.toMatch(/[\r\n]/)
    })

    it('keeps its id when it is sent again, so that a repetition can be told', async () => {
      const sent = mail()
      await side.transport.send(sent)
      await side.transport.send(sent)
      const ids = (await side.received()).map(one => one.id).filter(id => id === sent.id)
      expect(ids.length).toBeGreaterThan(0)
      expect(new Set(ids).size).toBe(1)
    })
  })
}
