import { describe, expect, it } from 'vitest'
import type { InboundMessage } from '../../channels/index.ts'
import { summariseMessages } from './conversation-summary.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute))
const message = (changes: Partial<InboundMessage> = {}): InboundMessage => ({
  providerMessageId: 'x',
  direction: 'inbound',
  type: 'text',
  content: { text: { body: 'hi' } },
  identities: [],
  address: { kind: 'wa_id', value: '1' },
  at: at(0),
  ...changes,
})
const echo = (minute: number, changes: Partial<InboundMessage> = {}) =>
  message({ direction: 'outbound', at: at(minute), ...changes })
const reaction = (changes: Partial<InboundMessage> = {}) =>
  message({ type: 'reaction', content: { reaction: { providerMessageId: 'y', emoji: '👍' } }, ...changes })

describe('new messages of one conversation', () => {
  it('count as unread and waiting since the first of them', () => {
    expect(summariseMessages([message({ at: at(3) }), message({ at: at(5) })])).toMatchObject({
      count: 2,
      unread: 2,
      answered: false,
      waitingFrom: at(3),
      inboundAt: at(5),
      reopens: true,
    })
  })

  it('are read and answered by what the business wrote on its phone; only later ones wait', () => {
    expect(summariseMessages([message({ at: at(1) }), echo(2)])).toMatchObject({
      unread: 0,
      answered: true,
      waitingFrom: null,
      lastDirection: 'outbound',
    })
    expect(summariseMessages([message({ at: at(1) }), echo(2), message({ at: at(3) })])).toMatchObject({
      unread: 1,
      answered: true,
      waitingFrom: at(3),
      lastDirection: 'inbound',
    })
  })

  it('open the window at the newest time, in whatever order they came', () => {
    expect(summariseMessages([message({ at: at(9) }), message({ at: at(2) })]).inboundAt).toEqual(at(9))
    expect(summariseMessages([echo(9)]).inboundAt).toBeNull()
    expect(summariseMessages([message({ type: 'system', content: {} })]).inboundAt).toBeNull()
    expect(summariseMessages([reaction({ at: at(4) })]).inboundAt).toEqual(at(4))
  })

  it('that only react, edit, take back or report neither wait nor reopen', () => {
    for (const type of ['reaction', 'edit', 'revoke', 'system']) {
      const quiet = message({ type, content: {} })
      expect(summariseMessages([quiet])).toMatchObject({ count: 1, unread: 0, waitingFrom: null, reopens: false })
    }
    expect(summariseMessages([message(), echo(1, { type: 'reaction', content: {} })])).toMatchObject({
      answered: false,
      unread: 1,
    })
  })

  it('say where answers go: to the last address that wrote', () => {
    const moved = message({ address: { kind: 'wa_id', value: '2' } })
    expect(summariseMessages([message(), moved, echo(1)]).address).toEqual({ kind: 'wa_id', value: '2' })
    expect(summariseMessages([echo(1)]).address).toBeNull()
  })

  it('say that a new user id takes the place of the old one, never that of a number', () => {
    const system = { kind: 'user_changed_user_id', newUserId: 'MA.2' }
    const changed = message({ type: 'system', content: { system }, address: { kind: 'bsuid', value: 'MA.1' } })
    expect(summariseMessages([changed]).address).toEqual({ kind: 'bsuid', value: 'MA.2' })
    expect(summariseMessages([message({ type: 'system', content: { system } })]).address).toEqual(message().address)
    const both = { ...changed, content: { system: { ...system, newWaId: '3' } } }
    expect(summariseMessages([both]).address).toEqual({ kind: 'wa_id', value: '3' })
  })
})
