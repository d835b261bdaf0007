import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HttpApp } from '../../context.ts'
import { AppError, defineErrors } from '../../errors/index.ts'

const ERRORS = defineErrors({
  METHOD_NOT_ALLOWED: {
    status: 405,
    message: 'This address does not take this method. Allow names those that it takes.',
  },
})

interface Address {
  shape: RegExp
  methods: Set<string>
}

/** Tells an address that is there, but takes other methods, from one that is not. Call it before the routes are registered. */
export function knownMethods(app: HttpApp): (request: FastifyRequest, reply: FastifyReply) => void {
  const addresses = new Map<string, Address>()
  app.addHook('onRoute', ({ url, method }) => {
    if (!url.startsWith('/api/') || url.includes('*')) return
    const known = addresses.get(url) ?? { shape: shapeOf(url), methods: new Set<string>() }
    for (const one of [method].flat()) known.methods.add(one.toUpperCase())
    addresses.set(url, known)
  })
  return (request, reply) => {
    const [path = ''] = request.url.split('?')
    const methods = new Set([...addresses.values()].flatMap(one => (one.shape.test(path) ? [...one.methods] : [])))
    if (methods.size === 0) return
    reply.header('allow', [...methods].sort().join(', '))
    throw new AppError(ERRORS.METHOD_NOT_ALLOWED)
  }
}

const shapeOf = (url: string): RegExp =>
  new RegExp(`^${url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}/?$`)
