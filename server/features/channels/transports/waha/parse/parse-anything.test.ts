import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { event, parse } from './fixtures/events.ts'

const NAMES = [
  'message',
  'message.any',
  'message.ack',
  'message.ack.group',
  'message.reaction',
  'message.edited',
  'message.revoked',
  'session.status',
  'poll.vote',
]
const SAMPLES = [
  'gows text of a lid',
  'noweb text with a quote',
  'webjs image',
  'contacts',
  'group',
  'reaction',
  'revocation',
]

/** Every place in a value, as a path of keys. */
function placesIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))]
}

function changed(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to
  const copy = structuredClone(value) as Record<string, unknown>
  copy[key] = changed(copy[key], rest, to)
  return copy
}

describe('whatever WAHA may send one day', () => {
  it('is read without an exception, and never as more than one thing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), fc.jsonValue({ maxDepth: 4 }), (name, payload) => {
        const { messages, statuses, states } = parse({ event: name, session: 'default', payload })
        expect(messages.length + statuses.length + (states?.length ?? 0)).toBeLessThanOrEqual(1)
      }),
      { numRuns: 500 },
    )
  })

  it('is read when any single part of what it sends today is anything else', () => {
    for (const sample of SAMPLES) {
      for (const place of placesIn(event(sample))) {
        for (const odd of [null, 7, '', 'x', [], [null], {}, { x: [] }, true]) {
          const { messages } = parse(JSON.stringify(changed(event(sample), place, odd)))
          for (const { identities, at } of messages) {
            expect(identities.length).toBeGreaterThan(0)
            expect(Number.isNaN(at.getTime())).toBe(false)
          }
        }
      }
    }
  })
})
