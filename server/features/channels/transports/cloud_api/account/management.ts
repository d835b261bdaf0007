import type { Context } from '../../../../../platform/context.ts'
import { AppError } from '../../../../../platform/errors/index.ts'
import type { Actor } from '../../../../../platform/events/index.ts'
import type { Uuid } from '../../../../../platform/ids/index.ts'
import { CHANNEL_ERRORS } from '../../../errors.ts'
import type { Channel } from '../../../lifecycle/channel.sql.ts'
import { connectChannel, getChannel, openChannel } from '../../../lifecycle/channel.ts'
import { arrayOf, objectOf, present, textOf } from '../../../reading/json.ts'
import { callGraph, GRAPH_VERSION, type GraphAnswer } from '../api.ts'
import { errorMeaning } from '../codes.ts'
import { readError } from '../parse/provider-error.ts'

const CALL_MS = 15_000

type Json = Record<string, unknown>

/** A number's own page in WhatsApp, in Meta's words. */
export interface BusinessProfile {
  about?: string
  address?: string
  description?: string
  email?: string
  websites?: string[]
  vertical?: string
  profile_picture_url?: string
}

const PROFILE_FIELDS = 'about,address,description,email,profile_picture_url,websites,vertical'

/** One of the tenant's Meta channels, ready to be managed. */
interface Managed {
  context: Context
  channel: Channel
  number: string
  account: string
  accessToken: string
}

/** Throws NOT_FOUND or CHANNEL_NOT_CLOUD_API. */
export async function openManaged(context: Context, tenantId: Uuid, id: Uuid): Promise<Managed> {
  return context.db.tenant(tenantId, async tx => {
    await getChannel(tx, id)
    const { channel, credentials } = await openChannel(context, tx, id)
    if (channel.provider !== 'cloud_api') throw new AppError(CHANNEL_ERRORS.CHANNEL_NOT_CLOUD_API)
    const { externalId, externalAccountId } = channel
    return {
      context,
      channel,
      number: externalId ?? '',
      account: externalAccountId ?? '',
      accessToken: credentials.accessToken ?? '',
    }
  })
}

/** Registers the number with its two-step verification PIN; Meta allows this ten times in three days. Throws META_REFUSED. */
export const registerNumber = async (managed: Managed, pin: string): Promise<void> =>
  void (await ask(managed, 'POST', `${managed.number}/register`, { messaging_product: 'whatsapp', pin }))

/** Takes the number off the Cloud API. Throws META_REFUSED. */
export const deregisterNumber = async (managed: Managed): Promise<void> =>
  void (await ask(managed, 'POST', `${managed.number}/deregister`, {}))

/** Makes the account's deliveries come to our app, or to another address when one is given. Throws META_REFUSED. */
export const subscribeApp = async (
  managed: Managed,
  override: { callbackUrl?: string | undefined; verifyToken?: string | undefined } = {},
): Promise<void> =>
  void (await ask(
    managed,
    'POST',
    `${managed.account}/subscribed_apps`,
    present({ override_callback_uri: override.callbackUrl, verify_token: override.verifyToken }) as Json,
  ))

export async function readProfile(managed: Managed): Promise<BusinessProfile> {
  const path = `${managed.number}/whatsapp_business_profile?fields=${PROFILE_FIELDS}`
  const profile = objectOf(arrayOf(objectOf(await ask(managed, 'GET', path))?.data)[0]) ?? {}
  const { messaging_product: _product, ...shown } = profile
  return shown as BusinessProfile
}

/** Changes what is given. Throws META_REFUSED. */
export const writeProfile = async (managed: Managed, profile: BusinessProfile): Promise<void> => {
  const body = { messaging_product: 'whatsapp', ...profile }
  await ask(managed, 'POST', `${managed.number}/whatsapp_business_profile`, body)
}

/** What Meta's sign-up window gave to the business's browser. */
export interface Signup {
  /** Good for 30 seconds. */
  code: string
  wabaId: string
  phoneNumberId: string
  name: string
  /** Without a PIN the number is not registered here. */
  pin?: string | undefined
}

/** One step after connecting; a step that failed can be repeated on its own. */
export interface ManagementStep {
  step: 'subscribe' | 'register'
  done: boolean
  reason: string | null
}

/**
 * Embedded signup: exchanges the code for a token, connects the number, subscribes to its account and registers it.
 * Without a token nothing is stored. When a later step fails, the channel stays connected, and the answer says which
 * step to repeat.
 *
 * @throws EMBEDDED_SIGNUP_OFF, META_REFUSED, META_AWAY, and what connecting throws
 */
export async function signUp(
  context: Context,
  tenantId: Uuid,
  signup: Signup,
  actor: Actor,
): Promise<{ channel: Channel; steps: ManagementStep[] }> {
  const { wabaId, phoneNumberId, name, pin } = signup
  const accessToken = await exchangeCode(context, signup.code)
  const credentials = { wabaId, phoneNumberId, accessToken }
  const { channel } = await connectChannel(context, tenantId, { provider: 'cloud_api', name, credentials }, actor)
  const managed = { context, channel, number: phoneNumberId, account: wabaId, accessToken }
  const steps = [await attempt('subscribe', () => subscribeApp(managed))]
  if (pin !== undefined) steps.push(await attempt('register', () => registerNumber(managed, pin)))
  return { channel, steps }
}

async function attempt(step: ManagementStep['step'], work: () => Promise<void>): Promise<ManagementStep> {
  try {
    await work()
    return { step, done: true, reason: null }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { step, done: false, reason: error.message }
  }
}

async function exchangeCode(context: Context, code: string): Promise<string> {
  const { metaAppId, metaAppSecret, metaGraphUrl } = context.config
  if (!metaAppId || !metaAppSecret) throw new AppError(CHANNEL_ERRORS.EMBEDDED_SIGNUP_OFF)
  const query = new URLSearchParams({ client_id: metaAppId, client_secret: metaAppSecret, code })
  const url = `${metaGraphUrl}/${GRAPH_VERSION}/oauth/access_token?${query}`
  const signal = new AbortController().signal
  const answer = await callGraph({ url, method: 'GET', accessToken: '', signal, timeoutMs: CALL_MS })
  const token = textOf(objectOf(understood(answer))?.access_token)
  if (!token) throw new AppError(CHANNEL_ERRORS.META_REFUSED, { message: 'Meta gave no token for this code.' })
  return token
}

async function ask({ context, accessToken }: Managed, method: 'GET' | 'POST', path: string, body?: Json) {
  const answer = await callGraph({
    url: `${context.config.metaGraphUrl}/${GRAPH_VERSION}/${path}`,
    method,
    accessToken,
    ...(body && { body: JSON.stringify(body) }),
    signal: new AbortController().signal,
    timeoutMs: CALL_MS,
  })
  return understood(answer)
}

/** The body of a success; otherwise throws the refusal in words for people. */
function understood(answer: GraphAnswer): unknown {
  if (answer.kind !== 'answer' || answer.status >= 500) throw new AppError(CHANNEL_ERRORS.META_AWAY)
  if (answer.status < 300) return answer.json
  const error = readError(objectOf(answer.json)?.error)
  if (!error) throw new AppError(CHANNEL_ERRORS.META_REFUSED, { message: `Meta answered ${answer.status}.` })
  const { text, nextStep, documented } = errorMeaning(error.code)
  const said = documented ? `${text} ${nextStep}` : `Meta refused: ${error.message ?? error.title}`
  throw new AppError(CHANNEL_ERRORS.META_REFUSED, { message: `${said} (${error.code})`, details: { code: error.code } })
}
