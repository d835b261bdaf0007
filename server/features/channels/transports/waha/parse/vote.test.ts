import { describe, expect, it } from 'vitest'
import { parse } from './fixtures/events.ts'

const CHAT = '212655000001@c.us'
const ME = '212600000000@c.us'
const read = (event: string, payload: object) => parse({ event, session: 'default', me: { id: ME }, payload })

describe('a vote in a poll', () => {
  const poll = { id: `true_${CHAT}_3EB0AA`, to: CHAT, from: ME, fromMe: true }
  const vote = { id: `false_${CHAT}_3A01`, to: ME, from: CHAT, fromMe: false, timestamp: 1770000000000 }

  it.each([[['Mint']], [['Mint', 'Plain']], [[]]])(
    'is a message of the customer that answers the poll: %j',
    selectedOptions => {
      const { messages, notices } = read('poll.vote', { vote: { ...vote, selectedOptions }, poll })
      expect(notices).toEqual([])
      expect(messages).toMatchObject([
        {
          providerMessageId: '3A01',
          direction: 'inbound',
          type: 'interactive',
          content: { interactive: { kind: 'poll_vote', options: selectedOptions } },
          address: { kind: 'wa_id', value: '212655000001' },
          replyToProviderId: '3EB0AA',
          at: new Date(1_770_000_000_000),
        },
      ])
    },
  )

  it('in a group is of whoever voted', () => {
    const group = '120363000000000001@g.us'
    const said = { ...vote, id: `false_${group}_3A02`, from: group, participant: CHAT, selectedOptions: ['Mint'] }
    expect(read('poll.vote', { vote: said, poll }).messages).toMatchObject([
      { groupId: group, address: { value: '212655000001' } },
    ])
  })

  it('that says nothing is kept as a notice with its problem', () => {
    expect(read('poll.vote', { vote, poll })).toMatchObject({
      messages: [],
      notices: [{ problem: expect.any(String) }],
    })
    expect(read('poll.vote.failed', { vote, poll })).toMatchObject({
      messages: [],
      notices: [{ field: 'poll.vote.failed' }],
    })
  })
})

describe('an answer to an invitation', () => {
  const payload = {
    id: `false_${CHAT}_3A03`,
    timestamp: 1770000000,
    from: CHAT,
    fromMe: false,
    eventCreationKey: { id: `true_${CHAT}_3EB0BB`, to: CHAT, from: ME, fromMe: true },
  }

  it.each([
    ['GOING', 2, { kind: 'event_response', response: 'going', extraGuests: 2 }],
    ['NOT_GOING', 0, { kind: 'event_response', response: 'not_going' }],
    ['MAYBE', undefined, { kind: 'event_response', response: 'maybe' }],
  ])('is a message of the customer: %s', (response, extraGuestCount, interactive) => {
    const eventResponse = { response, timestampMs: 1770000000000, extraGuestCount }
    const [message] = read('event.response', { ...payload, eventResponse }).messages
    expect(message).toMatchObject({ providerMessageId: '3A03', type: 'interactive', replyToProviderId: '3EB0BB' })
    expect(message!.content.interactive).toEqual(interactive)
  })

  it('that says nothing is kept as a notice with its problem', () => {
    expect(read('event.response', payload)).toMatchObject({ messages: [], notices: [{ problem: expect.any(String) }] })
  })
})
