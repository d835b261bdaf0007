import type { Context } from '../../../../../platform/context.ts'
import type { StatusCause } from '../../../contract/meaning.ts'
import type { ChannelCheck, Credentials, SendingChannel } from '../../../contract/transport.ts'
import { arrayOf, objectOf, textOf } from '../../../reading/json.ts'
import { callGraph, GRAPH_VERSION, type GraphAnswer } from '../api.ts'
import { errorMeaning, NO_OBJECT } from '../codes.ts'
import { phoneOf } from '../parse/identity.ts'
import { readError } from '../parse/provider-error.ts'

const CHECK_MS = 5_000
/** Accounts have a few numbers, large ones some hundreds: no more than this many pages are read. */
const PAGES = 10
const PAGE = 100

type Refused = Extract<ChannelCheck, { ok: false }>
type Ask = (path: string) => Promise<GraphAnswer>

/**
 * Asks Meta for the number, and whether its account has it. Deliveries that name only the account go to whoever proved
 * to belong to it, so naming another's account must not be enough.
 */
export async function checkNumber(
  context: Context,
  channel: SendingChannel,
  credentials: Credentials,
): Promise<ChannelCheck> {
  const ask = asker(context, credentials)
  const number = encodeURIComponent(channel.externalId ?? '')
  const answer = await ask(`${number}?fields=id,display_phone_number,verified_name,status`)
  if (!succeeded(answer)) return { ok: false, ...explain(answer) }
  const found = objectOf(answer.json)
  if (textOf(found?.id) !== channel.externalId) {
    const reason = 'Meta’s answer does not describe this number. Check META_GRAPH_URL.'
    return { ok: false, reason, meaning: 'provider_answers_oddly' }
  }
  const refused = await checkAccount(ask, channel, credentials.wabaId ?? '')
  if (refused) return refused
  // Meta still describes a number that was taken off the Cloud API.
  if (found?.status === 'DISCONNECTED') return { ok: false, status: 'disconnected', ...NOT_REGISTERED }
  const phoneNumber = phoneOf(String(found?.display_phone_number ?? '').replace(/\D/g, ''))
  const displayName = textOf(found?.verified_name)
  return { ok: true, ...(phoneNumber && { phoneNumber }), ...(displayName && { displayName }) }
}

const NOT_REGISTERED: StatusCause = {
  meaning: 'number_not_registered',
  reason:
    'The number is not registered at Meta, so that it neither sends nor receives. Register it with the six digits of its two-step verification.',
}
const STRANGE_ACCOUNT: StatusCause = {
  meaning: 'number_of_other_account',
  reason:
    'This number does not belong to the WhatsApp Business account that was given. Copy the account’s id (wabaId) from WhatsApp Manager, beside the number.',
}
const UNKNOWN_ACCOUNT: StatusCause = {
  meaning: 'account_unknown',
  reason:
    'Meta does not know this WhatsApp Business account id (wabaId), or the access token may not use it. Check both in WhatsApp Manager. (100)',
}

/** Looks for this number among the account's numbers; undefined when it is there. */
async function checkAccount(ask: Ask, channel: SendingChannel, account: string): Promise<Refused | undefined> {
  const list = `${encodeURIComponent(account)}/phone_numbers?fields=id&limit=${PAGE}`
  let after: string | undefined
  for (let page = 0; page < PAGES; page++) {
    const answer = await ask(after === undefined ? list : `${list}&after=${encodeURIComponent(after)}`)
    if (!succeeded(answer)) return { ok: false, ...explain(answer, UNKNOWN_ACCOUNT) }
    const { data, paging } = objectOf(answer.json) ?? {}
    if (arrayOf(data).some(row => textOf(objectOf(row)?.id) === channel.externalId)) return undefined
    after = textOf(objectOf(objectOf(paging)?.cursors)?.after)
    if (after === undefined || arrayOf(data).length === 0) break
  }
  return { ok: false, ...STRANGE_ACCOUNT }
}

/** Makes calls with the channel's token; all calls of one check together take no longer than a check may. */
function asker({ config }: Context, { accessToken = '' }: Credentials): Ask {
  const signal = AbortSignal.timeout(CHECK_MS)
  return path =>
    callGraph({
      url: `${config.metaGraphUrl}/${GRAPH_VERSION}/${path}`,
      method: 'GET',
      accessToken,
      signal,
      timeoutMs: CHECK_MS,
    })
}

const succeeded = (answer: GraphAnswer): answer is Extract<GraphAnswer, { kind: 'answer' }> =>
  answer.kind === 'answer' && answer.status >= 200 && answer.status < 300

const UNKNOWN_NUMBER: StatusCause = {
  meaning: 'number_unknown',
  reason:
    'Meta does not know this phone number id, or the access token may not use it. Check both in WhatsApp Manager. (100)',
}

/** Why Meta refused, for people. @param unknown what to say when Meta does not know what was asked for */
export function explain(answer: GraphAnswer, unknown = UNKNOWN_NUMBER): StatusCause {
  if (answer.kind !== 'answer') {
    const reason = `Meta could not be reached (${answer.reason}). Check this server’s connection and META_GRAPH_URL.`
    return { reason, meaning: 'provider_unreachable' }
  }
  const error = readError(objectOf(answer.json)?.error)
  if (error === undefined) {
    const reason = `Meta answered ${answer.status} without an explanation. Try again later.`
    return { reason, meaning: 'provider_problem' }
  }
  if (Number(error.code) === 100 || error.code === NO_OBJECT) return unknown
  const { text, nextStep, meaning } = errorMeaning(error.code)
  return { reason: `${text} ${nextStep} (${error.code})`, meaning }
}
