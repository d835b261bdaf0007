import { describe, expect, it } from 'vitest'
import { parseDelivery } from './parse.ts'

describe('what an account says of itself and its customers', () => {
  const change = (field: string, value: object) =>
    parseDelivery(
      {
        body: Buffer.from(
          JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '88', changes: [{ field, value }] }] }),
        ),
        headers: {},
        receivedAt: new Date('2026-11-21T10:00:00Z'),
      },
      { id: '0198c0de-0000-7000-8000-000000000001', externalId: null, externalAccountId: '88' },
    )

  it('threads from before it was connected are messages of both sides, marked as such', () => {
    const { messages, notices } = change('history', {
      messaging_product: 'whatsapp',
      history: [
        {
          metadata: { phase: 0, chunk_order: 1, progress: 50 },
          threads: [
            {
              id: '212600000001',
              messages: [
                { from: '212600000001', id: 'wamid.h1', timestamp: '1700000000', type: 'text', text: { body: 'Old' } },
                {
                  from: '15550783881',
                  to: '212600000001',
                  id: 'wamid.h2',
                  timestamp: 1700000060,
                  type: 'media_placeholder',
                },
              ],
            },
          ],
        },
      ],
    })
    expect(messages).toMatchObject([
      { direction: 'inbound', historic: true, content: { text: { body: 'Old' } }, at: new Date(1_700_000_000_000) },
      { direction: 'outbound', historic: true, type: 'media_placeholder', address: { value: '212600000001' } },
    ])
    expect(notices).toMatchObject([{ field: 'history', value: { metadata: { progress: 50 } } }])
  })

  it('a refusal to share them is kept', () => {
    const { messages, notices } = change('history', { history: [{ errors: [{ code: 2593109, title: 'declined' }] }] })
    expect(messages).toEqual([])
    expect(notices).toMatchObject([{ value: { errors: [{ code: 2593109 }] } }])
  })

  it('a customer who wants no more marketing is heard', () => {
    const said = { wa_id: '16505551234', category: 'marketing_messages', value: 'stop', timestamp: 1731705721 }
    const { preferences, notices } = change('user_preferences', { contacts: [], user_preferences: [said] })
    expect(preferences).toMatchObject([{ wants: 'stop', scope: 'marketing', at: new Date(1_731_705_721_000) }])
    expect(preferences![0]!.identities).toContainEqual({ kind: 'wa_id', scope: '', value: '16505551234' })
    expect(notices).toHaveLength(1)
  })

  it('an account that was disabled shows on its number', () => {
    const { states } = change('account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } })
    expect(states).toMatchObject([{ status: 'error', reason: expect.stringContaining('disabled') }])
  })
})
