import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contradict, IDENTITY_KINDS, type Identity, nameKey, plainIdentity, storedForms } from './identity.ts'

const as = (kind: Identity['kind'], value: string, scope = ''): Identity => ({ kind, scope, value })
const anything = fc.record({
  kind: fc.constantFrom(...IDENTITY_KINDS),
  scope: fc.constantFrom('', '1022'),
  value: fc.string({ unit: 'binary', minLength: 1 }),
})
const marks = fc.array(
  fc.constantFrom('\u200e', '\u200f', '\u202a', '\u202c', '\u2066', '\u2069', '\ufeff', '\u200d'),
  {
    maxLength: 3,
  },
)
const digits = fc.stringMatching(/^[1-9]\d{6,14}$/)
/** A number as people and programs write it. */
const written = fc
  .tuple(
    digits,
    fc.constantFrom('', '+'),
    fc.array(fc.constantFrom('', ' ', '-', '.', '\u200e'), { minLength: 15 }),
    marks,
  )
  .map(([number, plus, gaps, around]) => ({
    number,
    text: `${around.join('')}${plus}${[...number].map((digit, at) => (at > 0 ? gaps[at % gaps.length] : '') + digit).join('')}`,
  }))

describe('an identity', () => {
  it('of a number is its digits, however it is written', () => {
    fc.assert(
      fc.property(written, ({ number, text }) => {
        expect(plainIdentity(as('wa_id', text))).toEqual(as('wa_id', number))
        expect(plainIdentity(as('phone', text))).toEqual(as('phone', `+${number}`))
        expect(storedForms([as('wa_id', text)])).toEqual(storedForms([as('wa_id', number)]))
      }),
    )
  })

  it('of a user name is the same with and without @, in any case', () => {
    for (const name of ['dora', '@dora', '@Dora', '\u200e@dora\u200e', ' dora']) {
      expect(plainIdentity(as('username', name))).toEqual(as('username', 'dora'))
    }
  })

  it('of any kind does not depend on marks that nobody sees', () => {
    fc.assert(
      fc.property(anything, marks, marks, (one, before, after) => {
        fc.pre(/[^\p{Cf}\s@]/u.test(one.value))
        const marked = { ...one, value: before.join('') + one.value + after.join('') }
        expect(plainIdentity(marked)).toEqual(plainIdentity(one))
      }),
    )
  })

  it('in its plain form is its own plain form, and never empty', () => {
    fc.assert(
      fc.property(anything, one => {
        const plain = plainIdentity(one)
        expect(plainIdentity(plain)).toEqual(plain)
        expect(plain.value).not.toBe('')
        expect(nameKey(plainIdentity(plain))).toBe(nameKey(plain))
      }),
    )
  })

  it('at a business and the one at its parent contradict nothing; two at the same place do', () => {
    const [own, parent] = [as('bsuid', 'US.1', '1022'), as('bsuid', 'US.ENT.1', '1022')]
    expect(contradict([own], [parent])).toBe(false)
    expect(contradict([own], [as('bsuid', 'US.2', '1022')])).toBe(true)
    expect(contradict([parent], [as('bsuid', 'US.ENT.2', '1022')])).toBe(true)
  })
})
