import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPhone } from '../../platform/phone/index.ts'
import { variantsOf } from './variants.ts'

const canonicalPhone = (written: string) => variantsOf(readPhone(written, { bare: 'international' }).phone ?? '')[0]

describe('a number that is written in several ways', () => {
  // As a published fixture of another program has it.
  it.each([
    ['+54 (11) 15 2345-6789', '+5491123456789'],
    ['+54 (011) 2345 6789', '+5491123456789'],
    ['+52 55 1234 5678', '+5215512345678'],
    ['+5211234567890', '+5211234567890'],
    ['+44 (0151 12) 34 567', '+441511234567'],
    ['1 604 555 0111', '+16045550111'],
  ])('%s is known as %s', (written, known) => {
    expect(canonicalPhone(written)).toBe(known)
  })

  it.each([
    ['Brazil', ['+5511987654321', '+551187654321']],
    ['Brazil', ['+5585991234567', '+558591234567']],
    ['Mexico', ['+5215512345678', '+525512345678', '+5204455 1234 5678']],
    ['Argentina', ['+5491123456789', '+541123456789', '+54111523456789', '+5401123456789']],
    ['Argentina', ['+5493515123456', '+543515123456', '+54351155123456']],
    ['Argentina', ['+5491115000000', '+541115000000', '+54111515000000']],
    ['Argentina', ['+5492966412345', '+542966412345', '+54296615412345']],
  ])('of %s is one line in each of its forms', (_country, forms) => {
    expect(new Set(forms.map(canonicalPhone)).size).toBe(1)
  })

  it.each([
    ['a landline of Brazil', '+551133224455'],
    ['Morocco', '+212612345678'],
    ['Portugal', '+351912345678'],
    ['nobody', '+1'],
  ])('of %s has one form', (_what, phone) => {
    expect(variantsOf(phone)).toEqual([phone])
  })

  it('is the same set whichever of its forms is asked for, with or without its plus', () => {
    const country = fc.constantFrom('55', '549', '54', '521', '52', '212', '1', '966')
    const rest = fc.stringMatching(/^[1-9]\d{7,10}$/)
    fc.assert(
      fc.property(country, rest, (code, national) => {
        const forms = variantsOf(code + national)
        for (const form of forms) {
          expect(variantsOf(form)).toEqual(forms)
          expect(variantsOf(`+${form}`)).toEqual(forms.map(one => `+${one}`))
        }
      }),
      { numRuns: 5000 },
    )
  })
})
