import { z } from 'zod'
import type { Transport } from '../../contract/transport.ts'
import { CAPABILITIES } from './capabilities.ts'
import { parseDelivery } from './parse/parse.ts'
import { sendMessage } from './send/send.ts'
import { simulatorRoutes } from './simulator.routes.ts'
import { TEMPLATES } from './templates.ts'

/** The name of the channel that every business starts with. */
const NAMES: Record<string, string> = { ar: 'محاكي الهاتف', fr: 'Simulateur de téléphone' }

/** The channel whose customer uses a phone drawn on the screen. Nothing leaves the server. */
export const simulator: Transport = {
  provider: 'simulator',
  capabilities: CAPABILITIES,
  pace: { perSecond: 1000, burst: 1000 },
  templateNames: TEMPLATES,
  rehearsal: true,
  meaning: () => ({
    class: 'permanent',
    meaning: 'refused',
    text: 'The simulator refused the message.',
    nextStep: 'Send it again.',
    documented: false,
  }),
  errorCodes: [],
  credentials: z.strictObject({}).transform(() => ({})),
  credentialsText: '{}',
  routes: simulatorRoutes,
  starterName: locale => NAMES[locale.slice(0, 2)] ?? 'Phone simulator',
  route: () => ({ number: null, account: null }),
  parse: parseDelivery,
  send: sendMessage,
  check: async () => ({ ok: true }),
}
