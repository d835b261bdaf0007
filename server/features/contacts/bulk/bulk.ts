import { z } from 'zod'
import { createBulk } from '../../../platform/long-jobs/index.ts'
import { perContext } from '../../../platform/services.ts'
import { contactPatch, contactPlace, contactQuery } from '../contact.schema.ts'
import { contactIds, updateContact } from '../contact.ts'

/** The filters of the list. */
export const contactFilter = z.strictObject({ q: contactQuery.shape.q })

/** One change to many contacts. */
export const contactBulk = perContext(() =>
  createBulk<z.output<typeof contactFilter>, z.output<typeof contactPatch>>({
    kind: 'contacts.bulk',
    ids: 'contact',
    access: 'contacts:write',
    filter: contactFilter,
    change: contactPatch,
    find: async (tx, { q }, _actor, place, most) => {
      const beyond = place === null ? null : contactPlace.parse(place).beyond
      const ids = await contactIds(tx, { q, beyond, limit: most })
      return { ids, place: ids.length === most ? { beyond: ids.at(-1)! } : null }
    },
    apply: updateContact,
  }),
)
