import { z } from 'zod'
import type { Context, HttpApp } from '../../platform/context.ts'
import {
  answer,
  decodeCursor,
  encodeCursor,
  links,
  listAnswer,
  ok,
  okList,
  select,
  shown,
} from '../../platform/http/index.ts'
import {
  type ContactView,
  contactIdParam,
  contactPatch,
  contactPlace,
  contactQuery,
  contactView,
} from './contact.schema.ts'
import { type Contact, getContact, keptFor, listContacts, updateContact } from './contact.ts'
import { displayName, phoneOf } from './identity.ts'

const tags = ['Contacts']

export function contactRoutes(app: HttpApp, context: Context): void {
  listRoute(app, context)
  contactRoute(app, context)
  changeRoute(app, context)
}

function listRoute(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/contacts',
    {
      config: { access: 'contacts:read' },
      schema: {
        tags,
        summary: 'People who write to you, newest first',
        querystring: contactQuery,
        response: { 200: listAnswer(contactView.partial()) },
      },
    },
    async ({ principal, query }) => {
      const { q, limit, fields } = query
      const beyond = query.cursor ? decodeCursor(query.cursor, contactPlace).beyond : null
      const page = await db.tenant(principal.tenantId, tx => listContacts(tx, { q, beyond, limit }))
      const last = page.contacts.at(-1)
      const next = page.more && last ? encodeCursor({ beyond: last.id }) : null
      return okList(select(fields, page.contacts.map(showContact), Object.keys(contactView.shape)), limit, next)
    },
  )
}

function contactRoute(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/contacts/:id',
    {
      config: { access: 'contacts:read' },
      schema: {
        tags,
        summary: 'One person; the id of one who was merged into another leads there (307)',
        params: contactIdParam,
        response: {
          200: answer(contactView),
          307: z.void().meta({ description: 'Merged into the contact at Location' }),
        },
      },
    },
    async ({ principal, params }, reply) => {
      const { contact, keptId } = await db.tenant(principal.tenantId, async tx => ({
        contact: await getContact(tx, params.id),
        keptId: await keptFor(tx, params.id),
      }))
      // Not permanent, because a merge can be undone.
      if (keptId)
        return reply
          .code(307)
          .header('location', `/api/v1/contacts/${shown('contact', keptId)}`)
          .send()
      return ok(showContact(contact))
    },
  )
}

function changeRoute(app: HttpApp, { db }: Context): void {
  app.patch(
    '/api/v1/contacts/:id',
    {
      config: { access: 'contacts:write' },
      schema: {
        tags,
        summary: 'Change name, language or own fields of a person',
        params: contactIdParam,
        body: contactPatch,
        response: { 200: answer(contactView) },
      },
    },
    async ({ principal, params, body }) => {
      const { tenantId, kind, id } = principal
      return ok(showContact(await db.tenant(tenantId, tx => updateContact(tx, params.id, body, { kind, id }))))
    },
  )
}

function showContact(contact: Contact): ContactView {
  const id = shown('contact', contact.id)
  return {
    id,
    name: contact.name,
    displayName: displayName(contact.name, contact.identities),
    phone: phoneOf(contact.identities),
    locale: contact.locale,
    fields: contact.fields as ContactView['fields'],
    identities: contact.identities.map(({ kind, value }) => ({ kind, value })),
    optedOutAt: contact.optedOutAt?.toISOString() ?? null,
    marketingOptedOutAt: contact.marketingOptedOutAt?.toISOString() ?? null,
    createdAt: contact.createdAt.toISOString(),
    updatedAt: contact.updatedAt.toISOString(),
    _links: links({ self: ['contacts', id] }),
  }
}
