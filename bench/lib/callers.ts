import { rawPost, textDelivery } from './meta.ts'

export const CALLERS = 100
export const REQUESTS_EACH = 10

/** A number at Meta, and the secret that signs its deliveries. */
export interface CalledNumber {
  phoneNumberId: string
  wabaId: string
  secret: string
}

/** A hundred customers with ten messages each, as signed deliveries. `round` tells the messages of several runs apart. */
export function deliveriesOfCallers(port: number, number: CalledNumber, round = 0): Buffer[][] {
  return Array.from({ length: CALLERS }, (_, caller) =>
    Array.from({ length: REQUESTS_EACH }, (_, no) => {
      const from = `1555${String(3_000_000 + caller)}`
      const id = `wamid.callers.${round}.${caller}.${no}`
      const body = textDelivery({ ...number, from, id, text: `Message ${no + 1} of caller ${caller + 1}` })
      return rawPost('/webhooks/meta', port, number.secret, body)
    }),
  )
}
