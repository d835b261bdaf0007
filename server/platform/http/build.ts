import { fastify, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { notFound } from '../errors/index.ts'
import type { Context, HttpApp } from '../feature.ts'
import { answerError } from './failure.ts'
import { type Authenticate, admit, requireAccess } from './guard.ts'
import { observe, requestId } from './observe.ts'

export interface HttpOptions {
  authenticate: Authenticate
}

const MEGABYTE = 1024 * 1024

/** The HTTP application without any feature's route: schemas, errors, access, and what every answer carries. */
export async function buildHttp(context: Context, options: HttpOptions): Promise<HttpApp> {
  const app = fastify({
    loggerInstance: context.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    bodyLimit: MEGABYTE,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
  }).withTypeProvider<ZodTypeProvider>() as unknown as HttpApp
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerError(context.clock))
  app.setNotFoundHandler(() => {
    throw notFound()
  })
  observe(app, context)
  requireAccess(app)
  app.decorateRequest('principal', null as never)
  app.addHook('onRequest', async request => {
    const principal = await admit(request, options.authenticate)
    if (principal) request.principal = principal
  })
  return app
}
