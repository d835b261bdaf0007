import { describe, expect, it } from 'vitest'
import { mayRetry } from '../../contract/error-class.ts'
import { CODES, errorMeaning } from './codes.ts'
import { outcomeOf } from './send/send.ts'

/** Meta's error reference, as far as it concerns messages, registration and accounts. */
const DOCUMENTED = [
  0, 1, 2, 3, 4, 10, 100, 190, 200, 299, 368, 80007, 130429, 130472, 130497, 131000, 131005, 131008, 131009, 131016,
  131021, 131026, 131030, 131031, 131042, 131045, 131047, 131048, 131049, 131050, 131051, 131052, 131053, 131056,
  131037, 131020, 131041, 131044, 131063, 131207, 131208, 132018, 132008, 132068, 132069, 135000, 137000, 613, 2494100,
  131057, 131060, 131062, 131064, 132000, 132001, 132005, 132007, 132012, 132015, 132016, 133004, 133005, 133006,
  133008, 133009, 133010, 133015, 133016, 2593109,
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
    [131208, 'slow_pair'],
    [131020, 'permanent'],
    [132018, 'fix_call'],
    ['100/33', 'stop_channel'],
  ])('puts %s into the class %s', (code, kind) => {
    expect(errorMeaning(code).class).toBe(kind)
  })

  it('tells a number that Meta does not know from a message that is wrong', () => {
    const graph = (more: object) => ({
      kind: 'answer' as const,
      status: 400,
      json: { error: { code: 100, message: 'Unsupported post request.', type: 'GraphMethodException', ...more } },
    })
    expect(outcomeOf(graph({ error_subcode: 33 }))).toMatchObject({
      kind: 'refused',
      class: 'stop_channel',
      error: { code: '100/33', title: expect.stringContaining('phone number id') },
    })
    expect(outcomeOf(graph({}))).toMatchObject({ kind: 'refused', class: 'fix_call', error: { code: 100 } })
  })

  it('shows a code that nobody documented, and does not repeat it', () => {
    expect(errorMeaning(987654)).toMatchObject({ class: 'permanent', documented: false })
    expect(errorMeaning('not a number')).toMatchObject({ class: 'permanent', documented: false })
  })
})
