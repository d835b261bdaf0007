import { api, data } from '../../lib/api/client.ts'
import { queryClient } from '../../lib/api/query.ts'
import { unsubscribeHere } from '../../lib/push.ts'
import { sessionOf } from '../../lib/session/refresh.ts'
import { session } from '../../lib/session/session.ts'

/** Signs in and keeps the session in this browser. Throws the API's refusal. */
export async function logIn(email: string, password: string): Promise<void> {
  const signedIn = await data(api.POST('/api/v1/auth/login', { body: { email, password } }))
  queryClient.clear()
  session.begin(sessionOf(signedIn))
}

/** The second step, after the refusal of the first with a challenge. Throws the API's refusal. */
export async function finishLogIn(challenge: string, code: string): Promise<void> {
  const signedIn = await data(api.POST('/api/v1/auth/login/second-factor', { body: { challenge, code } }))
  queryClient.clear()
  session.begin(sessionOf(signedIn))
}

export interface NewBusiness {
  businessName: string
  businessType: (typeof BUSINESS_TYPES)[number]
  name: string
  email: string
  password: string
  locale: string
  timezone: string
  currency: string
}

export const BUSINESS_TYPES = ['restaurant', 'pharmacy', 'retail', 'delivery', 'support'] as const

/** Makes a business with its first administrator and signs in. Throws the API's refusal. */
export async function registerBusiness(business: NewBusiness): Promise<void> {
  const signedIn = await data(api.POST('/api/v1/auth/register', { body: business }))
  queryClient.clear()
  session.begin(sessionOf(signedIn))
}

/** Joins a business by the link of an invitation. Throws the API's refusal. */
export async function acceptInvitation(token: string, proof: { name?: string; password?: string }): Promise<void> {
  const signedIn = await data(api.POST('/api/v1/invitations/accept', { body: { token, ...proof } }))
  queryClient.clear()
  session.begin(sessionOf(signedIn))
}

/** Goes on in another business of the person. Everything is loaded anew, in every window. */
export async function switchBusiness(tenantId: string): Promise<void> {
  const signedIn = await data(api.POST('/api/v1/auth/switch-tenant', { body: { tenantId } }))
  session.begin(sessionOf(signedIn))
  location.assign('/inbox')
}

/** Changes the password; the answer is a new session for this browser. Throws the API's refusal. */
export async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  const pair = await data(api.POST('/api/v1/auth/password/change', { body: { currentPassword, newPassword } }))
  session.begin(sessionOf(pair))
}

/** Ends the session here and on the server; when the server does not answer, at least here. */
export async function logOut(): Promise<void> {
  await unsubscribeHere().catch(error =>
    console.warn('This browser may stay subscribed; the server forgets it.', error),
  )
  try {
    await api.POST('/api/v1/auth/logout')
  } catch (error) {
    console.warn('The server did not hear of the log-out; the session there ends by itself.', error)
  }
  session.end()
  queryClient.clear()
}
