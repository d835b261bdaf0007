import { expect, it } from 'vitest'
import { randomId, shownId } from './ids.ts'

it('one id has one shown form, however it came', () => {
  const uuid = '0198aaaa-bbbb-7ccc-8ddd-eeeeffff0000'
  const shown = 'conv_0198aaaabbbb7ccc8dddeeeeffff0000'
  expect(shownId('conv', uuid)).toBe(shown)
  expect(shownId('conv', shown)).toBe(shown)
  expect(shownId('conv', uuid.toUpperCase())).toBe(shown)
})

it.each([undefined, null, 7, '', 'conv_', 'hello', 'conv_0198'])('%s is no id', value => {
  expect(shownId('conv', value)).toBeNull()
})

it('random ids are UUIDs and differ', () => {
  const ids = Array.from({ length: 100 }, randomId)
  expect(new Set(ids).size).toBe(100)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
