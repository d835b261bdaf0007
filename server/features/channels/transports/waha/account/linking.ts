import type { Context } from '../../../../../platform/context.ts'
import { AppError } from '../../../../../platform/errors/index.ts'
import type { Credentials, LinkCode, Linking, SendingChannel } from '../../../contract/transport.ts'
import { CHANNEL_ERRORS } from '../../../errors.ts'
import { objectOf, textOf } from '../../../reading/json.ts'
import { type Api, apiOf, explain } from '../api.ts'
import { wasSeen } from '../webhook/last-seen.ts'
import { recover } from './recover.ts'
import { changeSession, deleteSession, lookAtSession, startSession } from './session.ts'

const CODE_MS = 5_000
/** WhatsApp shows a code for 20 seconds, the first one for a minute; asking again sooner costs nothing. */
const CODE_SECONDS = 20

/** Links a phone through WAHA's sessions. */
export const linking: Linking = {
  start: (context, channel, credentials) =>
    startSession(context, apiOf(context, credentials), channel, credentials.hmacKey ?? ''),
  stop: (context, _channel, credentials) => changeSession(context, apiOf(context, credentials), 'stop'),
  logout: (context, _channel, credentials) => changeSession(context, apiOf(context, credentials), 'logout'),
  code: readCode,
  pairingCode: askPairingCode,
  state: (context, _channel, credentials) => lookAtSession(context, apiOf(context, credentials)),
  recover,
  heard: wasSeen,
  end: (context, _channel, credentials) => deleteSession(apiOf(context, credentials)),
}

/** The current code. A stopped session has none: it has to be started first. */
async function readCode(context: Context, _channel: SendingChannel, credentials: Credentials): Promise<LinkCode> {
  const api = apiOf(context, credentials)
  const state = await lookAtSession(context, api)
  if (state.status === 'connected') return { kind: 'linked' }
  if (state.status !== 'qr') return { kind: 'waiting' }
  const png = await readImage(api)
  return png === undefined ? { kind: 'waiting' } : { kind: 'qr', pngBase64: png, expiresInSeconds: CODE_SECONDS }
}

/** Undefined when there is no code now: between two codes, or while the phone is being linked. */
async function readImage(api: Api): Promise<string | undefined> {
  const path = `/api/${encodeURIComponent(api.session)}/auth/qr?format=image`
  const answer = await api.call({ method: 'GET', path, timeoutMs: CODE_MS })
  const image = answer.kind === 'answer' && answer.status < 300 ? objectOf(answer.json) : undefined
  return textOf(image?.data)
}

async function askPairingCode(
  context: Context,
  _channel: SendingChannel,
  credentials: Credentials,
  phoneNumber: string,
): Promise<string> {
  const api = apiOf(context, credentials)
  const path = `/api/${encodeURIComponent(api.session)}/auth/request-code`
  const body = { phoneNumber: phoneNumber.replace(/\D/g, '') }
  const answer = await api.call({ method: 'POST', path, body, timeoutMs: CODE_MS })
  const code = answer.kind === 'answer' && answer.status < 300 ? textOf(objectOf(answer.json)?.code) : undefined
  if (code === undefined)
    throw new AppError(CHANNEL_ERRORS.LINK_CODE_REFUSED, { message: refusal(explain(answer).reason) })
  return code
}

const refusal = (reason: string) => `There is no code for this number now. ${reason}`
