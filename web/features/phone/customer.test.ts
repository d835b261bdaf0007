import { expect, it } from 'vitest'
import { newCustomer } from './customer.ts'

it('a new customer can be written from at once', () => {
  const { from, name } = newCustomer()
  expect(from).toMatch(/^\+2126\d{8}$/)
  expect(name).not.toBe('')
})
