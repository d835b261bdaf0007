import fastifyApiReference from '@scalar/fastify-api-reference'
import type { HttpApp } from '../feature.ts'
import { asPublic } from './guard.ts'

/** The page that shows the document makes itself from scripts and styles in the page; it holds nothing of anybody. */
const RELAXED = {
  contentSecurityPolicy: {
    directives: {
      'default-src': ["'self'"],
      'script-src': ["'self'", "'unsafe-inline'", "'unsafe-eval'"],
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:', 'blob:'],
      'font-src': ["'self'", 'data:'],
      'connect-src': ["'self'"],
      'worker-src': ["'self'", 'blob:'],
      'object-src': ["'none'"],
      'frame-ancestors': ["'none'"],
    },
    useDefaults: false,
  },
}

/** `/openapi.json`, and the same for people at `/docs`. Register after the routes. */
export async function documentationRoutes(app: HttpApp): Promise<void> {
  let text: string | undefined
  app.get('/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) => {
    text ??= JSON.stringify(app.swagger())
    return reply.type('application/json; charset=utf-8').send(text)
  })
  await asPublic(app, () =>
    app.register(async scope => {
      scope.addHook('onRoute', route => {
        route.helmet = RELAXED
      })
      await scope.register(fastifyApiReference, {
        routePrefix: '/docs',
        configuration: { url: '/openapi.json', withDefaultFonts: false, telemetry: false, theme: 'default' },
      })
    }),
  )
}
