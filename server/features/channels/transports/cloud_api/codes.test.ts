import { describe, expect, it } from 'vitest'
import { mayRetry } from '../../contract/error-class.ts'
import { CODES, errorMeaning } from './codes.ts'

/** Meta's error reference, as far as it concerns messages, registration and accounts. */
const DOCUMENTED = [
  0, 1, 2, 3, 4, 10, 100, 190, 200, 299, 368, 80007, 130429, 130472, 130497, 131000, 131005, 131008, 131009, 131016,
  131021, 131026, 131030, 131031, 131042, 131045, 131047, 131048, 131049, 131050, 131051, 131052, 131053, 131056,
  131037, 131041, 131044, 131063, 131207, 132008, 132068, 132069, 135000, 137000, 613, 2494100, 131057, 131060, 131062,
  131064, 132000, 132001, 132005, 132007, 132012, 132015, 132016, 133004, 133005, 133006, 133008, 133009, 133010,
  133015, 133016, 2593109,
]

describe('the catalogue of Meta’s errors', () => {
  it.each(DOCUMENTED)('knows %i, and says what is wrong and what to do', code => {
    const meaning = errorMeaning(code)
    expect(meaning.documented).toBe(true)
    expect(meaning.text).toMatch(/\.$/)
    expect(meaning.nextStep).toMatch(/\.$/)
  })

  it('says how long to wait for whatever may be tried again', () => {
    for (const meaning of CODES.values()) expect(meaning.retryAfterSeconds !== undefined).toBe(mayRetry(meaning))
  })

  it.each([
    [190, 'stop_channel'],
    [230, 'stop_channel'],
    [130429, 'slow_number'],
    [131056, 'slow_pair'],
    [131047, 'template_needed'],
    [131050, 'opt_out'],
    [131026, 'permanent'],
    [132001, 'fix_call'],
    [131000, 'retry'],
    [131044, 'stop_channel'],
    [132008, 'fix_call'],
    [132069, 'retry'],
  ])('puts %i into the class %s', (code, kind) => {
    expect(errorMeaning(code).class).toBe(kind)
  })

  it('shows a code that nobody documented, and does not repeat it', () => {
    expect(errorMeaning(987654)).toMatchObject({ class: 'permanent', documented: false })
    expect(errorMeaning('not a number')).toMatchObject({ class: 'permanent', documented: false })
  })
})
