import { z } from 'zod'
import { idParam, linksAnswer } from '../../../platform/http/index.ts'
import { text } from '../../tenancy/index.ts'

export const teamIdParam = z.object({ id: idParam('team') })
export const teamMemberParams = z.object({ id: idParam('team'), userId: idParam('user') })

export const teamBody = z.strictObject({ name: text(100) })

export const teamMemberBody = z.strictObject({ userId: idParam('user') })

export const teamView = z.object({
  id: z.string(),
  name: z.string(),
  memberCount: z.number(),
  createdAt: z.iso.datetime(),
  _links: linksAnswer,
})

export const teamMemberView = z.object({ id: z.string(), name: z.string(), joinedAt: z.iso.datetime() })
