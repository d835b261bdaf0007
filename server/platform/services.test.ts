import { describe, expect, it } from 'vitest'
import { createServices, perContext, type Services } from './services.ts'

const context = (name = 'one') => ({ name, services: createServices() })

describe('what a process has one of', () => {
  it('is made once for each context, when it is first asked for', () => {
    let made = 0
    const greeting = perContext(({ name }: { name: string; services: Services }) => ({ text: name, no: ++made }))
    const [one, two] = [context('one'), context('two')]
    expect(made).toBe(0)
    expect(greeting(one)).toBe(greeting(one))
    expect([greeting(one), greeting(two)]).toEqual([
      { text: 'one', no: 1 },
      { text: 'two', no: 2 },
    ])
  })

  it('ends with its context, the last one made first, whatever fails', async () => {
    const ended: string[] = []
    const ending = (name: string, problem?: Error) =>
      perContext(
        (_: { services: Services }) => name,
        async made => {
          if (problem) throw problem
          ended.push(made)
        },
      )
    const [first, broken, last] = [ending('first'), ending('broken', new Error('stuck')), ending('last')]
    const [one, two] = [context(), context()]
    for (const each of [first, broken, last]) each(one)
    first(two)
    await expect(one.services.close()).rejects.toThrow('stuck')
    expect(ended).toEqual(['last', 'first'])
  })

  it('that was never asked for is not made to be ended', async () => {
    const one = context()
    perContext(
      () => 'never',
      async () => expect.unreachable(),
    )
    await one.services.close()
  })
})
