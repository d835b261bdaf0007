import { z } from 'zod'
import { idParam, linksAnswer, pageQuery } from '../../../platform/http/index.ts'

export const mergeBody = z.strictObject({
  contactId: idParam('contact').meta({
    description: 'The contact that becomes one with this one, and is shown no more',
  }),
})

export const contactParam = z.object({ id: idParam('contact') })
export const mergeQuery = pageQuery
/** The place where a page of merges starts: the last merge of the page before. */
export const mergePlace = z.object({ beyond: z.uuid() })
export const mergeParam = z.object({ mergeId: idParam('merge') })

export const mergeView = z.object({
  id: z.string(),
  /** The contact that stays and now has everything. */
  keptId: z.string(),
  mergedId: z.string(),
  /** `identities`: one delivery named both; `number_change`: the provider told us that a number had changed. */
  reason: z.enum(['manual', 'identities', 'number_change']),
  by: z.object({ kind: z.string(), id: z.string().optional() }),
  /** What moved from one contact to the other. */
  identities: z.array(z.object({ kind: z.string(), value: z.string() })),
  conversationIds: z.array(z.string()),
  createdAt: z.string(),
  undoneAt: z.string().nullable(),
  _links: linksAnswer,
})
export type MergeView = z.infer<typeof mergeView>
