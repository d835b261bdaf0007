import type { Context, HttpApp } from '../../context.ts'
import { refuseUnreadable } from './accept.ts'
import { sayHowLong } from './cache-control.ts'
import { announceDeprecated } from './deprecation.ts'
import { tagAnswers } from './etag.ts'

export { type Deprecation, withOldNames } from './deprecation.ts'
export { knownMethods } from './methods.ts'

/** What every answer of the API has in common, beside its envelope. Register it before compression and before the routes. */
export function followConventions(app: HttpApp, context: Pick<Context, 'clock'>): void {
  announceDeprecated(app, context)
  refuseUnreadable(app)
  tagAnswers(app)
  sayHowLong(app)
}
