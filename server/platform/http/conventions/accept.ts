import type { HttpApp } from '../../context.ts'
import { AppError, defineErrors } from '../../errors/index.ts'

const ERRORS = defineErrors({
  NOT_ACCEPTABLE: { status: 406, message: 'Answers are JSON. Send Accept: application/json, or leave it out.' },
})

/** Refuses callers of the API who say that they cannot read its answers. A route with other answers says so with `produces`. */
export function refuseUnreadable(app: HttpApp): void {
  app.addHook('preHandler', ({ headers, routeOptions }, _reply, done) => {
    const { url, schema } = routeOptions
    if (!url?.startsWith('/api/') || schema?.produces) return done()
    if (headers.accept !== undefined && !takesJson(headers.accept)) return done(new AppError(ERRORS.NOT_ACCEPTABLE))
    done()
  })
}

/** Whether an Accept header allows JSON. */
export const takesJson = (accept: string): boolean =>
  accept.trim() === '' ||
  accept.split(',').some(range => {
    const [type = '', ...parameters] = range.split(';').map(part => part.trim().toLowerCase())
    const refused = parameters.some(parameter => /^q=0(\.0*)?$/.test(parameter))
    // A few lists can be had as a file as well.
    return !refused && /^(\*\/\*|application\/(\*|json|[\w.-]*\+json)|text\/(\*|csv))$/.test(type)
  })
