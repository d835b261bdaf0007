import type { Context, HttpApp } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/index.ts'
import { actorOf, answer, ok } from '../../platform/http/index.ts'
import { featuresOf } from './plans/usage-report.ts'
import { receivedFiles } from './received-files.ts'
import { type TenantWithUsage, tenantPatch, tenantWithUsage } from './schema.ts'
import { getTenant, showTenant, type Tenant, updateTenant } from './tenant.ts'
import { usageOf } from './usage.ts'

const tags = ['Business']

export function tenantRoutes(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/tenant',
    {
      config: { access: 'tenant:read' },
      schema: { tags, summary: 'Your own business', response: { 200: answer(tenantWithUsage) } },
    },
    async ({ principal }) => ok(await db.tenant(principal.tenantId, async tx => show(tx, await getTenant(tx)))),
  )

  app.patch(
    '/api/v1/tenant',
    {
      config: { access: 'tenant:write' },
      schema: {
        tags,
        summary: 'Change name, region, settings or branding of your business',
        body: tenantPatch,
        response: { 200: answer(tenantWithUsage) },
      },
    },
    async ({ principal, body }) => {
      return ok(
        await db.tenant(principal.tenantId, async tx => show(tx, await updateTenant(tx, body, actorOf(principal)))),
      )
    },
  )
}

async function show(tx: Tx, tenant: Tenant): Promise<TenantWithUsage> {
  const { used, limit, resetsAt } = await usageOf(tx, tenant, 'messages')
  const messages = { used, limit, resetsAt: resetsAt.toISOString() }
  return {
    ...showTenant(tenant),
    features: await featuresOf(tx),
    usage: { messages, receivedBytes: await receivedFiles(tx) },
  }
}
