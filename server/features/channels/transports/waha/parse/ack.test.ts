import { describe, expect, it } from 'vitest'
import { event, parse } from './fixtures/events.ts'

describe('what we sent', () => {
  const callbackData = '0198a6f0-7b8c-7d1e-9f0a-1b2c3d4e5f60.1'

  it('is a status of our attempt, never a second message', () => {
    const { messages, statuses } = parse(event('echo of our send'))
    expect(messages).toEqual([])
    expect(statuses).toEqual([
      {
        providerMessageId: '3EB00198A6F07B8C7D1E9F0A1B2C3D4E5F6001',
        status: 'sent',
        callbackData,
        at: new Date(1770000013_000),
      },
    ])
  })

  it('is known by its id alone, whatever the engine says of its source', () => {
    const { payload } = event('echo of our send') as { payload: object }
    for (const source of ['app', undefined, null]) {
      const { messages, statuses } = parse({ ...event('echo of our send'), payload: { ...payload, source } })
      expect([messages.length, statuses[0]!.callbackData]).toEqual([0, callbackData])
    }
  })

  it('but with an id that WhatsApp made is a status by that id', () => {
    const { messages, statuses } = parse(event('echo of a file we sent'))
    expect(messages).toEqual([])
    expect(statuses).toMatchObject([{ providerMessageId: '3EB0C0FFEE', status: 'delivered' }])
    expect(statuses[0]).not.toHaveProperty('callbackData')
  })

  it('is one message, whether its acks come by phone or by lid', () => {
    expect(parse(event('ack by lid')).statuses).toEqual([
      {
        providerMessageId: '3EB00198A6F07B8C7D1E9F0A1B2C3D4E5F6001',
        status: 'read',
        callbackData,
        at: new Date(1770000014_000),
      },
    ])
    expect(parse(event('ack of a group')).statuses).toMatchObject([
      { providerMessageId: '3EB0C0FFEE', status: 'delivered', detail: { participant: '111222333444555@lid' } },
    ])
  })

  it.each([
    [-1, 'failed'],
    [0, 'pending'],
    [1, 'sent'],
    [2, 'delivered'],
    [3, 'read'],
    [4, 'played'],
    [9, 'ack 9'],
  ])('is with ack %i: %s', (ack, status) => {
    const { payload } = event('ack by lid') as { payload: object }
    expect(parse({ ...event('ack by lid'), payload: { ...payload, ack } }).statuses).toMatchObject([{ status }])
  })

  it('is told by a bare id alone: what nothing says to be of others may be ours', () => {
    const bare = { ...event('ack by lid'), payload: { id: '3EB0C0FFEE', ack: 3 } }
    expect(parse(bare)).toMatchObject({
      messages: [],
      statuses: [{ providerMessageId: '3EB0C0FFEE', status: 'read' }],
      notices: [],
    })
    for (const theirs of [
      { fromMe: false },
      { _data: { key: { fromMe: false } } },
      { _data: { Info: { IsFromMe: false } } },
    ])
      expect(parse({ ...bare, payload: { ...bare.payload, ...theirs } })).toEqual({
        messages: [],
        statuses: [],
        notices: [],
      })
  })

  it.each([
    ['names no message', { id: undefined }],
    ['says nothing', { ack: null, ackName: undefined }],
  ])('is kept as a notice with a problem when its tick %s', (_what, change) => {
    const { payload } = event('ack by lid') as { payload: object }
    const { statuses, notices } = parse({ ...event('ack by lid'), payload: { ...payload, ...change } })
    expect(statuses).toEqual([])
    expect(notices).toMatchObject([{ field: 'message.ack', problem: expect.stringContaining('tick') }])
  })

  it('read from the history tells nothing of what nothing says to be ours', () => {
    const payload = { id: '3A0000000000000000B3', from: '212655000001@c.us', body: 'Hi', ack: 3 }
    const old = { ...event('echo of the phone'), payload }
    const { messages, statuses } = parse(old, { 'x-tawsil-reconciled': '2026-02-03T00:00:00Z' })
    expect([messages.length, statuses.length]).toEqual([1, 0])
  })

  it('on another device, read from the history, says how far it got; told live, it has its own ticks', () => {
    const { payload } = event('echo of the phone') as { payload: object }
    const old = { ...event('echo of the phone'), payload: { ...payload, source: undefined, ack: 3 } }
    const { messages, statuses } = parse(old, { 'x-tawsil-reconciled': '2026-02-03T00:00:00Z' })
    expect(messages).toMatchObject([{ direction: 'outbound' }])
    expect(statuses).toMatchObject([{ providerMessageId: '3A0000000000000000B3', status: 'read' }])
    expect(parse(old).statuses).toEqual([])
  })

  it('cannot be claimed by others: an id like ours is only ours in what we wrote', () => {
    const payload = {
      ...(event('echo of our send') as { payload: object }).payload,
      id: 'false_212655000001@c.us_3EB00198A6F07B8C7D1E9F0A1B2C3D4E5F6001',
      fromMe: false,
      from: '212655000001@c.us',
    }
    const { messages, statuses } = parse({ ...event('echo of our send'), payload })
    expect([messages.length, statuses.length]).toEqual([1, 0])
    expect(parse(event('ack of what others wrote'))).toEqual({ messages: [], statuses: [], notices: [] })
  })
})
