import { expect, test } from 'vitest'
import { directionOf, makeWamid } from './wamid.ts'

test('the direction of recorded ids is read from their bytes', () => {
  expect(directionOf('wamid.HBgLMTYxMzU1NTAxMjMVAgARGBJDRDhCNTAwRkU0MTdCNkI3OUMA')).toBe('outgoing')
  expect(directionOf('wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=')).toBe('incoming')
  expect(directionOf('wamid.xyzxyz')).toBe(null)
  expect(directionOf('123456')).toBe(null)
})

test('made ids have the recorded layout and never repeat', () => {
  const ids = new Set(Array.from({ length: 5000 }, () => makeWamid('16135550123', 'outgoing')))
  expect(ids.size).toBe(5000)
  const [id] = ids
  expect(id).toMatch(/^wamid\.HBgLMTYxMzU1NTAxMjMVAgARGB[IJ][A-Za-z0-9+/]+A$/)
  expect(id).toHaveLength('wamid.HBgLMTYxMzU1NTAxMjMVAgARGBJDRDhCNTAwRkU0MTdCNkI3OUMA'.length)
  expect(directionOf(makeWamid('16135550123', 'incoming'))).toBe('incoming')
})
