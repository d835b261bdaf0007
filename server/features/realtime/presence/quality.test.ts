import { expect, it } from 'vitest'
import { everyMsOf, LineQuality } from './quality.ts'

function line() {
  let time = 0
  const quality = new LineQuality(() => time)
  const beat = (ms: number | undefined) => {
    quality.asked()
    time += ms ?? 25_000
    if (ms !== undefined) quality.answered()
  }
  return { quality, beat }
}

it('knows nothing of a line before its first heartbeat was answered', () => {
  const { quality } = line()
  expect(quality.quality()).toEqual({ latencyMs: null, loss: 0, everyMs: 100 })
  expect(quality.answered()).toBeUndefined()
})

it('tells the average of the last ten heartbeats, and no older ones', () => {
  const { quality, beat } = line()
  beat(3_000)
  for (let no = 0; no < 10; no++) beat(no % 2 === 0 ? 100 : 300)
  expect(quality.quality()).toEqual({ latencyMs: 200, loss: 0, everyMs: 500 })
})

it('counts heartbeats as lost that were never answered, or later than after five seconds', () => {
  const { quality, beat } = line()
  beat(50)
  beat(undefined)
  beat(6_000)
  beat(50)
  expect(quality.quality()).toEqual({ latencyMs: 50, loss: 0.5, everyMs: 100 })
})

it.each([
  [null, 100],
  [99, 100],
  [100, 500],
  [499, 500],
  [500, 2_000],
])('sends updates of a line of %s ms at most every %s ms', (latency, every) => {
  expect(everyMsOf(latency)).toBe(every)
})
