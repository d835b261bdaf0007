import type { Context } from '../../../../platform/context.ts'
import { objectOf } from '../../reading/json.ts'
import { call, type ProviderAnswer } from '../call.ts'
import { basicAuth, type TwilioAccount } from './account/account.ts'

/** The version of the API that this transport was written for; it is part of every address. */
const API_VERSION = '2010-04-01'

/** The address `…/2010-04-01/Accounts/{sid}` with a path below it. */
export const accountUrl = ({ config }: Pick<Context, 'config'>, { sid }: TwilioAccount, path: string): string =>
  `${config.twilioApiUrl}/${API_VERSION}/Accounts/${encodeURIComponent(sid)}${path}`

/** Messaging's own API has a host beside `api.twilio.com`; a stand-in for Twilio has one host for both. */
export function messagingUrl({ config }: Pick<Context, 'config'>, path: string): string {
  const url = new URL(config.twilioApiUrl)
  if (/^api\.([\w.-]+\.)?twilio\.com$/.test(url.hostname)) url.hostname = url.hostname.replace(/^api\./, 'messaging.')
  return `${url.origin}${path}`
}

/** Makes one call for an account. Never throws, never repeats. */
export function callTwilio(
  account: TwilioAccount,
  request: { url: string; form?: URLSearchParams; signal: AbortSignal; timeoutMs: number },
): Promise<ProviderAnswer> {
  const { url, form, signal, timeoutMs } = request
  const { authorization, secrets } = basicAuth(account)
  return call({
    url,
    method: form ? 'POST' : 'GET',
    headers: {
      authorization,
      accept: 'application/json',
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form && { body: form.toString() }),
    signal,
    timeoutMs,
    secrets,
  })
}

/** The error object in which Twilio explains itself: `{code, message, more_info, status}`. */
export function explained(json: unknown): { code: number; message?: string } | undefined {
  const { code, message } = objectOf(json) ?? {}
  if (typeof code !== 'number' || !Number.isInteger(code)) return undefined
  return { code, ...(typeof message === 'string' && message !== '' && { message }) }
}
