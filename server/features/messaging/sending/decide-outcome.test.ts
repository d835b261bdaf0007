import { describe, expect, it } from 'vitest'
import { newId } from '../../../platform/ids/index.ts'
import type { SendOutcome } from '../../channels/index.ts'
import { decideOutcome, type OutcomeFacts } from './decide-outcome.ts'

const accepted: SendOutcome = { kind: 'accepted', providerMessageId: 'wamid.1' }
const unknown: SendOutcome = { kind: 'unknown', proof: 'no answer' }
const refused = (changes: object = {}): SendOutcome => ({
  kind: 'refused',
  retry: 'later',
  error: { code: 1, title: 'Busy' },
  ...changes,
})
const facts = (outcome: SendOutcome, changes: Partial<OutcomeFacts> = {}): OutcomeFacts => ({
  outcome,
  started: { no: 1, messageId: newId() },
  status: 'sending',
  held: true,
  putOff: 0,
  slowed: 0,
  retries: { attempts: 3, firstSeconds: 2 },
  now: Date.now(),
  ...changes,
})
const no = (number: number) => ({ started: { no: number, messageId: newId() } })

describe('what the provider took', () => {
  it('is sent', () => {
    expect(decideOutcome(facts(accepted))).toEqual({ kind: 'advance', providerMessageId: 'wamid.1', status: 'sent' })
  })

  it('is sent although it had been given up as unknown', () => {
    expect(decideOutcome(facts(accepted, { status: 'unknown', held: false }))).toMatchObject({ status: 'sent' })
  })

  it.each(['sent', 'delivered', 'read'])('keeps its id, and never falls back when it is %s already', status => {
    expect(decideOutcome(facts(accepted, { status }))).toEqual({
      kind: 'advance',
      providerMessageId: 'wamid.1',
      status: null,
    })
  })
})

describe('what nobody knows', () => {
  it.each([1, 2, 3])('is unknown after attempt %i, never tried again', number => {
    expect(decideOutcome(facts(unknown, no(number)))).toEqual({ kind: 'unknown' })
  })

  it.each(['unknown', 'sent', 'delivered', 'failed'])('changes nothing of a message that is %s', status => {
    expect(decideOutcome(facts(unknown, { status }))).toEqual({ kind: 'keep' })
  })
})

describe('what was refused and may pass', () => {
  it('is tried again by the next attempt', () => {
    expect(decideOutcome(facts(refused(), no(2)))).toMatchObject({ kind: 'retry', no: 3, failed: 1 })
  })

  it('waits for the same attempt when not a byte of it left, however often', () => {
    const given = { ...no(1), putOff: 40 }
    expect(decideOutcome(facts(refused({ unwritten: true }), given))).toMatchObject({ kind: 'wait', no: 1, failed: 40 })
  })

  it('is given up when its attempts are used up, as something that might have gone', () => {
    const error = { code: 1, title: 'Busy', text: '' }
    expect(decideOutcome(facts(refused(), no(3)))).toMatchObject({
      kind: 'give-up',
      exhausted: true,
      error: { code: 1 },
    })
    expect(decideOutcome(facts(refused(), { ...no(2), retries: { attempts: 2, firstSeconds: 1 } }))).toMatchObject({
      kind: 'give-up',
      error: { code: error.code, title: error.title },
    })
  })

  it('does not count refusals for the pace among its attempts', () => {
    expect(decideOutcome(facts(refused(), { ...no(8), slowed: 6 }))).toMatchObject({ kind: 'retry', no: 9 })
  })

  it('is queued anew when it was given up as unknown while its call slept', () => {
    for (const held of [true, false])
      expect(decideOutcome(facts(refused(), { status: 'unknown', held }))).toEqual({ kind: 'revive' })
  })

  it('is never put off by who has lost the lease', () => {
    expect(decideOutcome(facts(refused(), { held: false }))).toMatchObject({ kind: 'give-up', exhausted: false })
  })

  it('is not tried again when a report proved that another attempt arrived', () => {
    expect(decideOutcome(facts(refused(), { status: 'delivered' }))).toEqual({ kind: 'keep' })
  })
})

describe('what was refused for good', () => {
  it('fails at once, and is no dead letter', () => {
    expect(decideOutcome(facts(refused({ retry: 'never' })))).toMatchObject({ kind: 'give-up', exhausted: false })
  })

  it('stays delivered when it was', () => {
    expect(decideOutcome(facts(refused({ retry: 'never' }), { status: 'delivered' }))).toEqual({ kind: 'keep' })
  })
})
