import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drainEvents } from '../../platform/events/index.ts'
import { buildApp, type TestApp } from '../../test/buildApp.ts'
import { newPhone, ordersOf, type Shop, shop, USER } from '../../test/customer.ts'
import { connectTwilio, postTwilio, type TwilioSender, twilioText } from '../../test/twilio.ts'
import { addCategory, addItem } from '../commerce/index.ts'
import { drainIntake, drainSends } from '../messaging/index.ts'

/** An order over a channel that has neither buttons nor lists: everything is asked and answered in words. */

const sent: Array<{ to: string; body: string }> = []
let sids = 0
const provider = createServer(async (request, response) => {
  const form = new URLSearchParams(await text(request))
  sent.push({ to: form.get('To')!, body: form.get('Body') ?? '' })
  response.writeHead(201, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ sid: `SM${String(++sids).padStart(32, '0')}`, status: 'queued' }))
})

let app: TestApp
beforeAll(async () => {
  await once(provider.listen(0, '127.0.0.1'), 'listening')
  const twilioApiUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
  app = await buildApp({ parts: { config: { twilioApiUrl } } })
})
afterAll(async () => {
  await app.close()
  provider.closeAllConnections()
  provider.close()
})

/** What the customer's phone shows after one word of theirs. */
async function write(sender: TwilioSender, phone: string, body: string): Promise<string> {
  const params = twilioText(sender, { From: `whatsapp:+${phone}`, WaId: phone, Body: body })
  expect((await postTwilio(app, params, { token: sender.authToken })).statusCode).toBe(200)
  const before = sent.length
  await drainIntake(app.context)
  await drainEvents(app.context)
  await drainSends(app.context)
  const mine = sent.slice(before)
  expect(new Set(mine.map(message => message.to))).toEqual(new Set([`whatsapp:+${phone}`]))
  return mine.map(message => message.body).join('\n\n')
}

const lastHeard = async (place: Shop, phone: string) => {
  const [row] = await app.database.query(
    `select m.type, m.content from message m join conversation c on c.id = m.conversation_id
     where m.tenant_id = $1 and c.address = $2 and m.direction = 'inbound' order by m.seq desc limit 1`,
    [place.id, phone],
  )
  return row
}

describe('a customer who sees no buttons', () => {
  it('orders by numbers, in whatever digits they write', async () => {
    const place = await shop(app)
    const sender = await connectTwilio(app, place)
    const phone = newPhone()
    expect(await write(sender, phone, 'hi')).toContain('1. 🆕 New order\n2. 🚚 Track order\n3. ☎️ Talk to support')
    expect(await write(sender, phone, '1')).toContain('1. 🛵 Delivery\n2. 🏠 Pickup')
    expect(await lastHeard(place, phone)).toEqual({
      type: 'interactive',
      content: {
        text: { body: '1' },
        interactive: { kind: 'button_reply', id: 'new_order', title: '🆕 New order' },
      },
    })
    expect(await write(sender, phone, '٢')).toContain('1. Hummus')
    expect(await write(sender, phone, '#2')).toContain('3. 🔢 Other quantity')
    // Asked for a number, the customer means that number and no line of the question before.
    expect(await write(sender, phone, '3')).toContain('Write a number from 1 to 20')
    expect(await write(sender, phone, '3')).toContain('3 × Kebab')
    expect(await write(sender, phone, '✅ Checkout')).toContain('SAR 144.00')
    expect(await write(sender, phone, '1. ✅ Confirm')).toContain('order #1 is placed')
    expect(await ordersOf(app, place, phone)).toMatchObject([{ totalAmount: 14400 }])
  })

  it('gets a receipt that is longer than a message as several, with every line', async () => {
    const place = await shop(app)
    const names = Array.from(
      { length: 30 },
      (_, no) => `Platter ${no} with everything that the kitchen has on this day`,
    )
    await app.context.db.tenant(place.id, async tx => {
      const category = await addCategory(tx, { name: 'Platters', translations: {} }, USER)
      for (const [no, name] of names.entries()) {
        const price = { amount: 1000, currency: 'SAR' }
        const item = { code: `P${no}`, name, description: '', translations: {}, price, available: true }
        await addItem(tx, { ...item, categoryId: category.id }, USER)
      }
    })
    const sender = await connectTwilio(app, place)
    const phone = newPhone()
    const before = sent.length
    await write(sender, phone, names.map((_, no) => `#P${no}`).join(' '))
    const bodies = sent.slice(before).map(message => message.body)
    expect(bodies.every(body => body.length <= 1600)).toBe(true)
    const lines = bodies
      .join('\n')
      .split('\n')
      .filter(line => line.startsWith('• '))
    expect(lines).toEqual(names.map(name => expect.stringContaining(`1 × ${name}: SAR`)))
    expect(bodies.at(-1)).toContain('1. 🛵 Delivery')
  })

  it('is not given another business’s answers', async () => {
    const [one, other] = [await shop(app), await shop(app)]
    const [ofOne, ofOther] = [await connectTwilio(app, one), await connectTwilio(app, other)]
    const phone = newPhone()
    await write(ofOne, phone, 'hi')
    await write(ofOther, phone, '1')
    expect(await lastHeard(other, phone)).toMatchObject({ type: 'text' })
  })
})

describe('an offered answer', () => {
  it('is none after a day, and none to what was written before it was offered', async () => {
    const place = await shop(app)
    const sender = await connectTwilio(app, place)
    const phone = newPhone()
    await write(sender, phone, 'hi')
    const age = (interval: string) =>
      app.database.query(
        `update conversation set choices_at = now() + $3::interval where tenant_id = $1 and address = $2`,
        [place.id, phone, interval],
      )
    for (const interval of ['-25 hours', '10 minutes']) {
      await age(interval)
      const params = twilioText(sender, { From: `whatsapp:+${phone}`, WaId: phone, Body: '1' })
      await postTwilio(app, params, { token: sender.authToken })
      await drainIntake(app.context)
      expect(await lastHeard(place, phone)).toMatchObject({ type: 'text' })
    }
  })
})
