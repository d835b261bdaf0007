import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { request as httpRequest } from 'undici'
import { type Answer, perform, refuse } from '../../calls.ts'
import { graphError, unknownObject } from '../errors.ts'
import { metaDialect, type Platform } from '../platform.ts'
import { badParam, checkText, isObject, isWebUrl, type Json, type Refusal } from '../rules/checks.ts'
import { checkProduct } from '../rules/rules.ts'
import { type BusinessNumber, describeNumber } from './numbers.ts'

const MAX_CALLBACK_URL = 200
const HANDSHAKE_TIMEOUT_MS = 10_000
const APP = {
  id: '1234567890123456',
  name: 'Tawsil Twin App',
  link: 'https://www.facebook.com/games/?app_id=1234567890123456',
}

/** What a receiver answered to the verification request. */
export interface Handshake {
  ok: boolean
  status: number | null
  body: string
}

/** `GET ?hub.mode=subscribe&hub.challenge=…&hub.verify_token=…`: good only when the challenge comes back, alone. */
export async function shakeHands(url: string, verifyToken: string): Promise<Handshake> {
  const challenge = String(randomBytes(4).readUInt32BE())
  const target = new URL(url)
  target.searchParams.set('hub.mode', 'subscribe')
  target.searchParams.set('hub.challenge', challenge)
  target.searchParams.set('hub.verify_token', verifyToken)
  try {
    const limits = { headersTimeout: HANDSHAKE_TIMEOUT_MS, bodyTimeout: HANDSHAKE_TIMEOUT_MS }
    const response = await httpRequest(target, limits)
    const body = await response.body.text()
    return { ok: response.statusCode === 200 && body === challenge, status: response.statusCode, body }
  } catch (error) {
    return { ok: false, status: null, body: (error as Error).message }
  }
}

/** A management call without validation of its own: performs `act` under the fault rules. */
export function manage(
  platform: Platform,
  reply: FastifyReply,
  request: unknown,
  act: () => Json,
  number?: BusinessNumber,
): Promise<FastifyReply> {
  return perform(platform.calls, metaDialect, reply, {
    kind: 'manage',
    op: 'manage',
    phoneNumberId: number?.id,
    request,
    accept: () => ({ answer: { status: 200, body: act() } }),
  })
}

function refuseManage(platform: Platform, reply: FastifyReply, request: unknown, answer: Answer): FastifyReply {
  return refuse(platform.calls, metaDialect, reply, { kind: 'manage', request }, answer)
}

/** `POST /{waba-id}/subscribed_apps`, with an optional callback of the account's own, which is verified first. */
export async function handleSubscribe(
  platform: Platform,
  wabaId: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const body = isObject(request.body) ? request.body : {}
  const note = { wabaId, subscribe: body }
  const override = body.override_callback_uri
  const refusal = override === undefined ? undefined : await checkCallback(override, body.verify_token)
  if (refusal) return refuseManage(platform, reply, note, refusal)
  return manage(platform, reply, note, () => {
    platform.numbers.subscribe(wabaId, override as string | undefined)
    if (override === undefined) return { success: true }
    return { success: true, data: [{ override_callback_uri: override, whatsapp_business_api_data: APP }] }
  })
}

async function checkCallback(uri: unknown, verifyToken: unknown): Promise<Refusal> {
  if (!isWebUrl(uri) || String(uri).length > MAX_CALLBACK_URL) {
    return graphError(100, { message: 'Invalid callback URI format' })
  }
  const refusal = checkText(verifyToken, 'verify_token', 512)
  if (refusal) return refusal
  const shake = await shakeHands(String(uri), String(verifyToken))
  if (shake.ok) return undefined
  return graphError(100, {
    status: 422,
    message: 'Webhook callback URL is not reachable or invalid',
    type: 'GraphMethodException',
  })
}

/** `GET /{waba-id}/subscribed_apps`. */
export function handleSubscriptions(platform: Platform, wabaId: string, reply: FastifyReply): Promise<FastifyReply> {
  return manage(platform, reply, { wabaId }, () => {
    const { subscribed, overrideUri } = platform.numbers.subscription(wabaId)
    if (!subscribed) return { data: [] }
    return { data: [{ ...(overrideUri && { override_callback_uri: overrideUri }), whatsapp_business_api_data: APP }] }
  })
}

/** `DELETE /{waba-id}/subscribed_apps`: webhooks of the account stop. */
export function handleUnsubscribe(platform: Platform, wabaId: string, reply: FastifyReply): Promise<FastifyReply> {
  return manage(platform, reply, { wabaId, subscribe: false }, () => {
    platform.numbers.unsubscribe(wabaId)
    return { success: true }
  })
}

/** `GET /{waba-id}/phone_numbers`: the numbers of the account that were configured or used. */
export function handleNumbers(platform: Platform, wabaId: string, request: FastifyRequest, reply: FastifyReply) {
  const { fields } = request.query as { fields?: string }
  const numbers = platform.numbers.listedBy(wabaId)
  if (numbers.length === 0 && platform.numbers.app.strict) {
    return refuseManage(platform, reply, { wabaId }, unknownObject('GET', wabaId))
  }
  return manage(platform, reply, { wabaId }, () => ({ data: numbers.map(number => describeNumber(number, fields)) }))
}

/** `GET /{waba-id}`: enough of an account for a connection test. */
export function handleAccount(platform: Platform, wabaId: string, reply: FastifyReply): Promise<FastifyReply> {
  return manage(platform, reply, { wabaId }, () => ({
    id: wabaId,
    name: 'Test Business Account',
    timezone_id: '138',
    message_template_namespace: '9d1f930f_bea0_46c5_9099_bc3291e9d6b4',
    account_review_status: 'APPROVED',
    ownership_type: 'SELF',
  }))
}

/** `POST /{phone-number-id}/register`, JSON or form: needs the product and a pin of six digits. */
export function handleRegister(
  platform: Platform,
  number: BusinessNumber,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> | FastifyReply {
  const body = isObject(request.body) ? request.body : {}
  const note = { register: number.id }
  const refusal = checkProduct(body) ?? checkPin(body.pin)
  if (refusal) return refuseManage(platform, reply, note, refusal)
  return manage(platform, reply, note, () => register(platform, number, true), number)
}

/** `POST /{phone-number-id}/deregister`. */
export function handleDeregister(
  platform: Platform,
  number: BusinessNumber,
  reply: FastifyReply,
): Promise<FastifyReply> {
  return manage(platform, reply, { deregister: number.id }, () => register(platform, number, false), number)
}

function register(platform: Platform, number: BusinessNumber, registered: boolean): Json {
  Object.assign(platform.numbers.set({ id: number.id }), { registered })
  return { success: true }
}

function checkPin(pin: unknown): Refusal {
  if (/^\d{6}$/.test(String(pin ?? ''))) return undefined
  return graphError(100, { message: 'Invalid PIN format. PIN must be exactly 6 digits' })
}

/** `POST /{phone-number-id} {webhook_configuration: {override_callback_uri, verify_token}}`; an empty address clears it. */
export async function handleNumberSettings(
  platform: Platform,
  number: BusinessNumber,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const body = isObject(request.body) ? request.body : {}
  const config = body.webhook_configuration
  if (!isObject(config)) {
    return refuseManage(platform, reply, body, badParam('webhook_configuration', 'must be a JSON object.'))
  }
  const uri = config.override_callback_uri
  const refusal = uri === '' ? undefined : await checkCallback(uri, config.verify_token)
  if (refusal) return refuseManage(platform, reply, body, refusal)
  return manage(platform, reply, body, () => {
    platform.numbers.set({ id: number.id, webhookUrl: uri === '' ? undefined : String(uri) })
    return { success: true }
  })
}
