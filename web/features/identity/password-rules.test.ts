import { expect, it } from 'vitest'
import { strengthOf } from './password-rules.ts'

it.each(['Amina2026!!', 'darzitoun12', 'amina@dar-zitoun.example', 'Dar Zitoun 1'])(
  '“%s” is made of own words',
  password => {
    expect(strengthOf(password, ['Amina Benali', 'Dar Zitoun', 'amina@dar-zitoun.example'])).toBe('own')
  },
)

it('takes a sentence in which a name occurs', () => {
  expect(strengthOf('Amina walks her seven dogs', ['Amina Benali'])).toBe('good')
})

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
