import { describe, expect, it } from 'vitest'
import { mayRetry } from '../../contract/error-class.ts'
import { CODES, errorMeaning } from './codes.ts'

describe('the catalogue of Twilio’s errors', () => {
  it.each([
    [20003, 'stop_channel'],
    [20429, 'slow_number'],
    [21211, 'permanent'],
    [21614, 'permanent'],
    [21408, 'permanent'],
    [21610, 'opt_out'],
    [21611, 'slow_number'],
    [21617, 'fix_call'],
    [21620, 'fix_call'],
    [21655, 'fix_call'],
    [21656, 'fix_call'],
    [30001, 'slow_number'],
    [30002, 'stop_channel'],
    [30003, 'permanent'],
    [30004, 'permanent'],
    [30005, 'permanent'],
    [30006, 'permanent'],
    [30007, 'permanent'],
    [30008, 'permanent'],
    [63002, 'stop_channel'],
    [63003, 'permanent'],
    [63007, 'stop_channel'],
    [63009, 'retry'],
    [63012, 'retry'],
    [63013, 'fix_call'],
    [63015, 'permanent'],
    [63016, 'template_needed'],
    [63017, 'slow_number'],
    [63018, 'slow_number'],
    [63019, 'fix_call'],
    [63024, 'permanent'],
    [63026, 'permanent'],
    [63027, 'fix_call'],
    [63028, 'fix_call'],
    [63032, 'permanent'],
    [63034, 'fix_call'],
    [63040, 'fix_call'],
    [63041, 'fix_call'],
    [63049, 'permanent'],
  ])('knows %i as %s', (code, kind) => {
    expect(errorMeaning(code)).toMatchObject({ class: kind, documented: true })
    expect(errorMeaning(String(code))).toBe(errorMeaning(code))
  })

  it('says of each what is wrong and what to do, and when it may be tried again', () => {
    for (const [code, meaning] of CODES) {
      expect(meaning.text, String(code)).toMatch(/^\p{Lu}.*\.$/u)
      expect(meaning.nextStep, String(code)).toMatch(/\.$/)
      expect((meaning.retryAfterSeconds ?? 0) > 0, String(code)).toBe(mayRetry(meaning))
    }
  })

  it.each([99_999, 'failed', '', -1, Number.NaN])('does not repeat what nobody documented: %s', code => {
    expect(errorMeaning(code)).toMatchObject({ class: 'permanent', documented: false })
  })
})
