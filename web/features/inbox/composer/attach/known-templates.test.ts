import { describe, expect, it } from 'vitest'
import { ApiError } from '../../../../lib/api/errors.ts'
import { knownTemplates } from './known-templates.ts'

const refusal = (details: unknown, code = 'WINDOW_CLOSED') => new ApiError(code, 422, 'Too late.', details)
const [hello, salam] = [
  { name: 'hello', language: 'en_US' },
  { name: 'hello', language: 'ar' },
]

describe('the templates of a channel', () => {
  it('are known from the newest refusal that names them, to every conversation of that channel', () => {
    knownTemplates.learn('one', refusal({ closedAt: 'x', templates: [hello] }))
    knownTemplates.learn('one', refusal({ closedAt: 'x', templates: [hello, salam] }))
    expect(knownTemplates.of('one')).toEqual([hello, salam])
    expect(knownTemplates.of('two')).toEqual([])
    expect(knownTemplates.of(undefined)).toEqual([])
  })

  it('stay known when another refusal names none, and are never anything else', () => {
    for (const error of [refusal({}), refusal(null), refusal({ templates: [] }), refusal({ templates: [hello] }, 'X')])
      knownTemplates.learn('three', error)
    expect(knownTemplates.of('three')).toEqual([])
    knownTemplates.learn('three', refusal({ templates: [hello, null, { name: 1, language: 'en' }, 'x'] }))
    knownTemplates.learn('three', new Error('other'))
    knownTemplates.learn('three', refusal({ closedAt: 'x' }))
    expect(knownTemplates.of('three')).toEqual([hello])
  })
})
