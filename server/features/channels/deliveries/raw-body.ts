import type { HttpApp } from '../../../platform/context.ts'
import { AppError, COMMON_ERRORS } from '../../../platform/errors/index.ts'

const JSON_TYPE = /^application\/json(; ?charset=[\w-]+)?$/i

/**
 * Bodies stay bytes, whatever their type says: the signature is over them. A compressed body is refused, because nothing
 * here unpacks: a bomb stays as small as it came.
 */
export function keepBytes(scope: HttpApp): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  scope.addHook('onRequest', async request => {
    const type = request.headers['content-type']
    // The framework refuses what is no media type before a parser is asked; these bytes are read whatever they call themselves.
    if (type !== undefined && !JSON_TYPE.test(type)) request.headers['content-type'] = 'application/octet-stream'
    if (request.headers['content-encoding'] !== undefined && request.headers['content-encoding'] !== 'identity') {
      throw new AppError(COMMON_ERRORS.VALIDATION, { message: 'Send the body without Content-Encoding.' })
    }
  })
}
