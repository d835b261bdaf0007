import { addBranch, addCategory, addItem } from '../features/commerce/index.ts'
import { addMember } from '../features/identity/index.ts'
import { type BusinessType, createTenant } from '../features/tenancy/index.ts'
import type { Context } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import type { Uuid } from '../platform/ids/index.ts'
import { selectSimulator } from './demo.sql.ts'
import type { DemoBranch, DemoCategory, DemoItem } from './menu.ts'
import type { DemoOrder, ScriptedConversation } from './script.ts'
import { untilAnswered } from './work.ts'

/** A business as it is written down. */
export interface Plan {
  name: string
  businessType: BusinessType
  locale: string
  timezone: string
  currency: string
  /** The first is the owner. */
  people: ReadonlyArray<{ name: string; email: string }>
  menu: readonly DemoCategory[]
  branches: readonly DemoBranch[]
  conversations: readonly ScriptedConversation[]
  orders: readonly DemoOrder[]
}

/** A business as it stands in the database. */
export interface Business {
  plan: Plan
  id: Uuid
  channelId: Uuid
  /** In the order of `plan.people`. */
  people: Uuid[]
  /** By code. */
  items: Map<string, Uuid>
  branches: Uuid[]
  /** What was placed so far. */
  orders: Map<DemoOrder, Uuid>
}

/** The tenant and who works there. */
export async function found(context: Context, plan: Plan, password: string): Promise<Business> {
  const { name, businessType, locale, timezone, currency } = plan
  const tenant = await context.db.system('a tenant is made before there is one', tx =>
    // More than the smallest plan has room for: several people, and a menu of many pages.
    createTenant(tx, { name, businessType, locale, timezone, currency, plan: 'premium' }),
  )
  const people = await Promise.all(
    plan.people.map((person, index) =>
      addMember(context, tenant.id, { ...person, password, role: index === 0 ? 'tenant_admin' : 'agent', locale }),
    ),
  )
  return { plan, id: tenant.id, channelId: '', people, items: new Map(), branches: [], orders: new Map() }
}

/** What it sells, and its channel, which comes by itself. */
export async function furnish(context: Context, business: Business): Promise<void> {
  const { db } = context
  await db.tenant(business.id, async tx => {
    for (const category of business.plan.menu) await addMenu(tx, business, category)
    for (const branch of business.plan.branches) business.branches.push(await addPlace(tx, business, branch))
  })
  await untilAnswered(context, [business.id])
  business.channelId = (await db.tenant(business.id, tx => tx.one(selectSimulator()))).id
}

const owner = (business: Business) => ({ kind: 'user', id: business.people[0]! }) as const

async function addMenu(tx: Tx, business: Business, { names: [name, fr, ar], items }: DemoCategory): Promise<void> {
  const translations = { fr: { name: fr }, ar: { name: ar } }
  const { id } = await addCategory(tx, { name, translations }, owner(business))
  for (const item of items) {
    const added = await addItem(tx, itemBody(item, id, business.plan.currency), owner(business))
    business.items.set(item.code, added.id)
  }
}

function itemBody({ code, names, descriptions, price, soldOut }: DemoItem, categoryId: Uuid, currency: string) {
  const [[name, frName, arName], [description, frDescription, arDescription]] = [names, descriptions]
  const translations = {
    fr: { name: frName, description: frDescription },
    ar: { name: arName, description: arDescription },
  }
  const available = !soldOut
  return { code, name, description, translations, price: { amount: price, currency }, categoryId, available }
}

async function addPlace(tx: Tx, business: Business, { names: [name, fr, ar], address, phone }: DemoBranch) {
  const translations = { fr: { name: fr }, ar: { name: ar } }
  const body = { name, translations, address, phone, available: true }
  return (await addBranch(tx, body, owner(business))).id
}
