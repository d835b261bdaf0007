import type { Context } from '../../../../../platform/context.ts'
import type { StatusCause } from '../../../contract/meaning.ts'
import type { ChannelCheck, Credentials, SendingChannel } from '../../../contract/transport.ts'
import { objectOf } from '../../../reading/json.ts'
import type { ProviderAnswer } from '../../call.ts'
import { accountUrl, callTwilio, explained, messagingUrl } from '../api.ts'
import { errorMeaning } from '../codes.ts'
import { accountOf, type TwilioAccount } from './account.ts'

const CHECK_MS = 5_000
const PAGE = 100
/** An account with more senders than this is none that we know. */
const MOST_PAGES = 50
/** Everybody's number for trying things out: no account has it, so nothing proves it. */
const SANDBOX = '+14155238886'

export const NO_ACCOUNT =
  'This server has no Twilio account for its channels any more. Save accountSid and authToken of yours.'

/** Asks Twilio for the account, and whether the number is one of its senders: a working account alone proves no number. */
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
  const number = channel.externalId
  if (number === null) return { ok: true }
  const cause = number === SANDBOX && !context.config.production ? undefined : await missing(context, account, number)
  return cause ? { ok: false, ...cause } : { ok: true, phoneNumber: number }
}

/** Why the account does not speak for the number; undefined when it does. Page by page, because Twilio cannot be asked for one. */
async function missing(context: Context, account: TwilioAccount, number: string): Promise<StatusCause | undefined> {
  const address = messagingUrl(context, '/v2/Channels/Senders')
  const signal = new AbortController().signal
  let search: string | undefined = `?Channel=whatsapp&PageSize=${PAGE}`
  for (let pages = 0; search !== undefined && pages < MOST_PAGES; pages++) {
    const answer = await callTwilio(account, { url: `${address}${search}`, signal, timeoutMs: CHECK_MS })
    if (answer.kind !== 'answer' || answer.status !== 200) return explain(answer)
    const { senders, meta } = objectOf(answer.json) ?? {}
    if (!Array.isArray(senders)) return explain(answer)
    if (senders.some(sender => objectOf(sender)?.sender_id === `whatsapp:${number}`)) return undefined
    const next = objectOf(meta)?.next_page_url
    // Only its query: the host is ours to choose.
    search = typeof next === 'string' && URL.canParse(next) ? new URL(next).search : undefined
  }
  return {
    reason: `This Twilio account has no WhatsApp sender ${number}. Give the account that has it, or register the number there as a WhatsApp sender. The sandbox number belongs to no account.`,
    meaning: 'sender_not_of_account',
  }
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
