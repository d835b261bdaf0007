import { expect, test } from 'vitest'
import { batchFor, split } from './commits.ts'

test.each([
  [7.1, { replies: 1, commits: 7 }],
  [1.5, { replies: 2, commits: 3 }],
  [1, { replies: 1, commits: 1 }],
  [0.25, { replies: 4, commits: 1 }],
  [0.001, { replies: 100, commits: 1 }],
])('%d commits a reply are written as %o', (perReply, batch) => {
  expect(batchFor(perReply)).toEqual(batch)
})

test('parts are consecutive, nearly equal, and together everything', () => {
  expect(split([1, 2, 3, 4, 5], 2)).toEqual([
    [1, 2, 3],
    [4, 5],
  ])
  expect(split([1, 2], 5)).toEqual([[1], [2]])
})
