import fastifyApiReference from '@scalar/fastify-api-reference'
import type { HttpApp } from '../context.ts'
import { asPublic } from './guard.ts'

/** Where the API's document is shown to people. */
const DOCS = '/docs'

/** Offers of the library's maker that would send what is shown to other servers are off. */
const CONFIGURATION = JSON.stringify({
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: 'never',
})

/** The library's own page holds a script, which our policy rightly forbids. This one only names files. */
const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Tawsil API</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
  </head>
  <body>
    <div id="api-reference" data-url="/openapi.json" data-configuration="${CONFIGURATION.replaceAll('"', '&quot;')}"></div>
    <script src="js/scalar.js"></script>
  </body>
</html>
`

/** `/openapi.json`, and the same for people at `/docs`. Register after the routes. */
export async function documentationRoutes(app: HttpApp): Promise<void> {
  let text: string | undefined
  app.get(
    '/openapi.json',
    { config: { access: 'public', cache: 'public' }, schema: { hide: true } },
    async (_request, reply) => {
      text ??= JSON.stringify(app.swagger())
      return reply.type('application/json; charset=utf-8').send(text)
    },
  )
  await asPublic(app, () =>
    app.register(async docs => {
      docs.addHook('onSend', async (request, _reply, payload) =>
        request.routeOptions.url === `${DOCS}/` ? PAGE : payload,
      )
      await docs.register(fastifyApiReference, { routePrefix: DOCS, configuration: { url: '/openapi.json' } })
    }),
  )
}
