import { describe, expect, it } from 'vitest'
import { BY_ITSELF } from '../../channels/index.ts'
import { attemptText, causeText } from './cause.ts'

describe('the cause of a message that was given up', () => {
  it('says what was wrong, then what to do', () => {
    const refusal = { title: 'Meta limits this number', text: 'Open WhatsApp Manager.' }
    expect(causeText(refusal)).toBe('Meta limits this number. Open WhatsApp Manager.')
    expect(attemptText(refusal)).toBe(causeText(refusal))
  })

  it('says what is wrong once', () => {
    expect(attemptText({ title: 'Too late', text: 'Too late' })).toBe('Too late')
    expect(causeText({ title: 'Too late', text: 'Too late' })).toMatch(/^Too late\. It was given up/)
    expect(causeText({ title: 'Refused.', text: `Refused. ${BY_ITSELF}` })).toMatch(/^Refused\. It was given up/)
    expect(causeText({ title: 'Refused.', text: 'Refused. Wait.' })).toBe('Refused. Wait.')
  })

  it('never says that sending goes on, or nothing at all', () => {
    const next = 'It was given up: try it again, or dismiss it.'
    expect(causeText({ title: 'Meta had a problem.', text: BY_ITSELF })).toBe(`Meta had a problem. ${next}`)
    expect(causeText({ title: 'Meta had a problem' })).toBe(`Meta had a problem. ${next}`)
    expect(causeText({ text: BY_ITSELF })).toBe(next)
    expect(attemptText({ title: 'Meta had a problem.', text: BY_ITSELF })).toBe('Meta had a problem.')
    expect(attemptText({})).toBeNull()
  })
})
