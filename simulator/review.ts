/** How templates are judged: after `ms` milliseconds the outcome comes by itself. */
export interface Review {
  ms: number
  outcome: 'approved' | 'rejected'
  /** Why it was rejected. */
  reason: string
}

export const DEFAULT_REVIEW: Review = { ms: 500, outcome: 'approved', reason: 'INVALID_FORMAT' }

/** The state of a template that was handed in at `sinceMs`. */
export function reviewState(review: Review, sinceMs: number): 'received' | 'pending' | Review['outcome'] {
  const passed = Date.now() - sinceMs
  if (passed >= review.ms) return review.outcome
  return passed < review.ms / 2 ? 'received' : 'pending'
}
