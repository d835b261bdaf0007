import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HttpApp } from '../context.ts'
import { asPublic } from './guard.ts'

const PAGE = 'index.html'
/** Paths that are never a page of the web app. */
const NOT_PAGES = /^(api|webhooks|media|health|metrics|docs|openapi\.json|socket\.io|assets)(\/|$)/
const FOREVER = 'public, max-age=31536000, immutable'

/** Serves the built web app, if there is one: its files, and its page for every other address that a person may open. */
export async function serveWebApp(app: HttpApp, folder: string): Promise<boolean> {
  if (!existsSync(join(folder, PAGE))) return false
  const assets = join(folder, 'assets') + sep
  await asPublic(app, () =>
    app.register(fastifyStatic, {
      root: folder,
      dotfiles: 'ignore',
      cacheControl: false,
      // The build writes each file compressed beside it.
      preCompressed: true,
      // Names of assets change with their content, so browsers may keep them. The page refers to them, so it is never kept.
      setHeaders: (reply, path) => {
        reply.header('cache-control', path.startsWith(assets) ? FOREVER : 'no-cache')
      },
    }),
  )
  app.decorate('webApp', folder)
  return true
}

/** The web app's page instead of a 404, for a person's browser. @returns whether it was sent */
export function sendPage(request: FastifyRequest, reply: FastifyReply): boolean {
  const wantsPage = request.method === 'GET' || request.method === 'HEAD'
  if (!wantsPage || NOT_PAGES.test(pathOf(request)) || !request.headers.accept?.includes('text/html')) return false
  void reply.sendFile(PAGE)
  return true
}

/** As the router read it: decoded, without the host that a request line may name. */
const pathOf = ({ params }: FastifyRequest): string => (params as { '*'?: string })['*'] ?? ''
