import { z } from 'zod'
import { MEANINGS } from './meaning.ts'

/** The meaning of a provider's code, as the API tells it. Text and not a list of names: more meanings may come. */
export const meaningView = z
  .string()
  .meta({ id: 'Meaning', description: `What it means, the same for every provider: ${MEANINGS.join(', ')}` })
