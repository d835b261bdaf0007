import { describe, expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import { createLookupBatch } from './lookup-batch.ts'

/** A store that answers when it is told to. */
function slowStore(known: Record<string, number>) {
  const asked: Array<readonly string[]> = []
  const answers: Array<PromiseWithResolvers<void>> = []
  const look = createLookupBatch(async keys => {
    asked.push(keys)
    const answer = Promise.withResolvers<void>()
    answers.push(answer)
    await answer.promise
    return new Map(keys.flatMap(key => (key in known ? [[key, known[key]!] as const] : [])))
  })
  return { look, asked, answers }
}

describe('look-ups in batches', () => {
  it('ask once for all that came while one was under way, each key once', async () => {
    const { look, asked, answers } = slowStore({ a: 1, b: 2 })
    const all = [look('a')]
    for (const key of ['b', 'c', 'b', 'a']) all.push(look(key))
    expect(asked).toEqual([['a']])
    answers[0]!.resolve()
    await until(() => answers.length === 2)
    answers[1]!.resolve()
    expect(await Promise.all(all)).toEqual([1, 2, undefined, 2, 1])
    expect(asked).toEqual([['a'], ['b', 'c', 'a']])
  })

  it('fail alone with their batch; the next is asked anew', async () => {
    const { look, answers } = slowStore({ a: 1 })
    const first = look('a')
    answers[0]!.reject(new Error('away'))
    await expect(first).rejects.toThrow('away')
    const again = look('a')
    await until(() => answers.length === 2)
    answers[1]!.resolve()
    expect(await again).toBe(1)
  })
})
