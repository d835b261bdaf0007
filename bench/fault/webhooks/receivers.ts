import type { Behaviour } from '../../../server/test/webhooks/receiver.ts'
import { answers, hangs, resets } from '../../../server/test/webhooks/receiver.ts'

/** How receivers of the run behave. Each tells through `took` what it answered with success. */
export type Manner = (random: () => number, took: (id: string) => void) => Behaviour

const later =
  (ms: number, behave: Behaviour): Behaviour =>
  (response, call) => {
    setTimeout(() => behave(response, call), ms)
  }

/** Answers after a while, so that a kill often comes between the call and its record. */
const takes =
  (took: (id: string) => void): Behaviour =>
  (response, call) => {
    took(call.id)
    answers(200)(response, call)
  }

/** Takes everything, slowly. */
export const steady: Manner = (random, took) => (response, call) => later(random() * 500, takes(took))(response, call)

/** Refuses or resets every third call. */
export const flaky: Manner = (random, took) => (response, call) => {
  const dice = random()
  const behave = dice < 0.2 ? answers(500) : dice < 0.3 ? resets : takes(took)
  later(random() * 200, behave)(response, call)
}

/** Hangs, leads elsewhere, asks to wait, answers without end, and sometimes takes a call. */
export const wild: Manner = (random, took) => (response, call) => {
  const dice = random()
  if (dice < 0.01) return hangs(response, call)
  if (dice < 0.1) return answers(302, { location: 'http://127.0.0.1:1/' })(response, call)
  if (dice < 0.15) return answers(503, { 'retry-after': '3600' })(response, call)
  if (dice > 0.95) {
    took(call.id)
    response.writeHead(200)
    for (let written = 0; written < 40; written++) response.write('z'.repeat(16_384))
    return void response.end()
  }
  return takes(took)(response, call)
}

/** Is there for ten calls, and then gone. */
export const gone: Manner = (_random, took) => {
  let left = 10
  return (response, call) => (left-- > 0 ? takes(took)(response, call) : answers(410)(response, call))
}

/** The same numbers for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
