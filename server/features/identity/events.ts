import { z } from 'zod'
import { defineEvents } from '../../platform/events/index.ts'

const from = z.object({
  address: z.string().describe('Where it came from, as an IP address'),
  device: z.string().describe('What the program there calls itself (User-Agent)'),
})

/** What happens at the doors of a business. They are written to the log of every business that the person works for. */
export const IDENTITY_EVENTS = defineEvents({
  'sign_in.failed': {
    version: 1,
    aggregate: 'user',
    means: 'Somebody tried to sign in as this person with a wrong password.',
    data: from,
  },
  'reauthentication.succeeded': {
    version: 1,
    aggregate: 'user',
    means: 'A signed-in person confirmed their password, to change keys, credentials or members.',
    data: from,
  },
  'reauthentication.failed': {
    version: 1,
    aggregate: 'user',
    means: 'Somebody was asked to confirm the password of the person who is signed in, and gave a wrong one.',
    data: from,
  },
  'password.changed': {
    version: 1,
    aggregate: 'user',
    means: 'A person changed their password; all their sessions ended.',
    data: from,
  },
  'session.revoked': {
    version: 1,
    aggregate: 'user',
    means: 'A used refresh token came back, which can only be a copy; the session ended.',
    data: from,
  },
})
