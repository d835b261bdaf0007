import { expect, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { type Call, decide, type FaultRule, isAccepted, matches, prepareRules } from './faults.ts'

const send: Call = { op: 'send', phoneNumberId: '1', to: '212600000001', type: 'text' }
const never = () => 0.999
const fates = (rules: FaultRule[], calls: number, seed = 1) => {
  const states = prepareRules(rules)
  const random = seededRandom(seed)
  return Array.from({ length: calls }, () => decide(states, send, random).rule?.fault ?? null)
}

test('a calm twin changes nothing', () => {
  expect(decide([], send, never)).toEqual({ latencyMs: 0, answerLatencyMs: 0, rule: null, fired: [] })
})

test('a rule aims by number, recipient and type, and at sends unless it says otherwise', () => {
  const rule = (match: FaultRule['match']): FaultRule => ({ fault: 'error', match })
  expect(matches(rule(undefined), send)).toBe(true)
  expect(matches(rule(undefined), { ...send, op: 'read' })).toBe(false)
  expect(matches(rule({ op: '*' }), { ...send, op: 'read' })).toBe(true)
  expect(matches(rule({ to: '+212 600-000001' }), send)).toBe(true)
  expect(matches(rule({ to: '212600000002' }), send)).toBe(false)
  expect(matches(rule({ phoneNumberId: '2' }), send)).toBe(false)
  expect(matches(rule({ type: 'template' }), send)).toBe(false)
  expect(matches(rule({ to: 'US.1' }), { ...send, to: 'US.1' })).toBe(true)
})

test('a rule with times falls silent, a rule with skip waits', () => {
  expect(fates([{ fault: 'reset_before', times: 2 }], 4)).toEqual(['reset_before', 'reset_before', null, null])
  expect(fates([{ fault: 'error', skip: 1, times: 1 }], 3)).toEqual([null, 'error', null])
})

test('calls that do not match use nothing up', () => {
  const states = prepareRules([{ fault: 'error', times: 1, match: { type: 'template' } }])
  decide(states, send, never)
  expect(states[0]).toMatchObject({ seen: 0, fired: 0 })
  expect(decide(states, { ...send, type: 'template' }, never).rule?.fault).toBe('error')
})

test('the same seed gives the same faults, another seed others', () => {
  const rules: FaultRule[] = [{ fault: 'timeout_after', probability: 0.3 }]
  expect(fates(rules, 200, 7)).toEqual(fates(rules, 200, 7))
  expect(fates(rules, 200, 7)).not.toEqual(fates(rules, 200, 8))
  const hits = fates(rules, 1000).filter(Boolean).length
  expect(hits).toBeGreaterThan(240)
  expect(hits).toBeLessThan(360)
})

test('delays add up and leave room for one outcome', () => {
  const states = prepareRules([
    { fault: 'latency', ms: 20 },
    { fault: 'latency', ms: 30, accepted: true },
    { fault: 'error', code: 131056 },
    { fault: 'reset_after' },
  ])
  const verdict = decide(states, send, never)
  expect(verdict).toMatchObject({ latencyMs: 20, answerLatencyMs: 30, rule: { code: 131056 } })
  expect(verdict.fired.map(rule => rule.id)).toEqual(['rule-1', 'rule-2', 'rule-3'])
})

test('acceptance follows the name of the fault, and can be said for errors', () => {
  expect(isAccepted({ fault: 'timeout_before' })).toBe(false)
  expect(isAccepted({ fault: 'timeout_after' })).toBe(true)
  expect(isAccepted({ fault: 'reset_before' })).toBe(false)
  expect(isAccepted({ fault: 'reset_after' })).toBe(true)
  expect(isAccepted({ fault: 'error', status: 500 })).toBe(false)
  expect(isAccepted({ fault: 'error', status: 500, accepted: true })).toBe(true)
  expect(isAccepted({ fault: 'error', malformed: true })).toBe(true)
  expect(isAccepted({ fault: 'error', malformed: true, accepted: false })).toBe(false)
  expect(isAccepted({ fault: 'undeliverable' })).toBe(true)
})
