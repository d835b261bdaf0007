import { createHmac } from 'node:crypto'
import type { TestApp } from './buildApp.ts'
import type { TestTenant } from './twoTenants.ts'

/** Value of X-Hub-Signature-256 for these bytes. */
export const metaSignature = (secret: string, body: Buffer): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

/** A text message to a number, as Meta delivers it. */
export const metaText = (number: string, changes: { id?: string; from?: string; body?: string } = {}) => ({
  field: 'messages',
  value: {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550001111', phone_number_id: number },
    contacts: [{ profile: { name: 'Amina' }, wa_id: changes.from ?? '212612345678' }],
    messages: [
      {
        from: changes.from ?? '212612345678',
        id: changes.id ?? `wamid.test.${Math.random().toString(36).slice(2)}`,
        timestamp: '1764000000',
        type: 'text',
        text: { body: changes.body ?? 'Salam' },
      },
    ],
  },
})

/** A delivery of one account with these changes. */
export const metaDelivery = (account: string, ...changes: unknown[]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: account, changes }],
})

export interface MetaPost {
  path?: string
  secret: string
  body: unknown
  headers?: Record<string, string | undefined>
}

/** Posts a signed webhook; a header given as undefined is left out, one given as text replaces the right one. */
export async function postMeta(
  { app }: Pick<TestApp, 'app'>,
  { path = '/webhooks/meta', secret, body, headers }: MetaPost,
) {
  const payload = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  const all = {
    'content-type': 'application/json',
    'x-hub-signature-256': metaSignature(secret, payload),
    ...headers,
  }
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  return app.inject({ method: 'POST', url: path, headers: given as Record<string, string>, payload })
}

let connected = 0

/** Connects a number with an app of its own. Ids in the answer are in the shown form. */
export async function connectMeta(
  program: Pick<TestApp, 'call'>,
  tenant: TestTenant,
  changes: Record<string, string> = {},
) {
  const no = `${++connected}`.padStart(4, '0')
  const credentials = {
    phoneNumberId: `10654035224${no}`,
    wabaId: `10229012934${no}`,
    accessToken: `token-${no}`,
    appSecret: `app-secret-${no}`,
    verifyToken: `verify-${no}`,
    ...changes,
  }
  const { status, data, text } = await program.call<{ id: string }>(tenant, 'POST', '/api/v1/channels', {
    provider: 'cloud_api',
    name: `Number ${no}`,
    credentials,
  })
  if (status !== 201) throw new Error(`connecting answered ${status}: ${text}`)
  return { id: data.id, path: `/webhooks/meta/${data.id}`, ...credentials }
}
