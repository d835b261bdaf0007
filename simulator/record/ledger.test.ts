import { expect, test } from 'vitest'
import type { Entry } from './journal.ts'
import { createLedger } from './ledger.ts'

let seq = 0
const entry = (partial: Partial<Entry>): Entry => ({ seq: ++seq, at: '', kind: 'send', status: 200, ...partial })
const accepted = (attemptId?: string, more: Partial<Entry> = {}) =>
  entry({ accepted: true, attemptId, wamid: `w${seq}`, ...more })

test('an attempt accepted twice is a duplicate with both message ids', () => {
  const ledger = createLedger()
  for (const id of ['a', 'b', 'a']) ledger.add(accepted(id))
  ledger.add(accepted())
  expect(ledger.summary().sends).toEqual({
    seen: 4,
    accepted: 4,
    refused: 0,
    withoutId: 1,
    uniqueIds: 2,
    exactlyOnce: 1,
    duplicates: 1,
  })
  expect(ledger.sets().accepted).toEqual({ a: 2, b: 1 })
  expect(ledger.sets().duplicates.a).toHaveLength(2)
})

test('silence, a server error and a malformed answer are ambiguous; a clear refusal is not', () => {
  const ledger = createLedger()
  ledger.add(accepted('timeout', { status: null }))
  ledger.add(accepted('error', { status: 500 }))
  ledger.add(accepted('garbled', { note: { malformed: 'truncated' } }))
  ledger.add(entry({ attemptId: 'lost', accepted: false, status: null }))
  ledger.add(entry({ attemptId: 'refused', accepted: false, status: 400 }))
  ledger.add(entry({ kind: 'unanswered', attemptId: 'hung-up', accepted: true }))
  expect(ledger.summary().ambiguous).toEqual({ accepted: 4, notAccepted: 1 })
  expect(ledger.sets().ambiguous).toEqual({
    accepted: ['timeout', 'error', 'garbled', 'hung-up'],
    notAccepted: ['lost'],
  })
  expect(ledger.summary().sends.refused).toBe(2)
})

test('a summary is a copy: later entries do not change it', () => {
  const ledger = createLedger()
  const before = ledger.summary()
  ledger.add(accepted('a'))
  ledger.add(entry({ kind: 'status', type: 'sent' }))
  expect(before.sends.seen).toBe(0)
  expect(before.statuses).toEqual({})
})
