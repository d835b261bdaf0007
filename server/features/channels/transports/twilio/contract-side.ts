import type { ContractSide } from '../contract-side.ts'

export const side: ContractSide = {
  credentials: () => ({ accountSid: 'AC1', authToken: 'token', from: '+14155238886' }),
  sendMs: 10_000,
  accepted: { status: 201, body: { sid: 'provider-1', status: 'queued' } },
  refused: { status: 400, body: { code: 21211, message: 'no', status: 400 } },
}
