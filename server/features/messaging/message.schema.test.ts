import { describe, expect, it } from 'vitest'
import { messageBody } from './message.schema.ts'

const problems = (part: object) =>
  messageBody
    .safeParse({ type: 'interactive', interactive: { kind: 'flow', body: 'Book', flowId: '7', button: 'Go', ...part } })
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)

describe('a form', () => {
  it.each([
    ['at its first screen', {}],
    ['at a screen', { screen: 'DAY' }],
    ['at a screen with data', { action: 'navigate', screen: 'DAY', data: { a: 1 } }],
    ['with no data for no screen', { data: {} }],
    ['by its endpoint', { action: 'data_exchange' }],
  ])('opens %s', (_what, part) => {
    expect(problems(part)).toBeUndefined()
  })

  it.each([
    ['data for no screen', { data: { a: 1 } }, 'interactive.screen: data is for a screen: name it'],
    [
      'a screen that its endpoint would name',
      { action: 'data_exchange', screen: 'DAY' },
      'interactive.screen: with data_exchange the endpoint of the flow names the screen: leave it out',
    ],
    [
      'an action that Meta does not have',
      { action: 'dance' },
      expect.stringMatching(/^interactive\.action: /) as unknown as string,
    ],
  ])('refuses %s, and says why', (_what, part, why) => {
    expect(problems(part)).toEqual([why])
  })
})
