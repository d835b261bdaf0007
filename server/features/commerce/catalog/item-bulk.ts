import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { answer, ok } from '../../../platform/http/index.ts'
import { bulkAnswer, bulkOf, createBulk, jobAnswer } from '../../../platform/long-jobs/index.ts'
import { perContext } from '../../../platform/services.ts'
import { changeItem, pageOfItems, removeItem } from './item.ts'
import { catalogPlace, itemPatch, itemQuery } from './schema.ts'
import { placeInCatalog } from './view.ts'

const { categoryId, code } = itemQuery.shape

/** The filters of the list. */
const filter = z.strictObject({ categoryId, code, available: z.boolean().optional() })
const CHANGES = {
  // A code names one item.
  update: { action: z.literal('update'), updates: itemPatch.omit({ code: true }) },
  delete: { action: z.literal('delete') },
}
const change = z.discriminatedUnion('action', [z.strictObject(CHANGES.update), z.strictObject(CHANGES.delete)])

/** One change to many items of the catalogue. */
export const itemBulk = perContext(() =>
  createBulk<z.output<typeof filter>, z.output<typeof change>>({
    kind: 'catalog.items.bulk',
    ids: 'item',
    access: 'catalog:write',
    filter,
    change,
    find: async (tx, asked, _actor, place, most) => {
      const after = place === null ? undefined : catalogPlace.parse(place)
      const codes = asked.code === undefined ? undefined : [asked.code]
      const { categoryId, available } = asked
      const rows = (await pageOfItems(tx, { categoryId, available, codes, after, limit: most })).slice(0, most)
      return { ids: rows.map(row => row.id), place: rows.length === most ? placeInCatalog(rows.at(-1)!) : null }
    },
    apply: (tx, id, wanted, actor) =>
      wanted.action === 'delete' ? removeItem(tx, id, actor) : changeItem(tx, id, wanted.updates, actor),
  }),
)

const bulkBody = z.discriminatedUnion('action', [bulkOf(CHANGES.update, filter), bulkOf(CHANGES.delete, filter)])

export function itemBulkRoute(app: HttpApp, context: Context): void {
  app.post(
    '/api/v1/catalog/items/bulk',
    {
      config: { access: 'catalog:write' },
      schema: {
        tags: ['Catalogue'],
        summary: 'Change or delete many items; each succeeds or fails alone. More than 1,000 become a job (202)',
        body: bulkBody,
        response: { 200: answer(bulkAnswer), 202: answer(jobAnswer) },
      },
    },
    async ({ principal, body }, reply) => {
      const { ids, filter: asked, async, ...wanted } = body
      const done = await itemBulk(context).run(context, principal, { ids, filter: asked, async, change: wanted })
      return 'now' in done ? ok(done.now) : reply.code(202).send(ok(done.job))
    },
  )
}
