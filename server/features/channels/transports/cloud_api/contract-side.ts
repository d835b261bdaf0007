import type { ContractSide } from '../contract-side.ts'

export const side: ContractSide = {
  credentials: () => ({ accessToken: 'token' }),
  sendMs: 10_000,
  accepted: { status: 200, body: { messages: [{ id: 'provider-1' }] } },
  refused: { status: 400, body: { error: { code: 131026, message: 'no' } } },
}
