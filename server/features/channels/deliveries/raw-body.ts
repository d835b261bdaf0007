import type { HttpApp } from '../../../platform/context.ts'
import { AppError, COMMON_ERRORS } from '../../../platform/errors/index.ts'

const JSON_TYPE = /^application\/json(; ?charset=[\w-]+)?$/i

/**
 * Bodies stay bytes, whatever their type says, because the signature is over the bytes. A compressed body is refused
 * and never unpacked, so that a small body cannot become a huge one.
 */
export function keepBytes(scope: HttpApp): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  scope.addHook('onRequest', async request => {
    const type = request.headers['content-type']
    // The framework refuses an invalid media type before it asks a parser; these bytes are read whatever their type is.
    if (type !== undefined && !JSON_TYPE.test(type)) request.headers['content-type'] = 'application/octet-stream'
    if (request.headers['content-encoding'] !== undefined && request.headers['content-encoding'] !== 'identity') {
      throw new AppError(COMMON_ERRORS.VALIDATION, { message: 'Send the body without Content-Encoding.' })
    }
  })
}
