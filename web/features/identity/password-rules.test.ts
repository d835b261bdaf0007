import { expect, it } from 'vitest'
import { strengthOf } from './password-rules.ts'

it.each([
  ['', 'short'],
  ['ninechars', 'short'],
  ['كلمةسر', 'short'],
  ['aaaaaaaaaaaa', 'plain'],
  ['abcabcabcabc', 'plain'],
  ['password1234', 'plain'],
  ['tealobsters', 'fair'],
  ['four quiet blue herons', 'good'],
  ['Teal7lobster', 'good'],
] as const)('“%s” is %s', (password, strength) => {
  expect(strengthOf(password)).toBe(strength)
})
