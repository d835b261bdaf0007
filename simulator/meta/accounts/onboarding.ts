import { randomInt } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { perform, refuse } from '../../calls.ts'
import { graphError } from '../errors.ts'
import { metaDialect, type Platform } from '../platform.ts'
import { badParam, isObject, type Json, type Refusal, required } from '../rules/checks.ts'
import { checkProduct } from '../rules/rules.ts'
import { manage } from './accounts.ts'
import type { BusinessNumber } from './numbers.ts'

/** `GET /oauth/access_token?client_id&client_secret&code`: the code of a signup for a token, once, within 30 s. */
export function handleCodeExchange(platform: Platform, request: FastifyRequest, reply: FastifyReply) {
  const query = request.query as Record<string, string | undefined>
  const note = { url: request.url.split('?')[0], clientId: query.client_id }
  const missing = ['client_id', 'client_secret', 'code'].find(name => !query[name])
  const wrong = missing ? undefined : checkSecret(platform, query.client_secret!)
  const entry = { kind: 'manage' as const, type: 'oauth', request: note }
  const refusal = missing ? graphError(100, { message: `Missing ${missing} parameter.` }) : wrong
  if (refusal) return refuse(platform.calls, metaDialect, reply, entry, refusal)
  const token = platform.codes.exchange(query.code!)
  if (!token) {
    const message = 'This authorization code has expired or has been used.'
    return refuse(platform.calls, metaDialect, reply, entry, graphError(100, { message, subcode: 36007 }))
  }
  return perform(platform.calls, metaDialect, reply, {
    ...entry,
    op: 'manage',
    accept: () => ({ secret: true, answer: { status: 200, body: { access_token: token, token_type: 'bearer' } } }),
  })
}

function checkSecret(platform: Platform, secret: string): Refusal {
  if (secret === platform.numbers.app.appSecret) return undefined
  return graphError(1, { status: 400, message: 'Error validating client secret.' })
}

function refuseManage(platform: Platform, reply: FastifyReply, request: unknown, refusal: NonNullable<Refusal>) {
  return refuse(platform.calls, metaDialect, reply, { kind: 'manage', request }, refusal)
}

/** `POST /{phone-number-id}/request_code`: the code appears under `GET /twin/numbers`. */
export function handleRequestCode(
  platform: Platform,
  number: BusinessNumber,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const body = isObject(request.body) ? request.body : {}
  const method = String(body.code_method ?? '').toUpperCase()
  const refusal = !['SMS', 'VOICE'].includes(method)
    ? badParam('code_method', 'must be one of {"SMS", "VOICE"}.')
    : typeof body.language === 'string' && body.language
      ? undefined
      : required('language')
  if (refusal) return refuseManage(platform, reply, body, refusal)
  return manage(
    platform,
    reply,
    { requestCode: number.id, method },
    () => {
      number.verificationCode = String(randomInt(100_000, 1_000_000))
      return { success: true }
    },
    number,
  )
}

/** `POST /{phone-number-id}/verify_code`. */
export function handleVerifyCode(
  platform: Platform,
  number: BusinessNumber,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const body = isObject(request.body) ? request.body : {}
  const given = String(body.code ?? '').replace('-', '')
  if (given === '') return refuseManage(platform, reply, { verify: number.id }, required('code'))
  if (given !== number.verificationCode) {
    const words = 'The verification code is invalid or has expired'
    const error = graphError(100, { status: 422, message: words, type: 'GraphMethodException' })
    const explained = { error_user_title: 'Verification Failed', error_user_msg: words }
    const refusal = { ...error, body: { error: { ...(error.body.error as Json), ...explained } } }
    return refuseManage(platform, reply, { verify: number.id }, refusal)
  }
  return manage(
    platform,
    reply,
    { verify: number.id },
    () => {
      number.verificationCode = undefined
      return { success: true, id: number.id }
    },
    number,
  )
}

/** `POST /{phone-number-id}/smb_app_data`: starts the synchronisation of a number that stays on a phone, each kind once. */
export function handleAppData(
  platform: Platform,
  number: BusinessNumber,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const body = isObject(request.body) ? request.body : {}
  const kinds = ['smb_app_state_sync', 'history']
  const refusal =
    checkProduct(body) ??
    (kinds.includes(String(body.sync_type))
      ? undefined
      : badParam('sync_type', `must be one of {${kinds.join(', ')}}.`))
  if (refusal) return refuseManage(platform, reply, body, refusal)
  return manage(platform, reply, body, () => ({ messaging_product: 'whatsapp', request_id: `${Date.now()}` }), number)
}

const PROFILE_FIELDS = ['about', 'address', 'description', 'email', 'profile_picture_url', 'websites', 'vertical']

/** `GET /{phone-number-id}/whatsapp_business_profile`: the fields asked for that are set. */
export function handleProfile(
  platform: Platform,
  number: BusinessNumber,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { fields } = request.query as { fields?: string }
  const wanted = fields ? fields.split(',') : PROFILE_FIELDS
  return manage(
    platform,
    reply,
    { profile: number.id, fields },
    () => {
      const known: Json = { vertical: 'UNDEFINED', ...number.profile }
      const found = wanted.filter(field => known[field] !== undefined).map(field => [field, known[field]])
      return { data: [{ ...Object.fromEntries(found), messaging_product: 'whatsapp' }] }
    },
    number,
  )
}

/** `POST /{phone-number-id}/whatsapp_business_profile`, JSON or form (`websites[]`). */
export function handleProfileChange(
  platform: Platform,
  number: BusinessNumber,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const body = isObject(request.body) ? request.body : {}
  const refusal = checkProduct(body)
  if (refusal) return refuseManage(platform, reply, body, refusal)
  return manage(
    platform,
    reply,
    body,
    () => {
      const websites = body.websites ?? body['websites[]']
      const given = Object.entries(body).filter(([field]) => PROFILE_FIELDS.includes(field))
      const listed = websites === undefined ? {} : { websites: [websites].flat() }
      number.profile = { ...number.profile, ...Object.fromEntries(given), ...listed }
      return { success: true }
    },
    number,
  )
}
