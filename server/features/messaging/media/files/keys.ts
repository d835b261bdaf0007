import type { Uuid } from '../../../../platform/ids/index.ts'

/** Where a file and its thumbnail are stored. */
export const keysOf = (tenantId: Uuid, id: Uuid): { original: string; thumbnail: string } => ({
  original: `${tenantId}/media/${id}`,
  thumbnail: `${tenantId}/thumbnails/${id}`,
})
