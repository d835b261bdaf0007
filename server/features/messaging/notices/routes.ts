import type { Context, HttpApp } from '../../../platform/context.ts'
import { AppError, COMMON_ERRORS } from '../../../platform/errors/index.ts'
import { answer, ok, type Principal } from '../../../platform/http/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { changeChoices, choicesOf } from './choices.ts'
import { noticeChoices, noticeChoicesPatch } from './notice.schema.ts'

const tags = ['Identity']

/** What a person wants to be told of. */
export function noticeRoutes(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/notifications/choices',
    {
      config: { access: 'conversations:read' },
      schema: {
        tags,
        summary: 'What you are told of in this business, and how',
        response: { 200: answer(noticeChoices) },
      },
    },
    async ({ principal }) => {
      const id = personOf(principal)
      return ok((await db.tenant(principal.tenantId, tx => choicesOf(tx, [id]))).get(id)!)
    },
  )

  app.patch(
    '/api/v1/notifications/choices',
    {
      config: { access: 'conversations:read' },
      schema: {
        tags,
        summary: 'Choose what you are told of',
        description:
          'Mail is sent only while you are not online in the app. Browsers are added under /notifications/devices.',
        body: noticeChoicesPatch,
        response: { 200: answer(noticeChoices) },
      },
    },
    async ({ principal, body }) => {
      const id = personOf(principal)
      return ok(await db.tenant(principal.tenantId, tx => changeChoices(tx, id, body)))
    },
  )
}

function personOf({ kind, id }: Principal): Uuid {
  if (kind !== 'user') throw new AppError(COMMON_ERRORS.SESSION_REQUIRED)
  return id
}
