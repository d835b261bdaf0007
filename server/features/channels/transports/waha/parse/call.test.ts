import { describe, expect, it } from 'vitest'
import { parse } from './fixtures/events.ts'

const CHAT = '212655000001@c.us'
const ME = '212600000000@c.us'
const read = (event: string, payload: object) => parse({ event, session: 'default', me: { id: ME }, payload })
const call = { id: 'CALL1', from: CHAT, timestamp: 1721374000, isVideo: false, isGroup: false, _data: {} }
const AT = new Date(1721374000_000).toISOString()

describe('a call by WAHA', () => {
  it.each([
    ['call.received', {}, { status: 'ringing', startedAt: AT }],
    ['call.received', { isVideo: true }, { status: 'ringing', startedAt: AT, video: true }],
    ['call.accepted', {}, { status: 'answered', startedAt: AT }],
    ['call.rejected', {}, { status: 'rejected', endedAt: AT }],
    ['call.rejected', { _data: { Reason: 'timeout' } }, { status: 'missed', endedAt: AT }],
  ])('is a message under the id of the call: %s %j', (event, changes, expected) => {
    const { messages, notices } = read(event, { ...call, ...changes })
    expect(notices).toEqual([])
    expect(messages).toEqual([
      {
        providerMessageId: 'CALL1',
        direction: 'inbound',
        type: 'call',
        content: { call: { direction: 'inbound', ...expected } },
        identities: expect.arrayContaining([{ kind: 'phone', scope: '', value: '+212655000001' }]),
        address: { kind: 'wa_id', value: '212655000001' },
        at: new Date(AT),
      },
    ])
  })

  it('by somebody who shows no number is known by both names', () => {
    const { messages } = read('call.received', {
      ...call,
      from: '111@lid',
      _data: { callerPn: '212655000001@s.whatsapp.net' },
    })
    expect(messages).toMatchObject([{ address: { kind: 'lid', value: '111' } }])
    expect(messages[0]!.identities.map(({ kind }) => kind)).toEqual(['phone', 'wa_id', 'lid'])
  })

  it('in a group stands there; without the group, or a caller, it is a notice', () => {
    const _data = { groupJid: '12036@g.us' }
    expect(read('call.received', { ...call, isGroup: true, _data }).messages).toMatchObject([{ groupId: '12036@g.us' }])
    expect(read('call.received', { ...call, isGroup: true })).toMatchObject({ messages: [], notices: [{}] })
    expect(read('call.rejected', { ...call, from: undefined })).toMatchObject({
      messages: [],
      notices: [{ problem: 'a call without id or person' }],
    })
  })
})
