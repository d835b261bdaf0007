import type { Context, HttpApp } from '../../../platform/context.ts'
import { answer, ok } from '../../../platform/http/index.ts'
import { bulkAnswer, bulkOf, jobAnswer } from '../../../platform/long-jobs/index.ts'
import { contactPatch } from '../contact.schema.ts'
import { contactBulk, contactFilter } from './bulk.ts'

const bulkBody = bulkOf({ updates: contactPatch }, contactFilter)

export function bulkRoutes(app: HttpApp, context: Context): void {
  app.post(
    '/api/v1/contacts/bulk',
    {
      config: { access: 'contacts:write' },
      schema: {
        tags: ['Contacts'],
        summary: 'Change many contacts; each succeeds or fails alone. More than 1,000 become a job (202)',
        body: bulkBody,
        response: { 200: answer(bulkAnswer), 202: answer(jobAnswer) },
      },
    },
    async ({ principal, body }, reply) => {
      const { updates: change, ...which } = body
      const done = await contactBulk(context).run(context, principal, { ...which, change })
      return 'now' in done ? ok(done.now) : reply.code(202).send(ok(done.job))
    },
  )
}
