import { describe, expect, it } from 'vitest'
import { type Heard, type Spoken, turnsOf } from './turns.ts'

const heard = (seq: number, conversationId = 'c'): Heard => ({
  id: `in-${seq}`,
  messageId: `m${seq}`,
  conversationId,
  seq,
})
const turn = (seq: number, change: Partial<Spoken> = {}): Spoken => ({
  id: `t${seq}`,
  conversationId: 'c',
  seq,
  answers: undefined,
  bubbles: [`b${seq}`],
  withdrawn: false,
  ...change,
})
const naming = (seq: number, answers: number) => turn(seq, { answers: `m${answers}` })
const inputs = (messages: Heard[], spoken: Spoken[], grouping = false) =>
  Object.fromEntries(turnsOf(messages, spoken, grouping).map(one => [one.id, one.inputs]))

describe('which messages a turn answers', () => {
  it('is the one that it names, in whatever order they came', () => {
    expect(inputs([heard(1), heard(2)], [naming(3, 2), naming(4, 1)])).toEqual({ t3: ['in-2'], t4: ['in-1'] })
  })

  it('is the oldest open one before it, when it names none', () => {
    const messages = [heard(1), heard(2), heard(4)]
    expect(inputs(messages, [turn(3), turn(5), turn(6)])).toEqual({ t3: ['in-1'], t5: ['in-2'], t6: ['in-4'] })
  })

  it('are several where they may be grouped, and never otherwise', () => {
    const messages = [heard(1), heard(3), heard(4)]
    expect(inputs(messages, [turn(2), turn(5)], true)).toEqual({ t2: ['in-1'], t5: ['in-3', 'in-4'] })
    expect(inputs(messages, [turn(2), turn(5)])).toEqual({ t2: ['in-1'], t5: ['in-3'] })
  })

  it('is none that came after the last turn', () => {
    expect(inputs([heard(1), heard(3)], [turn(2)], true)).toEqual({ t2: ['in-1'] })
  })

  it('is the message of the turn before, when no other is left: it has two answers', () => {
    expect(inputs([heard(1)], [turn(2), turn(3)])).toEqual({ t2: ['in-1'], t3: ['in-1'] })
    expect(inputs([heard(1), heard(2)], [naming(3, 1), naming(4, 1)])).toEqual({ t3: ['in-1'], t4: ['in-1'] })
  })

  it('is none where nobody had written', () => {
    expect(inputs([heard(2)], [turn(1), turn(3)])).toEqual({ t1: [], t3: ['in-2'] })
  })

  it('are those of an answer whose place it took', () => {
    const spoken = [{ ...naming(2, 1), withdrawn: true }, naming(4, 3)]
    expect(inputs([heard(1), heard(3)], spoken)).toEqual({ t4: ['in-3', 'in-1'] })
  })

  it('is none of another conversation', () => {
    expect(inputs([heard(1), heard(1, 'd')], [turn(2)], true)).toEqual({ t2: ['in-1'] })
  })
})
