import type { Context } from '../../../../../platform/context.ts'
import type { ChannelCheck, Credentials, SendingChannel } from '../../../contract/transport.ts'
import { apiOf } from '../api.ts'
import { lookAtSession } from './session.ts'

/** Asks WAHA for the state of the session. */
export async function checkSession(
  context: Context,
  _channel: SendingChannel,
  given: Credentials,
): Promise<ChannelCheck> {
  const {
    status,
    reason,
    meaning = 'session_starting',
    phoneNumber,
  } = await lookAtSession(context, apiOf(context, given))
  if (status === 'connected') return { ok: true, ...(phoneNumber && { phoneNumber }) }
  const why = reason ?? 'The session is starting. Try again in a moment.'
  return { ok: false, reason: why, meaning, ...(status !== 'error' && status !== 'degraded' && { status }) }
}
