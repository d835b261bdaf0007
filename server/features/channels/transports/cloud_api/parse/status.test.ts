import { describe, expect, it } from 'vitest'
import { parseDelivery } from './parse.ts'

describe('the word of a status', () => {
  it.each(['PLAYED', ' Played', 'played'])('%j is played', status => {
    const body = JSON.stringify({
      entry: [
        {
          id: '1022',
          changes: [
            {
              field: 'messages',
              value: {
                metadata: { phone_number_id: '1065' },
                statuses: [{ id: 'w', status, timestamp: '1764000000' }],
              },
            },
          ],
        },
      ],
    })
    const channel = { id: 'c', externalId: '1065', externalAccountId: '1022' }
    const { statuses } = parseDelivery({ body: Buffer.from(body), headers: {}, receivedAt: new Date() }, channel)
    expect(statuses.map(one => one.status)).toEqual(['played'])
  })
})

describe('a status', () => {
  const status = (changes: object = {}) => ({
    id: 'wamid.s',
    status: 'sent',
    timestamp: '1764000000',
    recipient_id: '212612345678',
    ...changes,
  })
  const parse = (value: object) => {
    const entry = [{ id: '1022', changes: [{ field: 'messages', value }] }]
    const body = Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }))
    const receivedAt = new Date('2026-01-02T03:04:05Z')
    return parseDelivery({ body, headers: {}, receivedAt }, { id: 'c', externalId: null, externalAccountId: null })
  }
  const read = (...statuses: unknown[]) => parse({ statuses })

  it.each(['sent', 'delivered', 'read', 'failed', 'played', 'deleted', 'warning', 'of-tomorrow'])(
    '%s is kept',
    name => {
      expect(read(status({ status: name })).statuses).toMatchObject([{ providerMessageId: 'wamid.s', status: name }])
    },
  )

  it('brings back our own attempt, its errors and what Meta adds', () => {
    const [one] = read(
      status({
        status: 'failed',
        biz_opaque_callback_data: 'attempt-1',
        pricing: { billable: true },
        conversation: { id: 'c1' },
        errors: [{ code: 130472, title: 'Experiment', error_data: { details: 'why' } }],
      }),
    ).statuses
    expect(one).toEqual({
      providerMessageId: 'wamid.s',
      status: 'failed',
      at: new Date('2025-11-24T16:00:00Z'),
      callbackData: 'attempt-1',
      errors: [{ code: 130472, title: 'Experiment', details: 'why' }],
      detail: { recipient: '212612345678', pricing: { billable: true }, conversation: { id: 'c1' } },
    })
  })

  it.each([
    ['captured', 'captured'],
    ['pending', 'pending'],
    ['failed', 'payment_failed'],
  ])('of a payment is kept with the payment, and never speaks of the message: %s', (word, name) => {
    const payment = { reference_id: 'order-7', amount: { value: 21000, offset: 100 }, currency: 'INR' }
    expect(read(status({ type: 'payment', status: word, payment })).statuses).toMatchObject([
      { providerMessageId: 'wamid.s', status: name, detail: { recipient: '212612345678', payment } },
    ])
  })

  it('of a group says whose phone it speaks of', () => {
    const group = {
      recipient_id: 'Y2FwaV9ncm91cDox',
      recipient_type: 'group',
      recipient_participant_id: '212612345678',
    }
    const [one] = read(status({ status: 'delivered', ...group })).statuses
    expect(one!.detail).toEqual({
      recipient: 'Y2FwaV9ncm91cDox',
      participant: '212612345678',
      member: [
        { kind: 'phone', scope: '', value: '+212612345678' },
        { kind: 'wa_id', scope: '', value: '212612345678' },
      ],
    })
  })

  it('without an id or a name is kept as a notice, and its neighbours are read', () => {
    const parsed = read(status({ id: undefined }), null, status(), { id: 'x' })
    expect(parsed.statuses).toHaveLength(1)
    expect(parsed.notices).toHaveLength(3)
  })

  it('may stand beside messages and errors', () => {
    const text = { from: '212612345678', id: 'wamid.x', timestamp: '1764000000', type: 'text', text: { body: 'x' } }
    const parsed = parse({ messages: [text], statuses: [status()], errors: [{ code: 131052 }] })
    expect([parsed.messages.length, parsed.statuses.length, parsed.notices.length]).toEqual([1, 1, 1])
  })
})
