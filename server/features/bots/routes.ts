import type { Context, HttpApp } from '../../platform/context.ts'
import { answer, ok } from '../../platform/http/index.ts'
import { abilitiesOf } from './abilities.ts'
import { botAnswer } from './schema.ts'

export function botRoutes(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/bot',
    {
      config: { access: 'tenant:read' },
      schema: { tags: ['Bot'], summary: 'What the bot of your business can do', response: { 200: answer(botAnswer) } },
    },
    async ({ principal }) => ok(await db.tenant(principal.tenantId, abilitiesOf)),
  )
}
