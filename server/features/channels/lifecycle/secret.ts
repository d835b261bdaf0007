import { z } from 'zod'

/**
 * A token or key that is sent in a header. Line breaks and letters of other scripts come from copying; such a header
 * cannot be sent at all, which would look as if the provider were away.
 */
export const secret = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .regex(/^[\x21-\x7e]+$/, 'must be copied without spaces, line breaks or letters with accents')
