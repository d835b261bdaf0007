import type { Context, HttpApp } from '../../platform/feature.ts'
import { answer, ok } from '../../platform/http/index.ts'
import { tenantPatch, tenantView } from './schema.ts'
import { getTenant, showTenant, updateTenant } from './tenant.ts'

const tags = ['Business']

export function tenantRoutes(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/tenant',
    {
      config: { access: 'tenant:read' },
      schema: { tags, summary: 'Your own business', response: { 200: answer(tenantView) } },
    },
    async request => ok(showTenant(await db.tenant(request.principal.tenantId, getTenant))),
  )

  app.patch(
    '/api/v1/tenant',
    {
      config: { access: 'tenant:write' },
      schema: {
        tags,
        summary: 'Change name, region, settings or branding of your business',
        body: tenantPatch,
        response: { 200: answer(tenantView) },
      },
    },
    async ({ principal, body }) => {
      const actor = { kind: principal.kind, id: principal.id }
      return ok(showTenant(await db.tenant(principal.tenantId, tx => updateTenant(tx, body, actor))))
    },
  )
}
