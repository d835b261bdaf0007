import { useQuery } from '@tanstack/react-query'
import { api, data } from '../../../../lib/api/client.ts'
import type { Media } from '../../../../lib/api/types.ts'

/** Links are asked for again this long before they end. */
const MARGIN_MS = 60_000

type Links = Pick<Media, 'url' | 'thumbnailUrl' | 'urlExpiresAt'>

/** How long before they expire links are asked for again. */
export const freshFor = ({ urlExpiresAt }: Links, now: number): number =>
  urlExpiresAt ? Math.max(0, Date.parse(urlExpiresAt) - MARGIN_MS - now) : Number.POSITIVE_INFINITY

/** A file with valid links, however long it has been on the screen. */
export function useFreshLinks(media: Media): Media {
  const { id = '', url, thumbnailUrl, urlExpiresAt } = media
  const { data: kept } = useQuery({
    queryKey: ['media', id],
    queryFn: (): Promise<Links> => data(api.GET('/api/v1/media/{id}', { params: { path: { id } } })),
    initialData: { url, thumbnailUrl, urlExpiresAt },
    enabled: id !== '' && Boolean(urlExpiresAt),
    staleTime: ({ state }) => (state.data && freshFor(state.data, Date.now()) > 0 ? Number.POSITIVE_INFINITY : 0),
    refetchInterval: ({ state }) => Math.max(1_000, state.data ? freshFor(state.data, Date.now()) : 0),
  })
  // The message itself may have been read again in the meantime.
  return Date.parse(kept.urlExpiresAt ?? '') > Date.parse(urlExpiresAt ?? '') ? { ...media, ...kept } : media
}
