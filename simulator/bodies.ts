import type { FastifyInstance } from 'fastify'

/** Reads JSON bodies; an empty one is an empty object, because clients name the type even when they send nothing. */
export function acceptJson(scope: FastifyInstance): void {
  scope.removeContentTypeParser('application/json')
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    if (text === '') return done(null, {})
    try {
      done(null, JSON.parse(text as string))
    } catch {
      done(Object.assign(new Error('(#100) The body is not valid JSON.'), { statusCode: 400 }))
    }
  })
}
