import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { thin } from './thinned.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

it('sends the first at once, and what follows together, in order, when its time is over', () => {
  const sent: number[] = []
  const line = thin<number>(
    item => sent.push(item),
    () => 500,
  )
  line.send(1)
  expect(sent).toEqual([1])
  vi.advanceTimersByTime(100)
  line.send(2)
  line.send(3)
  vi.advanceTimersByTime(399)
  expect(sent).toEqual([1])
  vi.advanceTimersByTime(1)
  expect(sent).toEqual([1, 2, 3])
  vi.advanceTimersByTime(10_000)
  line.send(4)
  expect(sent).toEqual([1, 2, 3, 4])
})

it('sends what waits when it is told to, and nothing once it is closed', () => {
  const sent: number[] = []
  const line = thin<number>(
    item => sent.push(item),
    () => 2_000,
  )
  line.send(1)
  line.send(2)
  line.flush()
  expect(sent).toEqual([1, 2])
  line.send(3)
  line.close()
  vi.advanceTimersByTime(5_000)
  expect(sent).toEqual([1, 2])
})
