import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'
import i18next from 'i18next'
import { api, data } from '../../../lib/api/client.ts'
import { ApiError } from '../../../lib/api/errors.ts'
import { queryClient } from '../../../lib/api/query.ts'
import { sessionOf } from '../../../lib/session/refresh.ts'
import { session } from '../../../lib/session/session.ts'

type RegistrationOptions = Parameters<typeof startRegistration>[0]['optionsJSON']
type AuthenticationOptions = Parameters<typeof startAuthentication>[0]['optionsJSON']

/** A page that was opened by a bare address: browsers keep passkeys for names alone. */
const ADDRESS = /^[\d.]+$|^\[/

/** Whether this browser keeps passkeys for this page. */
export const passkeysWork = (): boolean => browserSupportsWebAuthn() && !ADDRESS.test(location.hostname)

/** What the browser or the person refused, as an error with a sentence of ours. */
function refusalOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if (error.name === 'InvalidStateError') return new ApiError('BROWSER', 0, i18next.t('passkeys.hereAlready'))
  if (error.name === 'SecurityError') return new ApiError('PASSKEYS_UNAVAILABLE', 0, '')
  // Browsers do not tell a person who cancels from a device that has no key.
  if (error.name === 'NotAllowedError' || error.name === 'AbortError')
    return new ApiError('BROWSER', 0, i18next.t('passkeys.notShown'))
  return error
}

/** Makes a passkey on this device, or on one that the browser can reach. Throws {@link ApiError}. */
export async function makePasskey(name: string) {
  const { options } = await data(api.POST('/api/v1/passkeys/options'))
  const response = await startRegistration({ optionsJSON: options as unknown as RegistrationOptions }).catch(error => {
    throw refusalOf(error)
  })
  return await data(api.POST('/api/v1/passkeys', { body: { name, response } }))
}

/** Signs in by a passkey of this device, and keeps the session in this browser. Throws {@link ApiError}. */
export async function logInByPasskey(): Promise<void> {
  const { options } = await data(api.POST('/api/v1/auth/login/passkey/options'))
  const response = await startAuthentication({ optionsJSON: options as unknown as AuthenticationOptions }).catch(
    error => {
      throw refusalOf(error)
    },
  )
  const signedIn = await data(api.POST('/api/v1/auth/login/passkey', { body: { response } }))
  queryClient.clear()
  session.begin(sessionOf(signedIn))
}
