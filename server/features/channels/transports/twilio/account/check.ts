import type { Context } from '../../../../../platform/context.ts'
import type { StatusCause } from '../../../contract/meaning.ts'
import type { ChannelCheck, Credentials, SendingChannel } from '../../../contract/transport.ts'
import { objectOf } from '../../../reading/json.ts'
import type { ProviderAnswer } from '../../call.ts'
import { accountUrl, callTwilio, explained } from '../api.ts'
import { errorMeaning } from '../codes.ts'
import { accountOf } from './account.ts'

const CHECK_MS = 5_000

export const NO_ACCOUNT =
  'This server has no Twilio account for its channels any more. Save accountSid and authToken of yours.'

/** Asks Twilio for the account. */
export async function checkAccount(
  context: Context,
  channel: SendingChannel,
  credentials: Credentials,
): Promise<ChannelCheck> {
  const account = accountOf(context.config, credentials)
  if (!account) return { ok: false, reason: NO_ACCOUNT, meaning: 'access_refused' }
  const url = accountUrl(context, account, '.json')
  const signal = new AbortController().signal
  const answer = await callTwilio(account, { url, signal, timeoutMs: CHECK_MS })
  if (answer.kind !== 'answer' || answer.status < 200 || answer.status > 299) {
    return { ok: false, ...explain(answer) }
  }
  const { sid, status } = objectOf(answer.json) ?? {}
  if (sid !== account.sid) {
    const reason = 'Twilio’s answer does not describe this account. Check TWILIO_API_URL.'
    return { ok: false, reason, meaning: 'provider_answers_oddly' }
  }
  if (status !== undefined && status !== 'active') {
    return {
      ok: false,
      meaning: 'account_restricted',
      reason: `The Twilio account is ${String(status).slice(0, 30)}. Reactivate it in the Twilio Console.`,
    }
  }
  return { ok: true, ...(channel.externalId && { phoneNumber: channel.externalId }) }
}

/** Why Twilio refused, for people. */
export function explain(answer: ProviderAnswer): StatusCause {
  if (answer.kind !== 'answer') {
    const reason = `Twilio could not be reached (${answer.reason}). Check this server’s connection and TWILIO_API_URL.`
    return { reason, meaning: 'provider_unreachable' }
  }
  const said = explained(answer.json)
  if (!said) {
    const reason = `Twilio answered ${answer.status} without an explanation. Try again later.`
    return { reason, meaning: 'provider_problem' }
  }
  const { text, nextStep, meaning } = errorMeaning(said.code)
  return { reason: `${text} ${nextStep} (${said.code})`, meaning }
}
