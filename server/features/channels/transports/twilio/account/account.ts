import type { Config } from '../../../../../platform/config/index.ts'
import type { Credentials } from '../../../contract/transport.ts'

/** Who pays at Twilio, signs its deliveries and is asked to send. */
export interface TwilioAccount {
  sid: string
  token: string
}

/**
 * The account behind a channel: its own (a subaccount signs with its own token), else the operator's. Undefined: the channel
 * has none of its own and the server has none any more.
 */
export function accountOf(
  config: Pick<Config, 'twilioMaster'>,
  { accountSid, authToken }: Credentials,
): TwilioAccount | undefined {
  if (accountSid && authToken) return { sid: accountSid, token: authToken }
  return config.twilioMaster
}

/** The header that proves an account to Twilio, and what must not be kept of it. */
export function basicAuth({ sid, token }: TwilioAccount): { authorization: string; secrets: string[] } {
  const encoded = Buffer.from(`${sid}:${token}`).toString('base64')
  return { authorization: `Basic ${encoded}`, secrets: [token, encoded] }
}
