import { describe, expect, it } from 'vitest'
import { newId } from '../../../platform/ids/index.ts'
import type { AttemptState } from './attempt.sql.ts'
import { decideUnstarted } from './decide-unstarted.ts'

const attempt = (changes: Partial<AttemptState> = {}): AttemptState => ({
  messageId: newId(),
  conversationId: newId(),
  no: 1,
  state: 'queued',
  fence: null,
  messageStatus: 'queued',
  secondsLeft: null,
  waitedSeconds: 5,
  hindrance: null,
  ...changes,
})

describe('an attempt that was not begun', () => {
  it.each(['stopped', 'suspended'] as const)('waits while its channel or business is %s', hindrance => {
    expect(decideUnstarted(attempt({ hindrance }))).toEqual({ kind: 'wait', delaySeconds: 15 })
  })

  it('is claimed again at once when nothing keeps it any more', () => {
    expect(decideUnstarted(attempt())).toEqual({ kind: 'wait', delaySeconds: 0 })
  })

  it.each(['opted_out', 'removed', 'window_closed'] as const)('fails when it is %s, and says why', hindrance => {
    const decision = decideUnstarted(attempt({ hindrance }))
    expect(decision).toMatchObject({ kind: 'fail', close: { state: 'refused' } })
    if (decision.kind === 'fail') expect(decision.close.proof).toBe(decision.error.code)
  })

  it('fails when it has waited for a day', () => {
    const decision = decideUnstarted(attempt({ hindrance: 'stopped', waitedSeconds: 24 * 3600 + 1 }))
    expect(decision).toMatchObject({ kind: 'fail', error: { code: 'WAITED_TOO_LONG' } })
  })

  it('is not needed when its message has gone on without it', () => {
    expect(decideUnstarted(attempt({ messageStatus: 'failed' }))).toMatchObject({
      kind: 'done',
      close: { state: 'refused', proof: 'not needed any more' },
      lost: false,
    })
  })
})

describe('an attempt that somebody else began', () => {
  const begun = (changes: Partial<AttemptState>) => attempt({ state: 'sending', messageStatus: 'sending', ...changes })

  it('is waited for until its deadline', () => {
    expect(decideUnstarted(begun({ secondsLeft: 12.5 }))).toEqual({ kind: 'wait', delaySeconds: 12.5 })
  })

  it('is unknown when its deadline has passed, never made again', () => {
    expect(decideUnstarted(begun({ secondsLeft: -1 }))).toMatchObject({
      kind: 'done',
      close: { state: 'unknown' },
      lost: true,
    })
  })

  it('is accepted when a status has proven it', () => {
    expect(decideUnstarted(begun({ secondsLeft: -1, messageStatus: 'delivered' }))).toMatchObject({
      kind: 'done',
      close: { state: 'accepted', proof: 'status' },
      lost: false,
    })
  })

  it('is unknown, and not lost once more, when its message is unknown already', () => {
    expect(decideUnstarted(begun({ secondsLeft: -1, messageStatus: 'unknown' }))).toMatchObject({
      close: { state: 'unknown' },
      lost: false,
    })
  })
})

describe('an attempt that is over', () => {
  it('leaves the turn to the newer one when its message waits', () => {
    expect(decideUnstarted(attempt({ state: 'refused' }))).toEqual({ kind: 'wait', delaySeconds: 0 })
  })

  it.each(['accepted', 'unknown'] as const)('stays %s', state => {
    const over = { kind: 'done', close: undefined, lost: false }
    expect(decideUnstarted(attempt({ state, messageStatus: 'sent' }))).toEqual(over)
    expect(decideUnstarted(undefined)).toEqual(over)
  })
})
