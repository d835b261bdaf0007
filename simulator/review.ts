/** How templates are judged: the outcome comes by itself after so many ms. */
export interface Review {
  ms: number
  outcome: 'approved' | 'rejected'
  /** Why it was rejected. */
  reason: string
}

export const DEFAULT_REVIEW: Review = { ms: 500, outcome: 'approved', reason: 'INVALID_FORMAT' }

/** How far the review of something handed in at `sinceMs` has come. */
export function reviewState(review: Review, sinceMs: number): 'received' | 'pending' | Review['outcome'] {
  const passed = Date.now() - sinceMs
  if (passed >= review.ms) return review.outcome
  return passed < review.ms / 2 ? 'received' : 'pending'
}
