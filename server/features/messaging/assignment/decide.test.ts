import { expect, it } from 'vitest'
import { type Candidate, decide, type WaitingConversation } from './decide.ts'

const person = (userId: string, changes: Partial<Candidate> = {}): Candidate => ({
  ...{ userId, open: 0, capacity: 10, skills: [], languages: [], teams: [], turn: 0 },
  ...changes,
})
const waiting = (conversationId: string, changes: Partial<WaitingConversation> = {}): WaitingConversation => ({
  ...{ conversationId, teamId: null, skills: [], language: null },
  ...changes,
})

it('gives turns to the person whose last one is longest ago, whatever they have', () => {
  const people = [person('a', { turn: 7 }), person('b', { turn: 3, open: 9 }), person('c', { turn: 5 })]
  expect(decide('round_robin', [waiting('1')], people)).toMatchObject({ conversationId: '1', userId: 'b' })
})

it('gives to who has least, and among equals to the one whose turn is longest ago', () => {
  const people = [
    person('a', { open: 2, turn: 1 }),
    person('b', { open: 1, turn: 9 }),
    person('c', { open: 1, turn: 4 }),
  ]
  expect(decide('least_loaded', [waiting('1')], people)?.userId).toBe('c')
})

it('gives to nobody who has as many as they can', () => {
  expect(decide('round_robin', [waiting('1')], [person('a', { open: 2, capacity: 2 })])).toBeNull()
  const people = [person('a', { open: 2, capacity: 2 }), person('b', { open: 5, turn: 9 })]
  expect(decide('least_loaded', [waiting('1')], people)?.userId).toBe('b')
})

it('gives only to who has every skill that is needed, and keeps nobody waiting behind one that nobody can take', () => {
  const people = [person('a', { skills: ['billing'] }), person('b', { skills: ['billing', 'returns'], turn: 8 })]
  const both = waiting('1', { skills: ['billing', 'returns'] })
  expect(decide('round_robin', [both], people)?.userId).toBe('b')
  const unknown = waiting('0', { skills: ['insurance'] })
  expect(decide('round_robin', [unknown, both], people)).toMatchObject({ conversationId: '1', userId: 'b' })
  expect(decide('round_robin', [unknown], people)).toBeNull()
})

it('gives what a team has to its people alone', () => {
  const people = [person('a'), person('b', { teams: ['kitchen'], turn: 9 })]
  expect(decide('round_robin', [waiting('1', { teamId: 'kitchen' })], people)?.userId).toBe('b')
  expect(decide('round_robin', [waiting('1', { teamId: 'till' })], people)).toBeNull()
})

it('prefers who speaks the customer’s language, and takes somebody else before nobody', () => {
  const people = [person('a'), person('b', { languages: ['ar', 'fr'], turn: 9 })]
  expect(decide('round_robin', [waiting('1', { language: 'ar' })], people)).toMatchObject({
    userId: 'b',
    why: { language: 'ar' },
  })
  expect(decide('round_robin', [waiting('1', { language: 'en' })], people)).toMatchObject({
    userId: 'a',
    why: { language: null },
  })
})
