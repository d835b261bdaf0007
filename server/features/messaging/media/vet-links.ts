import { AppError, COMMON_ERRORS } from '../../../platform/errors/index.ts'
import { vetUrl } from '../../../platform/outbound/index.ts'
import type { MessageBody } from '../message.schema.ts'

/** More than any template holds. Looking up a name takes time, which a caller must not be able to multiply. */
const MOST_LINKS = 20

type Vet = (url: string) => Promise<unknown>
const vetPublic: Vet = url => vetUrl(url, { unresolved: 'allow' })

/**
 * Refuses links that lead inside: a provider's server, which may stand next to ours, would be sent there for us. A name that
 * nobody can look up now passes; whoever fetches it looks again. All are looked at together, so that many take no longer
 * than one.
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

/** One link for each that differ in what is vetted: what comes after the host is not. */
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

/** Parameters of a template carry files as `{image: {link}}`, however deep. */
function findLinks(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(findLinks)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'link' && typeof inner === 'string' ? [inner] : findLinks(inner),
  )
}
