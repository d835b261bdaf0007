import { describe, expect, it } from 'vitest'
import { parse, RECEIVED } from '../parse/fixtures/events.ts'

describe('a session', () => {
  const state = (status: string, more: object = {}) =>
    parse({
      event: 'session.status',
      session: 'default',
      timestamp: 1770000030000,
      payload: { status, statuses: [] },
      ...more,
    })

  it.each([
    ['STOPPED', 'disconnected', true],
    ['STARTING', 'connecting', false],
    ['SCAN_QR_CODE', 'qr', true],
    ['PASSKEY_REQUIRED', 'error', true],
    ['PASSKEY_CONFIRMATION_REQUIRED', 'qr', true],
    ['WORKING', 'connected', false],
    ['FAILED', 'error', true],
  ])('that is %s makes its channel %s', (word, status, explained) => {
    const { states, notices } = state(word)
    expect(states).toMatchObject([{ status, at: new Date(1770000030_000) }])
    expect(states![0]!.reason !== undefined).toBe(explained)
    expect(notices).toMatchObject([{ field: 'session.status' }])
  })

  it('tells its number when it works, and its own time', () => {
    const payload = { status: 'WORKING', statuses: [{ status: 'WORKING', timestamp: 1770000029000 }] }
    const { states } = state('WORKING', { payload, me: { id: '212600000000:7@c.us' } })
    expect(states).toEqual([{ status: 'connected', phoneNumber: '+212600000000', at: new Date(1770000029_000) }])
  })

  it('whose clock runs ahead does not hold later states off', () => {
    expect(state('STOPPED', { timestamp: RECEIVED.getTime() + 86_400_000 }).states![0]!.at).toEqual(RECEIVED)
  })

  it('in a state that nobody knows says nothing, and keeps a passkey’s challenge to itself', () => {
    const payload = { status: 'DREAMING', statuses: [], data: { challenge: 'canary' } }
    const { states, notices } = state('DREAMING', { payload })
    expect(states).toEqual([])
    expect(JSON.stringify(notices)).not.toContain('canary')
  })
})
