import { z } from 'zod'
import { currency } from '../schema.ts'
import { FEATURES, METRICS } from './plan.ts'

const price = z.object({
  amount: z.number().nullable().describe('A month, in minor units; null: agreed with each business.'),
  currency: z.string(),
})

const limits = z.record(z.string(), z.number().nullable()).describe('By metric; null: no limit.')

export const planView = z.object({
  name: z.string(),
  price,
  limits,
  features: z.array(z.string()),
  current: z.boolean().describe('The plan of your business.'),
})

const most = z.int().min(0).max(Number.MAX_SAFE_INTEGER)

/** Limits by metric as operators set them. */
export const limitsPatch = z.partialRecord(z.enum(METRICS), most.nullable())
/** Features as operators set them. */
export const featuresPatch = z.partialRecord(z.enum(FEATURES), z.boolean())

export const planPatch = z.strictObject({
  price: z.strictObject({ amount: most.nullable(), currency }).optional(),
  limits: limitsPatch.optional().describe('Null takes a limit away.'),
  features: featuresPatch.optional(),
})

export const planParams = z.object({ name: z.string().max(50) })

export const usageView = z.record(
  z.string(),
  z.object({
    used: z.number().nullable().describe('Null: it is not summed up, because it begins anew every minute or hour.'),
    limit: z.number().nullable().describe('Null: no limit.'),
    resetsAt: z.iso.datetime().nullable(),
  }),
)
