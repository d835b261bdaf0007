import { z } from 'zod'

const WAYS = {
  assigned: { app: true, push: true, mail: false },
  message: { app: false, push: false },
  waiting: { push: false, mail: false },
} as const

const ways = <Way extends string>(defaults: Readonly<Record<Way, boolean>>) =>
  Object.fromEntries(Object.entries<boolean>(defaults).map(([way, on]) => [way, z.boolean().default(on)])) as Record<
    Way,
    z.ZodDefault<z.ZodBoolean>
  >

const optional = <Way extends string>(defaults: Readonly<Record<Way, boolean>>) =>
  z
    .strictObject(Object.fromEntries(Object.keys(defaults).map(way => [way, z.boolean()])) as Record<Way, z.ZodBoolean>)
    .partial()
    .optional()

const waitingMinutes = z.int().min(1).max(1440)

/** What a person is told of, and how; what was never chosen has its default. */
export const noticeChoices = z.object({
  assigned: z.object(ways(WAYS.assigned)).prefault({}).describe('A conversation was given to you'),
  message: z.object(ways(WAYS.message)).prefault({}).describe('A customer wrote in a conversation of yours'),
  waiting: z
    .object(ways(WAYS.waiting))
    .prefault({})
    .describe('A customer waits too long: in a conversation of yours, or in one that nobody has'),
  waitingMinutes: waitingMinutes.default(15).describe('How long is too long'),
  showName: z.boolean().default(false).describe('Messages to browsers name the customer; they never quote anything'),
  quietOnline: z.boolean().default(true).describe('Nothing is sent to browsers while you are online in the app'),
})
export type NoticeChoices = z.output<typeof noticeChoices>

export const noticeChoicesPatch = z.strictObject({
  assigned: optional(WAYS.assigned),
  message: optional(WAYS.message),
  waiting: optional(WAYS.waiting),
  waitingMinutes: waitingMinutes.optional(),
  showName: z.boolean().optional(),
  quietOnline: z.boolean().optional(),
})
export type NoticeChoicesPatch = z.output<typeof noticeChoicesPatch>

export type NoticeReason = keyof typeof WAYS
