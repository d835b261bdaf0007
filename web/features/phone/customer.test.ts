import { expect, it } from 'vitest'
import { newCustomer, readNumber } from './customer.ts'

it.each([
  ['+212 612-345-678', '+212612345678'],
  ['00212612345678', '+212612345678'],
  ['212612345678', '+212612345678'],
])('%s is the number %s', (text, number) => {
  expect(readNumber(text)).toBe(number)
})

it.each(['', '0612345678', '12', '+', 'Sara', '1'.repeat(16)])('%s is no number', text => {
  expect(readNumber(text)).toBeNull()
})

it('a new customer can be written from at once', () => {
  const { from, name } = newCustomer()
  expect(readNumber(from)).toBe(from)
  expect(name).not.toBe('')
})
