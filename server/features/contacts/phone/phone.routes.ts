import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { answer, ok } from '../../../platform/http/index.ts'
import { PHONE_FAULTS } from '../../../platform/phone/index.ts'
import { CONTACT_ERRORS } from '../errors.ts'
import { readTenantPhone } from './tenant-phone.ts'

const written = z.string().max(100).describe('As somebody wrote or pasted it')

export function phoneRoutes(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/phone-numbers',
    {
      config: { access: 'contacts:read' },
      schema: {
        tags: ['Contacts'],
        summary: 'How a phone number is read everywhere here: in E.164, or why it is none',
        querystring: z.object({ written }),
        response: { 200: answer(z.object({ phone: z.string() })) },
      },
    },
    async ({ principal, query }) => {
      const { phone, fault } = await db.tenant(principal.tenantId, tx => readTenantPhone(tx, query.written))
      if (phone !== undefined) return ok({ phone })
      throw new AppError(CONTACT_ERRORS.PHONE_INVALID, { message: PHONE_FAULTS[fault], details: { reason: fault } })
    },
  )
}
