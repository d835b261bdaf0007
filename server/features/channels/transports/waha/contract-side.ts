import type { ContractSide } from '../contract-side.ts'

export const side: ContractSide = {
  credentials: url => ({ baseUrl: url, apiKey: 'token', session: 's', hmacKey: 'k' }),
  // A session in the wrong state refuses after 10 to 15 seconds.
  sendMs: 20_000,
  accepted: { status: 201, body: { id: 'true_212612345678@c.us_provider-1' } },
  refused: { status: 400, body: { statusCode: 400, message: 'no' } },
  // First WAHA is asked whether the number is on WhatsApp.
  asked: path => (path.includes('check-exists') ? { numberExists: true, chatId: '212612345678@c.us' } : undefined),
}
