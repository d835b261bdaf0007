import { expect, it } from 'vitest'
import { wordsOf } from './meaning.ts'

it.each([
  ['Message undeliverable', 'Message Undeliverable.', 'Message undeliverable (1)'],
  [
    'Re-engagement message',
    'Re-engagement message: more than 24 hours have passed',
    'Re-engagement message: more than 24 hours have passed (1)',
  ],
  ['The number is not on WhatsApp.', 'not on WhatsApp', 'The number is not on WhatsApp. (1)'],
  ['Rate limit hit', 'Try again later', 'Rate limit hit: Try again later (1)'],
  ['', 'Only this', 'Only this (1)'],
  ['Only this', '', 'Only this (1)'],
])('what a provider says as "%s" and "%s" is said once', (title, text, shown) => {
  expect(wordsOf({ code: '1', title, text })).toBe(shown)
})
