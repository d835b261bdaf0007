import { z } from 'zod'
import type { Transport } from '../../contract/transport.ts'
import { secret } from '../../lifecycle/secret.ts'
import { present } from '../../reading/json.ts'
import { checkNumber } from './account/check.ts'
import { CAPABILITIES } from './capabilities.ts'
import { errorMeaning } from './codes.ts'
import { fetchMedia } from './media.ts'
import { parseDelivery } from './parse/parse.ts'
import { markMessageRead, sendMessage } from './send/send.ts'

/** Ids are digits at Meta; numbers are taken too, because people copy them as such. */
const id = z
  .union([z.string().trim(), z.number().int().transform(String)])
  .pipe(z.string().regex(/^[\x21-\x7e]{1,100}$/, 'must be the id that WhatsApp Manager shows'))

const credentials = z
  .strictObject({
    phoneNumberId: id,
    wabaId: id,
    accessToken: secret,
    appSecret: secret.optional(),
    verifyToken: z.string().trim().min(1).max(200).optional(),
  })
  .transform(given => present(given) as Record<string, string>)

/** WhatsApp through Meta's Cloud API. */
export const cloudApi: Transport = {
  provider: 'cloud_api',
  capabilities: CAPABILITIES,
  pace: { perSecond: 80, burst: 80, pair: { everySeconds: 6, burst: 45 } },
  meaning: errorMeaning,
  credentials,
  webhookPath: '/webhooks/meta',
  route: ({ phoneNumberId, wabaId }) => ({ number: phoneNumberId ?? null, account: wabaId ?? null }),
  parse: parseDelivery,
  send: sendMessage,
  markRead: markMessageRead,
  fetchMedia,
  check: checkNumber,
}
