import { describe, expect, it } from 'vitest'
import { parseDelivery } from './parse.ts'

const CHANNEL = { id: 'c', externalId: '1065', externalAccountId: '1022' }

function read(field: string | undefined, value: object) {
  const whole = { messaging_product: 'whatsapp', metadata: { phone_number_id: '1065' }, contacts: [{}], ...value }
  const body = JSON.stringify({ entry: [{ id: '1022', changes: [{ field, value: whole }] }] })
  const { messages, statuses, notices } = parseDelivery(
    { body: Buffer.from(body), headers: {}, receivedAt: new Date() },
    CHANNEL,
  )
  return {
    messages: messages.map(message => [message.providerMessageId, message.direction, message.historic ?? false]),
    statuses: statuses.map(status => status.providerMessageId),
    notices,
  }
}

const body = { timestamp: '1764000000', type: 'text', text: { body: 'Hi' } }
const messages = [{ id: 'in', from: '212612345678', ...body }]
const message_echoes = [{ id: 'echo', from: '15550001111', to: '212612345678', ...body }]
const history = [{ threads: [{ id: '212612345678', messages: [{ id: 'past', from: '212612345678', ...body }] }] }]
const statuses = [{ id: 'sent', status: 'delivered', timestamp: '1764000000' }]
const errors = [{ code: 131000, title: 'Something went wrong' }]
const IN = ['in', 'inbound', false]
const ECHO = ['echo', 'outbound', false]
const PAST = ['past', 'inbound', true]

describe('every part of a change is read', () => {
  it.each([
    ['echoes beside messages', 'messages', { messages, message_echoes }, [IN, ECHO], []],
    ['echoes beside messages without a field', undefined, { messages, message_echoes }, [IN, ECHO], []],
    ['echoes beside statuses', 'messages', { statuses, message_echoes }, [ECHO], ['sent']],
    ['statuses beside echoes', 'smb_message_echoes', { statuses, message_echoes }, [ECHO], ['sent']],
    [
      'messages, echoes and statuses beside history',
      'history',
      { history, messages, message_echoes, statuses },
      [PAST, ['in', 'inbound', true], ECHO],
      ['sent'],
    ],
  ])('%s', (_what, field, value, expected, told) => {
    const parsed = read(field, value)
    expect(parsed.messages).toEqual(expected)
    expect(parsed.statuses).toEqual(told)
    expect(parsed.notices.filter(notice => notice.problem)).toEqual([])
  })

  it.each([
    ['errors beside history', 'history', { history }, { errors }],
    ['errors beside echoes', 'smb_message_echoes', { message_echoes }, { errors }],
    ['errors beside messages', 'messages', { messages }, { errors }],
    ['messages beside echoes', 'smb_message_echoes', { message_echoes }, { messages }],
    ['calls beside messages', 'messages', { messages }, { calls: { 0: 1 } }],
    ['groups and errors beside statuses', 'messages', { statuses }, { groups: [{ group_id: 'G1' }], errors }],
    ['a part of another shape', 'messages', { statuses }, { messages: { 0: messages[0] } }],
  ])('or is a notice: %s', (_what, field, known, left) => {
    const parsed = read(field, { ...known, ...left })
    expect(parsed.messages.length + parsed.statuses.length).toBe(1)
    expect(parsed.notices.at(-1)).toEqual({ field, value: left })
  })

  it('and what is empty is nothing', () => {
    expect(read('messages', { messages, calls: [], errors: null, groups: {} }).notices).toEqual([])
  })
})
