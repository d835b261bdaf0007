import type { HttpApp } from '../context.ts'
import { AppError, COMMON_ERRORS } from '../errors/index.ts'

/** Deeper than any body that a route takes, and still safe for code that walks a body recursively. */
const DEEPEST = 64
const [QUOTE, BACKSLASH, OPEN_OBJECT, OPEN_LIST, CLOSE_OBJECT, CLOSE_LIST] = [34, 92, 123, 91, 125, 93]

/** Reads JSON bodies and no others; a route that takes something else brings its own reader. Refuses keys that would change prototypes, and nesting that would exhaust the stack. */
export function readJsonBodies(app: HttpApp): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body.toString()
    if (depthOf(text) > DEEPEST) {
      return done(
        new AppError(COMMON_ERRORS.VALIDATION, { message: `The body is nested deeper than ${DEEPEST} levels.` }),
      )
    }
    parse(request, text, done)
  })
}

/** How deep objects and lists nest. */
export function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (inString) {
      if (code === BACKSLASH) at++
      else if (code === QUOTE) inString = false
    } else if (code === QUOTE) inString = true
    else if (code === OPEN_OBJECT || code === OPEN_LIST) deepest = Math.max(deepest, ++depth)
    else if (code === CLOSE_OBJECT || code === CLOSE_LIST) depth--
  }
  return deepest
}
