import { feature as commerce } from './features/commerce/feature.ts'
import { feature as contacts } from './features/contacts/feature.ts'
import { feature as identity } from './features/identity/feature.ts'
import { createAuthenticator } from './features/identity/index.ts'
import { feature as tenancy } from './features/tenancy/feature.ts'
import { subscribe } from './platform/events/index.ts'
import type { Context, Feature, HttpApp } from './platform/feature.ts'
import { buildHttp } from './platform/http/index.ts'

/** The composition root: the only file that names every feature, in the order in which they may know each other. */
export const FEATURES: readonly Feature[] = [tenancy, identity, contacts, commerce]

/** The HTTP application with the routes of every feature; not listening yet. */
export async function buildApp(context: Context): Promise<HttpApp> {
  const { authenticate } = createAuthenticator(context)
  const app = await buildHttp(context, { authenticate })
  for (const feature of FEATURES) await feature.routes?.(app, context)
  return app
}

/** Durable subscribers of every feature; before the first event is written, in every process. */
export function registerSubscribers(context: Context): void {
  for (const feature of FEATURES) for (const subscriber of feature.subscribers?.(context) ?? []) subscribe(subscriber)
}

/** Job handlers and schedules of every feature. */
export async function registerJobs(context: Context): Promise<void> {
  for (const feature of FEATURES) await feature.jobs?.(context)
}
