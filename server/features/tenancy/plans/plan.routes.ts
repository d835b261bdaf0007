import type { Context, HttpApp } from '../../../platform/context.ts'
import { answer, listAnswer, ok, okList } from '../../../platform/http/index.ts'
import { NO_TENANT } from '../../../platform/ids/index.ts'
import { getTenant } from '../tenant.ts'
import { planParams, planPatch, planView, usageView } from './plan.schema.ts'
import type { PlanRow } from './plan.sql.ts'
import { editPlan, listPlans, METRICS } from './plan.ts'
import { type MetricUse, usageReport } from './usage-report.ts'

const tags = ['Plans']

/** `/api/v1/plans` and `/api/v1/usage` */
export function planRoutes(app: HttpApp, context: Context): void {
  readRoutes(app, context)
  editRoute(app, context)
}

function readRoutes(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/plans',
    {
      config: { access: 'signed_in' },
      schema: {
        tags,
        summary: 'What there is to choose from: all plans, the smallest first',
        response: { 200: listAnswer(planView) },
      },
    },
    async ({ principal: { tenantId } }) => {
      const { plans, own } = await db.tenant(tenantId, async tx => ({
        plans: await listPlans(tx),
        own: tenantId === NO_TENANT ? null : (await getTenant(tx)).plan,
      }))
      return okList(
        plans.map(plan => showPlan(plan, own)),
        plans.length,
        null,
      )
    },
  )
  app.get(
    '/api/v1/usage',
    {
      config: { access: 'tenant:read' },
      schema: { tags, summary: 'What your business uses of its plan, by metric', response: { 200: answer(usageView) } },
    },
    async ({ principal }) => {
      const report = await db.tenant(principal.tenantId, usageReport)
      return ok(showUsage(report))
    },
  )
}

function editRoute(app: HttpApp, { db }: Context): void {
  app.patch(
    '/api/v1/plans/:name',
    {
      config: { access: 'system_admin' },
      schema: {
        tags: ['Operator'],
        summary: 'Change a plan, for every business that has it',
        params: planParams,
        body: planPatch,
        response: { 200: answer(planView) },
      },
    },
    async ({ params, body }) => {
      const plan = await db.system('a plan is the operator’s', tx => editPlan(tx, params.name, body))
      return ok(showPlan(plan, null))
    },
  )
}

const showPlan = ({ name, amount, currency, limits, features }: PlanRow, own: string | null) => ({
  name,
  price: { amount, currency },
  limits: Object.fromEntries(METRICS.map(metric => [metric, limits[metric] ?? null])),
  features,
  current: name === own,
})

/** Usage as the API shows it. */
export const showUsage = (report: Record<string, MetricUse>) =>
  Object.fromEntries(
    Object.entries(report).map(([metric, { used, limit, resetsAt }]) => [
      metric,
      { used, limit, resetsAt: resetsAt?.toISOString() ?? null },
    ]),
  )
