import { z } from 'zod'

export const botAnswer = z.object({
  available: z.boolean().meta({ description: 'Whether there is a bot for this kind of business' }),
  answers: z.boolean().meta({ description: 'Whether it answers customers now: available, and switched on' }),
  tellsOrders: z.boolean().meta({ description: 'Whether it tells customers when their order moves' }),
  canOrder: z.boolean().meta({ description: 'Whether customers can order: an item of the catalogue is available' }),
})
export type BotAnswer = z.infer<typeof botAnswer>
