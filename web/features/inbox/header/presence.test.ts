import { expect, it } from 'vitest'
import { next, type Seen } from './presence.ts'

const conversationId = 'conv_1'
const after = (...told: Array<['typing' | 'viewing', boolean]>) =>
  told
    .reduce((here, [kind, on]) => next(here, 'usr_1', kind, { conversationId, on }, 'Sara'), new Map<string, Seen>())
    .get('usr_1')?.kind

it('who writes looks, too: that they do takes nothing back', () => {
  expect(after(['typing', true], ['viewing', true])).toBe('typing')
  expect(after(['viewing', true], ['typing', true])).toBe('typing')
})

it('who stops writing still looks, until they leave', () => {
  expect(after(['viewing', true], ['typing', true], ['typing', false])).toBe('viewing')
  expect(after(['viewing', true], ['typing', true], ['typing', false], ['viewing', false])).toBeUndefined()
})
