import { createHmac } from 'node:crypto'

/** One text message as Meta delivers it, about 600 bytes; `from` and `id` make it different from others. */
export function textDelivery(options: {
  phoneNumberId: string
  wabaId: string
  from: string
  id: string
  text: string
}): Buffer {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550783881', phone_number_id: options.phoneNumberId },
    contacts: [{ profile: { name: `Customer ${options.from.slice(-4)}` }, wa_id: options.from }],
    messages: [
      {
        from: options.from,
        id: options.id,
        timestamp: String(Math.floor(Date.now() / 1000)),
        text: { body: options.text },
        type: 'text',
      },
    ],
  }
  return Buffer.from(
    JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: options.wabaId, changes: [{ value, field: 'messages' }] }],
    }),
  )
}

export const signature = (secret: string, body: Buffer): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

/** A whole HTTP/1.1 request, ready for a socket: the load generator must not spend the core that the server needs. */
export function rawPost(path: string, port: number, secret: string, body: Buffer): Buffer {
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json',
    `X-Hub-Signature-256: ${signature(secret, body)}`,
    `Content-Length: ${body.length}`,
    '',
    '',
  ].join('\r\n')
  return Buffer.concat([Buffer.from(head), body])
}
