import { AppError, COMMON_ERRORS } from '../../../platform/errors/index.ts'
import { vetUrl } from '../../../platform/outbound/index.ts'
import type { MessageBody } from '../message.schema.ts'

/** More than any template holds. Looking up a name takes time, and a caller must not be able to multiply that. */
const MOST_LINKS = 20

type Vet = (url: string) => Promise<unknown>
const vetPublic: Vet = url => vetUrl(url, { unresolved: 'allow' })

/**
 * Refuses links that lead inside our network: a provider's server, which may be next to ours, would go there for us. A
 * name that cannot be looked up now passes, because whoever fetches it checks again. All links are checked together, so
 * that many take no longer than one.
 *
 * @throws URL_NOT_ALLOWED, VALIDATION when there are too many
 */
export async function vetLinks(body: MessageBody, vet = vetPublic): Promise<void> {
  const links = linksIn(body)
  if (links.length > MOST_LINKS) {
    const details = [{ path: 'body.template.components', message: `must have at most ${MOST_LINKS} links` }]
    throw new AppError(COMMON_ERRORS.VALIDATION, { details })
  }
  await Promise.all(onePerPlace(links).map(vet))
}

/** Keeps one link for each place that is checked: the part after the host does not matter. */
function onePerPlace(links: readonly string[]): string[] {
  const placeOf = (link: string) => {
    const url = URL.parse(link)
    return url ? `${url.protocol}//${url.username}:${url.password}@${url.host}` : link
  }
  return [...new Map(links.map(link => [placeOf(link), link])).values()]
}

function linksIn(body: MessageBody): string[] {
  if ('media' in body) return 'link' in body.media && body.media.link ? [body.media.link] : []
  return body.type === 'template' ? findLinks(body.template.components) : []
}

/** Parameters of a template carry files as `{image: {link}}`, at any depth. */
function findLinks(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(findLinks)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'link' && typeof inner === 'string' ? [inner] : findLinks(inner),
  )
}
