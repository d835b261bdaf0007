import { expect, test } from 'vitest'
import { replaceWords, sortByReference } from './tables.ts'

test('tables come after those that they refer to', () => {
  const tables = [{ name: 'message' }, { name: 'conversation' }, { name: 'contact' }]
  const references = [
    { name: 'message', target: 'conversation' },
    { name: 'conversation', target: 'contact' },
    { name: 'contact', target: 'tenant' },
  ]
  expect(sortByReference(tables, references).map(({ name }) => name)).toEqual(['contact', 'conversation', 'message'])
})

test('tables that refer to each other in a circle are refused', () => {
  const circle = [
    { name: 'a', target: 'b' },
    { name: 'b', target: 'a' },
  ]
  expect(() => sortByReference([{ name: 'a' }, { name: 'b' }], circle)).toThrow('circle: a, b')
})

test('only whole ids, numbers and message ids are replaced', () => {
  const id = '01989a3c-0000-7000-8000-000000000001'
  const words = new Map([
    [id, 'X'],
    ['15561000000', 'Y'],
    ['wamid.bench-1', 'Z'],
  ])
  const text = `{"id":"${id}","to":"15561000000","long":"155610000001","wa":"wamid.bench-1","other":"wamid.bench-12"}`
  expect(replaceWords(text, words)).toBe('{"id":"X","to":"Y","long":"155610000001","wa":"Z","other":"wamid.bench-12"}')
})
