import { describe, expect, it } from 'vitest'
import type { Bot } from '../../lib/api/types.ts'
import { wayToOrder } from './describe.ts'

const all: Bot = { available: true, answers: true, tellsOrders: true, canOrder: true }

describe('a page without orders promises', () => {
  it.each<[string, Bot | undefined]>([
    ['orders.noneAbout', all],
    ['orders.noneSwitchedOff', { ...all, answers: false }],
    ['orders.noneEmpty', { ...all, canOrder: false }],
    ['orders.noneNoBot', { available: false, answers: false, tellsOrders: false, canOrder: false }],
    ['orders.noneHere', undefined],
  ])('%s with %o', (text, bot) => {
    expect(wayToOrder(bot)).toBe(text)
  })
})
