import { z } from 'zod'
import { defineEvents } from '../events/define.ts'
import { DEAD_LETTER_KINDS } from './dead-letter-kind.ts'

/** What was given up. */
export const deadLetterKind = z.enum(Object.values(DEAD_LETTER_KINDS))

export const PENDING_EVENTS = defineEvents({
  'dead_letter.added': {
    version: 1,
    aggregate: 'deadLetter',
    means: 'Something was given up and waits for a person.',
    data: z.object({ kind: deadLetterKind, code: z.string() }),
  },
})
