import type { FastifyRequest } from 'fastify'
import { AppError, COMMON_ERRORS } from './platform/errors/index.ts'
import { subscribe } from './platform/events/index.ts'
import type { Context, Feature, HttpApp } from './platform/feature.ts'
import { buildHttp, type Principal } from './platform/http/index.ts'

/** The composition root: the only file that names every feature, in the order in which they may know each other. */
export const FEATURES: readonly Feature[] = []

/** The HTTP application with the routes of every feature; not listening yet. */
export async function buildApp(context: Context): Promise<HttpApp> {
  const app = await buildHttp(context, { authenticate: authenticator(context) })
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

function authenticator(_context: Context): (request: FastifyRequest) => Promise<Principal> {
  return async () => {
    throw new AppError(COMMON_ERRORS.UNAUTHENTICATED)
  }
}
