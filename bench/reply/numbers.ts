/** Signs the webhooks of every number of the bench. */
export const SECRET = 'bench-app-secret'

/** A number at Meta, by the place of its business in the bench. */
export function numberAt(no: number): { phoneNumberId: string; wabaId: string } {
  return { phoneNumberId: `7700${100_000 + no}`, wabaId: `6600${100_000 + no}` }
}
