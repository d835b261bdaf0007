import { expect, it } from 'vitest'
import { nameOf } from './names.ts'
import { conversation } from './samples.ts'

const called = (name: string, phone: string | null) =>
  nameOf(conversation(1, { contact: { id: 'con_1', name, phone, optedOutAt: null } }))

it('a name of which nothing can be seen gives way to the number', () => {
  expect(called('Nora', '+966505550165')).toBe('Nora')
  for (const name of ['\u0001\u0002', '\u200b', '\u3164']) {
    expect(called(name, '+966505550165')).toBe('+966 505 550 165')
    expect(called(name, null)).toBe('#')
  }
})
