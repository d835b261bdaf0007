import { type FastifyReply, type FastifyRequest, fastify, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Context, HttpApp } from '../context.ts'
import { notFound } from '../errors/index.ts'
import { withOrigin } from '../events/origin.ts'
import { isLoopbackHost } from '../outbound/index.ts'
import { readJsonBodies } from './body.ts'
import { followConventions, knownMethods } from './conventions/index.ts'
import { documentRoutes } from './document.ts'
import { answerError } from './failure.ts'
import { type Authenticate, admit, asPublic, requireAccess, requireRecentAuthentication } from './guard.ts'
import { capConnections, SERVER_TIMES } from './network/connections.ts'
import { peerOf, trustsOf } from './network/peer.ts'
import { observe, requestId, traceOf, traceRequests } from './observe.ts'
import { countCaller, countStranger, isCounted, isLimited, type PlanLimit } from './rate.ts'
import { createRefusalTrace } from './refusals.ts'
import { replayRepeated } from './replay.ts'
import { secure } from './security.ts'
import { sendPage } from './web.ts'

export interface HttpOptions {
  authenticate: Authenticate
  /** Requests a minute by the tenant's plan; default: 60 for a key, and a hundred times as many for the business. */
  planLimit?: PlanLimit
}

const MEGABYTE = 1024 * 1024
const SMALLEST_PLAN = { key: 60, person: null, business: 6_000 }

/** The HTTP application without any feature's route: schemas, errors, access, limits, and what every answer carries. */
export async function buildHttp(context: Context, options: HttpOptions): Promise<HttpApp> {
  const app = create(context)
  const trusts = trustsOf(context.config.trustProxy)
  capConnections(app.server, address => isLoopbackHost(address) || trusts(address))
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerError(context.clock, createRefusalTrace(context)))
  const mustTakeMethod = knownMethods(app)
  app.setNotFoundHandler(async (request, reply) => {
    if (app.hasDecorator('webApp') && sendPage(request, reply)) return reply
    // Addresses that a file of the web app might have had; the others were counted before.
    if (!isCounted(reply)) await countStranger(context, request, reply)
    reply.header('cache-control', 'no-store')
    mustTakeMethod(request, reply)
    throw notFound()
  })
  observe(app, context)
  traceRequests(app, context)
  requireAccess(app)
  readJsonBodies(app)
  followConventions(app, context)
  await asPublic(app, () => secure(app, context.config))
  admitAndCount(app, context, options)
  requireRecentAuthentication(app, context, options.authenticate)
  replayRepeated(app, context)
  await documentRoutes(app)
  return app
}

function create({ log, config }: Context): HttpApp {
  return fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    bodyLimit: MEGABYTE,
    ...SERVER_TIMES,
    trustProxy: config.trustProxy === undefined ? false : trustsOf(config.trustProxy),
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  }).withTypeProvider<ZodTypeProvider>() as unknown as HttpApp
}

/** Access and limits are checked before the body is read, so that a refused request costs next to nothing. */
function admitAndCount(app: HttpApp, context: Context, options: HttpOptions): void {
  const { authenticate, planLimit = async () => SMALLEST_PLAN } = options
  app.decorateRequest('principal', null as never)
  const admitOne = async (request: FastifyRequest, reply: FastifyReply) => {
    const limited = isLimited(request)
    const principal = await admit(request, authenticate).catch(async error => {
      if (limited) await countStranger(context, request, reply)
      throw error
    })
    if (principal) request.principal = principal
    if (!limited) return
    if (principal) await countCaller(context, planLimit, principal, request, reply)
    else await countStranger(context, request, reply)
  }
  app.addHook('onRequest', (request, reply, done) => {
    // Providers' deliveries and files of the web app: there is no caller to identify, and nothing is counted.
    if (request.routeOptions.config.access === 'public' && !isLimited(request)) return done()
    admitOne(request, reply).then(() => done(), done)
  })
  // After the body was read: its reader belongs to the connection and not to this request. Only what people and keys ask for
  // has an origin.
  app.addHook('preHandler', (request, _reply, done) => {
    if (!isLimited(request)) return done()
    withOrigin({ address: peerOf(request), device: request.headers['user-agent'] ?? '', trace: traceOf(request) }, done)
  })
}
