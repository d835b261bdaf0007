import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { actorOf, answer, answerPage, decodeCursor, listAnswer, ok, shown } from '../../../platform/http/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { showUsage } from '../../tenancy/index.ts'
import { identityOf } from '../identity.ts'
import { signedInView } from '../schema.ts'
import { sessionOf } from '../sessions/session.ts'
import {
  enterBody,
  listedTenantView,
  operatedTenantView,
  suspendBody,
  tenantBody,
  tenantChange,
  tenantParams,
  tenantsQuery,
  visitView,
} from './tenants.schema.ts'
import type { ListedTenant } from './tenants.sql.ts'
import { changeTenant, listTenants, makeTenant, readTenant, resumeTenant, suspendTenant } from './tenants.ts'
import { enterTenant, leaveTenants } from './visit.ts'

const tags = ['Operator']
const READ = { access: 'system_admin' } as const
const CHANGE = { access: 'system_admin', recentAuthentication: true } as const
const PLACE = z.uuid()

/** `/api/v1/tenants`: all businesses, for the operators of the platform. */
export function operatorRoutes(app: HttpApp, context: Context): void {
  readRoutes(app, context)
  changeRoutes(app, context)
  suspendRoutes(app, context)
  visitRoutes(app, context)
}

function readRoutes(app: HttpApp, context: Context): void {
  app.get(
    '/api/v1/tenants',
    {
      config: READ,
      schema: {
        tags,
        summary: 'All businesses, newest first',
        querystring: tenantsQuery,
        response: { 200: listAnswer(listedTenantView) },
      },
    },
    async ({ query }) => {
      const { limit, cursor, ...filter } = query
      const before = cursor ? decodeCursor(cursor, PLACE) : null
      const rows = await context.db.system('operators see all businesses', tx =>
        listTenants(tx, filter, { before, limit: limit + 1 }),
      )
      return answerPage(rows, { limit }, showListed, ({ id }) => id)
    },
  )
  app.get(
    '/api/v1/tenants/:id',
    {
      config: READ,
      schema: {
        tags,
        summary: 'One business with what it uses and how it is doing',
        params: tenantParams,
        response: { 200: answer(operatedTenantView) },
      },
    },
    async ({ params }) => ok(await show(context, params.id)),
  )
}

function changeRoutes(app: HttpApp, context: Context): void {
  app.post(
    '/api/v1/tenants',
    {
      config: CHANGE,
      schema: {
        tags,
        summary: 'Make a business and its first administrator',
        body: tenantBody,
        response: { 201: answer(operatedTenantView) },
      },
    },
    async ({ principal, body }, reply) => {
      const id = await makeTenant(context, body, actorOf(principal))
      return reply.code(201).send(ok(await show(context, id)))
    },
  )
  app.patch(
    '/api/v1/tenants/:id',
    {
      config: CHANGE,
      schema: {
        tags,
        summary: 'Change the plan of a business, or what it has instead of what its plan says',
        params: tenantParams,
        body: tenantChange,
        response: { 200: answer(operatedTenantView) },
      },
    },
    async ({ principal, params, body }) => {
      await context.db.system('operators change the plan of a business', tx =>
        changeTenant(tx, params.id, body, actorOf(principal)),
      )
      return ok(await show(context, params.id))
    },
  )
}

function suspendRoutes(app: HttpApp, context: Context): void {
  const identity = identityOf(context)
  app.post(
    '/api/v1/tenants/:id/suspend',
    {
      config: CHANGE,
      schema: {
        tags,
        summary: 'Suspend a business at once; its people read the reason',
        params: tenantParams,
        body: suspendBody,
        response: { 200: answer(operatedTenantView) },
      },
    },
    async ({ principal, params, body }) => {
      await context.db.system('operators suspend a business', tx =>
        suspendTenant(identity, tx, params.id, body.reason, actorOf(principal)),
      )
      return ok(await show(context, params.id))
    },
  )
  app.post(
    '/api/v1/tenants/:id/resume',
    {
      config: CHANGE,
      schema: {
        tags,
        summary: 'Let a suspended business go on',
        params: tenantParams,
        response: { 200: answer(operatedTenantView) },
      },
    },
    async ({ principal, params }) => {
      await context.db.system('operators let a business go on', tx =>
        resumeTenant(identity, tx, params.id, actorOf(principal)),
      )
      return ok(await show(context, params.id))
    },
  )
}

function visitRoutes(app: HttpApp, context: Context): void {
  const identity = identityOf(context)
  app.post(
    '/api/v1/tenants/:id/enter',
    {
      config: { ...CHANGE, idempotent: false },
      schema: {
        tags,
        summary: 'Read a business for at most an hour; its people can see that you did, and why',
        params: tenantParams,
        body: enterBody,
        response: { 200: answer(visitView) },
      },
    },
    async ({ principal, params, body }) => ok(await enterTenant(identity, sessionOf(principal), params.id, body)),
  )
  app.post(
    '/api/v1/tenants/leave',
    {
      config: { access: 'system_admin', idempotent: false },
      schema: { tags, summary: 'End your visits', response: { 200: answer(signedInView) } },
    },
    async ({ principal }) => ok(await leaveTenants(identity, sessionOf(principal))),
  )
}

async function show(context: Context, id: Uuid) {
  const { row, usage, ...rest } = await readTenant(context, id)
  return { ...showListed(row), usage: showUsage(usage), ...rest }
}

function showListed(row: ListedTenant) {
  const { name, businessType, status, plan, members, ownerName, ownerEmail, suspendedAt, suspendedReason } = row
  return {
    id: shown('tenant', row.id),
    name,
    businessType,
    status,
    plan,
    members,
    owner: ownerName && ownerEmail ? { name: ownerName, email: ownerEmail } : null,
    suspended: suspendedAt && suspendedReason ? { reason: suspendedReason, since: suspendedAt.toISOString() } : null,
    createdAt: row.createdAt.toISOString(),
  }
}
