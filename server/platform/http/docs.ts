import fastifyApiReference from '@scalar/fastify-api-reference'
import type { HttpApp } from '../context.ts'
import { asPublic } from './guard.ts'
import { DOCS } from './security.ts'

/** `/openapi.json`, and the same for people at `/docs`. Register after the routes. */
export async function documentationRoutes(app: HttpApp): Promise<void> {
  let text: string | undefined
  app.get('/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) => {
    text ??= JSON.stringify(app.swagger())
    return reply.type('application/json; charset=utf-8').send(text)
  })
  await asPublic(app, () =>
    app.register(fastifyApiReference, {
      routePrefix: DOCS,
      configuration: {
        url: '/openapi.json',
        pageTitle: 'Tawsil API',
        withDefaultFonts: false,
        telemetry: false,
        // Offers of the library's maker that would send what is shown to other servers.
        agent: { disabled: true },
        mcp: { disabled: true },
        hideClientButton: true,
        showDeveloperTools: 'never',
        favicon: '/favicon.svg',
      },
    }),
  )
}
