import type { Twin } from '../../../simulator/twin.ts'
import type { Outcome } from '../../../simulator/webhooks.ts'

export type Provider = 'cloud_api' | 'twilio' | 'waha'

/** How a run connects a number of each provider and lets customers write to it. */
export interface Side {
  name: string
  credentials: Record<string, string>
  /** Fault rules are aimed at this provider's sends. */
  match: 'meta' | 'twilio' | 'waha'
  /** A refusal that no retry would change, as the provider writes it. */
  permanent: { status: number; code?: number }
  /** A refusal that asks to slow down, as the provider writes it. */
  throttled: { status: number; code?: number }
  /** What is left to do after connecting. */
  link(twin: Twin, session: string | null): void
  /** A customer writes; gives the provider's id and how the webhook ended. */
  write(twin: Twin, session: string | null, no: number, text: string): { id: string; outcomes: Promise<Outcome>[] }
}

const customer = (no: number) => `1555${String(4_000_000 + no)}`
const NUMBER = { phoneNumberId: '990000000000002', wabaId: '880000000000002' }
const TWILIO_FROM = '+14155238886'

/** @param url of the twin */
export const sides = (url: string, secret: string): Record<Provider, Side> => ({
  cloud_api: {
    name: 'Meta Cloud API',
    credentials: { ...NUMBER, accessToken: 'fault-run', appSecret: secret },
    match: 'meta',
    permanent: { status: 400, code: 131026 },
    throttled: { status: 400, code: 130429 },
    link: () => undefined,
    write: (twin, _session, no, text) => {
      const { wamid, outcomes } = twin.inject({ ...NUMBER, from: customer(no), name: `Customer ${no}`, text })
      return { id: wamid, outcomes }
    },
  },
  twilio: {
    name: 'Twilio',
    credentials: { accountSid: `AC${'0'.repeat(31)}1`, authToken: 'tawsil-twin-token', from: TWILIO_FROM },
    match: 'twilio',
    permanent: { status: 400, code: 63024 },
    throttled: { status: 429, code: 20429 },
    link: () => undefined,
    write: (twin, _session, no, text) =>
      twin.injectTwilio({ to: TWILIO_FROM, from: `+${customer(no)}`, name: `Customer ${no}`, text }),
  },
  waha: {
    name: 'WAHA',
    credentials: { baseUrl: url, apiKey: 'tawsil-twin-key' },
    match: 'waha',
    permanent: { status: 400 },
    throttled: { status: 429 },
    link: (twin, session) => twin.scan(session!, '14155550100'),
    write: (twin, session, no, text) =>
      twin.injectWaha({
        session: session!,
        from: customer(no),
        name: `Customer ${no}`,
        text,
        // The chat is old, so a message that is missing in it proves something.
        more: { timestamp: Math.floor(Date.now() / 1000) - 120 },
      })!,
  },
})
