import { describe, expect, it } from 'vitest'
import { type Bubble, type Heard, turnsOf } from './turns.ts'

const heard = (seq: number, conversationId = 'c'): Heard => ({
  id: `in-${seq}`,
  messageId: `m${seq}`,
  conversationId,
  seq,
})
const bubble = (seq: number, answers: number[], change: Partial<Bubble> = {}): Bubble => ({
  id: `b${seq}`,
  conversationId: 'c',
  seq,
  transaction: `t${seq}`,
  answers: answers.map(no => `m${no}`),
  replaced: false,
  ...change,
})
const inputs = (messages: Heard[], bubbles: Bubble[]) =>
  turnsOf(messages, bubbles).map(one => [one.bubbles.join(' '), ...one.inputs])

describe('which messages a turn answers', () => {
  it('are those that it names, in whatever order they came', () => {
    const messages = [heard(1), heard(2), heard(3)]
    expect(inputs(messages, [bubble(4, [2, 3]), bubble(5, [1])])).toEqual([
      ['b4', 'in-2', 'in-3'],
      ['b5', 'in-1'],
    ])
  })

  it('are the same for all that one transaction says, in each conversation by itself', () => {
    const transaction = 'same'
    const elsewhere = bubble(2, [], { transaction, conversationId: 'd', id: 'd2' })
    const said = [bubble(2, [1], { transaction }), bubble(3, [1], { transaction }), elsewhere]
    expect(inputs([heard(1)], said)).toEqual([['b2 b3', 'in-1'], ['d2']])
  })

  it('is one for two turns when both name it', () => {
    expect(inputs([heard(1)], [bubble(2, [1]), bubble(3, [1])])).toEqual([
      ['b2', 'in-1'],
      ['b3', 'in-1'],
    ])
  })

  it('is none where none is named, or one that is not there', () => {
    expect(inputs([heard(1)], [bubble(2, []), bubble(3, [9])])).toEqual([['b2'], ['b3']])
  })

  it('are those too of the answers whose place it took', () => {
    const replaced = true
    const said = [bubble(2, [1], { replaced }), bubble(4, [3], { replaced }), bubble(6, [5]), bubble(8, [7])]
    expect(inputs([heard(1), heard(3), heard(5), heard(7)], said)).toEqual([
      ['b6', 'in-1', 'in-3', 'in-5'],
      ['b8', 'in-7'],
    ])
  })

  it('are its own alone where only a part of the answer before was replaced', () => {
    const transaction = 'first'
    const first = [bubble(2, [1], { transaction }), bubble(3, [1], { transaction, replaced: true })]
    expect(inputs([heard(1), heard(4)], [...first, bubble(5, [4])])).toEqual([
      ['b2', 'in-1'],
      ['b5', 'in-4'],
    ])
  })

  it('is none of an answer that was taken back and that no other followed', () => {
    expect(inputs([heard(1), heard(3)], [bubble(2, [1]), bubble(4, [3], { replaced: true })])).toEqual([['b2', 'in-1']])
  })
})
