import type { Context } from '../../platform/context.ts'
import { fillFolds } from '../../platform/text/index.ts'
import { FOLDED_NAMES } from './contact.sql.ts'

const FOLD_MS = 10 * 60_000

/** Names that were written without their folded form can be searched a minute later. */
export function contactJobs({ db, queue }: Context): void {
  queue.every('fold names of contacts', FOLD_MS, () => fillFolds(db, FOLDED_NAMES))
}
